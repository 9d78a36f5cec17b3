from __future__ import annotations

import pytest

from assistant.verify.meaning import foreign_names, turned_words, wrong_measures
from assistant.verify.numbers import best_places
from assistant.verify.reading import read

SOURCE = read(
    "With the same batch size, Alpha can reduce the latency by up to 1.9x without losing precision."
)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Alpha reduces latency by up to 1.9x.", 0),
        ("Alpha runs up to 1.9x faster.", 0),
        ("Alpha saves up to 1.9x.", 0),
        ("Alpha improves throughput by up to 1.9x.", 1),
        ("Alpha reduces memory by up to 1.9x.", 1),
        ("Alpha increases the latency by up to 1.9x.", 1),
    ],
)
def test_a_figure_keeps_its_measure_and_direction(text: str, count: int) -> None:
    statement = read(text)
    assert len(wrong_measures(statement, best_places(statement, [SOURCE]))) == count


def test_a_negation_may_not_be_added_or_dropped_in_a_copy() -> None:
    plain, negated = (
        read("It changes the wide model of Alpha."),
        read("It never changes the wide model of Alpha."),
    )
    assert turned_words(negated, [plain])
    assert turned_words(plain, [negated])
    assert not turned_words(plain, [plain])


def test_failure_must_stand_in_the_source() -> None:
    assert turned_words(read("Alpha is slower than Beta."), [read("Alpha is faster than Beta.")])


def test_names_that_nobody_mentioned_are_found() -> None:
    words = read("Alpha is built on PyTorch.").words
    assert foreign_names(read("As GPUs go, Alpha needs PyTorch and TensorRT."), words) == ["TensorRT"]
