from __future__ import annotations

import pytest

from assistant.answer.route.kinds import is_broad, kind_of
from assistant.schema import QuestionKind


@pytest.mark.parametrize(
    ("kind", "question"),
    [
        ("fact", "How fast is MARLIN?"),
        ("fact", "Why is the decoder kept?"),
        ("fact", "What does MARLIN reach on an A100 GPU?"),
        ("lookup", "What is MARLIN?"),
        ("lookup", "What does NTK stand for?"),
        ("lookup", "H$_2$O"),
        ("lookup", "projection DPP"),
        ("comparison", "How do MARLIN and FlexQ compare?"),
        ("comparison", "Do the two papers contradict each other?"),
        ("comparison", "MARLIN versus FlexQ: which is faster?"),
        ("aggregate", "Which papers evaluate on LongBench?"),
        ("aggregate", "How many papers use pruning?"),
        ("aggregate", "List all surveys of quantization."),
        ("aggregate", "Which of those needs no retraining?"),
        ("synthesis", "What approaches exist for compressing the KV cache?"),
        ("synthesis", "What have the stored papers found about sparsity?"),
        ("synthesis", "Give me an overview of the work on pruning."),
    ],
)
def test_kind_is_told_by_the_words(question: str, kind: QuestionKind) -> None:
    assert kind_of(question) == kind


def test_spelling_in_latex_changes_nothing() -> None:
    assert kind_of("How fast is H$_2$O with a $2\\times$ longer context?") == "fact"


def test_question_on_how_something_can_be_done_may_mean_a_theme() -> None:
    assert is_broad("How can models be trained with little memory?")
    assert not is_broad("How fast is MARLIN?")
