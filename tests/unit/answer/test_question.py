from __future__ import annotations

import pytest

from assistant.answer.question import MAX_CHARACTERS, check_question
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
