from __future__ import annotations

import pytest

from assistant.answer.question import MAX_CHARACTERS, check_question, contextual_query
from assistant.errors import QuestionError


def test_outer_space_is_dropped() -> None:
    assert check_question("  What is MARLIN?\n") == "What is MARLIN?"


@pytest.mark.parametrize("text", ["", "   \n", "???", "—"])
def test_empty_question_is_refused(text: str) -> None:
    with pytest.raises(QuestionError, match="empty"):
        check_question(text)


def test_overlong_question_is_refused_with_its_length() -> None:
    with pytest.raises(QuestionError, match="100,000 characters"):
        check_question("x" * 100_000)
    assert check_question("x" * MAX_CHARACTERS)


@pytest.mark.parametrize(
    "question",
    ["And against which baseline?", "What about memory?", "How fast is it?", "Compare it with FlexQ", "Why?"],
)
def test_follow_up_is_searched_with_the_question_before_it(question: str) -> None:
    assert contextual_query(question, ["Old one?", "What is MARLIN?"]) == f"What is MARLIN? {question}"


def test_question_that_stands_alone_is_searched_alone() -> None:
    question = "Which papers study scaling laws for vocabulary size?"
    assert contextual_query(question, ["What is MARLIN?"]) == question


def test_first_question_has_no_context() -> None:
    assert contextual_query("How fast is it?", []) == "How fast is it?"
