from __future__ import annotations

import pytest

from assistant.answer.extractive.verbs import base_of, singular


@pytest.mark.parametrize(
    ("verb", "third"),
    [
        ("propose", "proposes"),
        ("study", "studies"),
        ("display", None),
        ("employ", "employs"),
        ("address", "addresses"),
        ("fix", None),
        ("establish", "establishes"),
        ("are", "is"),
        ("were", "was"),
        ("have", "has"),
        ("do", "does"),
        ("go", "goes"),
        ("Show", "shows"),
    ],
)
def test_known_verbs_have_a_third_person(verb: str, third: str | None) -> None:
    assert singular(verb) == third


@pytest.mark.parametrize(
    ("past", "third"),
    [
        ("proposed", "proposes"),
        ("studied", "studies"),
        ("found", "finds"),
        ("built", "builds"),
        ("did", "does"),
    ],
)
def test_what_was_done_is_told_in_the_present(past: str, third: str) -> None:
    assert singular(past) == third


@pytest.mark.parametrize("word", ["cache", "quickly", "proposes", "of", ""])
def test_other_words_are_no_verbs(word: str) -> None:
    assert base_of(word) is None
    assert singular(word) is None


def test_base_of_a_verb_is_itself() -> None:
    assert (base_of("find"), base_of("Found"), base_of("analyzed")) == ("find", "find", "analyze")
