from __future__ import annotations

import pytest

from assistant.text.asking import parts_of, topic_text, topic_words


def test_words_with_which_anybody_asks_are_no_topic() -> None:
    assert topic_words("Which papers report results on the pruning of attention heads?") == {
        "prune": "pruning",
        "attent": "attention",
        "head": "heads",
    }


def test_question_of_nothing_but_such_words_keeps_them() -> None:
    assert list(topic_words("Which methods are compared?").values()) == ["methods", "compared"]


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("How fast is MARLIN?", []),
        (
            "How are requests packed into batches, and which kernels run the weights?",
            ["How are requests packed into batches", "which kernels run the weights"],
        ),
        ("How are requests packed into batches, and why?", []),
        (
            "Which kernel runs the weights; what bounds the batch size?",
            ["Which kernel runs the weights", "what bounds the batch size"],
        ),
    ],
)
def test_question_that_asks_several_things_falls_into_them(question: str, parts: list[str]) -> None:
    assert parts_of(question) == parts


def test_topic_is_the_question_without_its_frame() -> None:
    assert topic_text("What approaches exist for pruning attention heads?") == "pruning attention heads?"


def test_topic_is_never_empty() -> None:
    assert topic_text("Which papers?") == "?"
    assert topic_text("which") == "which"
