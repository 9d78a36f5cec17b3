from __future__ import annotations

import pytest

from assistant.verify.polarity import denials
from assistant.verify.tokens import tokens_of


def reached(text: str) -> list[list[str]]:
    tokens = tokens_of(text)
    return [[tokens[place].text for place in denial.reached] for denial in denials(tokens)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It does not require calibration, and it is fast.", [["require", "calibration"]]),
        ("It runs without retraining.", [["retraining"]]),
        ("It fails to converge.", [["converge"]]),
        ("It doesn't converge.", [["converge"]]),
        ("It lacks structure.", [["structure"]]),
        ("It is not only fast but also small.", []),
        ("It takes no more than two steps.", []),
        ("We ask whether or not it converges.", []),
        ("The failure of the disk is rare.", []),
    ],
)
def test_a_denial_reaches_the_words_of_its_clause(text: str, words: list[list[str]]) -> None:
    assert reached(text) == words
