from __future__ import annotations

import pytest

from assistant.text.spelling import american, spellings
from assistant.text.words import content_words


@pytest.mark.parametrize(
    ("british", "expected"),
    [
        ("quantised", "quantized"),
        ("behaviour", "behavior"),
        ("analyse", "analyze"),
        ("modelling", "modeling"),
        ("labelled", "labeled"),
        ("centre", "center"),
        ("optimisation", "optimization"),
    ],
)
def test_british_spelling_becomes_american(british: str, expected: str) -> None:
    assert american(british) == expected
    assert content_words(british) == content_words(expected)


@pytest.mark.parametrize("word", ["kernel", "four", "hour", "noise", "precise", "raise", "wise", "cell"])
def test_other_words_stay_as_they_are(word: str) -> None:
    assert american(word) == word


def test_spellings_are_the_word_and_those_of_both_sides_each_once() -> None:
    assert spellings("quantized") == ["quantized", "quantised"]
    assert spellings("quantised") == ["quantised", "quantized"]
    assert spellings("kernel") == ["kernel"]
