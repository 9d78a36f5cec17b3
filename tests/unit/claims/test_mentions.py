"""Known names in running text."""

from __future__ import annotations

import pytest

from assistant.claims.mentions import Keys, Mention, in_longer_name, names_method
from assistant.claims.names import name_key


def found(text: str, *names: str) -> list[str]:
    return [it.printed for it in Keys(map(name_key, names)).find(text)]


@pytest.mark.parametrize("printed", ["H2O", "H_2O", "h2o", "H2O's", "H2O-based"])
def test_a_name_is_found_however_it_is_written(printed: str) -> None:
    assert len(found(f"We extend {printed} to long contexts.", "H2O")) == 1


@pytest.mark.parametrize("printed", ["H2O2", "H2O++", "github.com/H2O", "SH2O"])
def test_another_name_with_the_same_letters_is_not_found(printed: str) -> None:
    assert found(f"We extend {printed} to long contexts.", "H2O") == []


def test_the_longest_name_at_a_place_is_found() -> None:
    assert found("Neural Tangent Kernel theory", "Neural", "Neural Tangent Kernel") == [
        "Neural Tangent Kernel"
    ]


def test_an_ending_is_not_part_of_the_place() -> None:
    mention = next(Keys(["marlin"]).find("see Marlin's kernels"))
    assert mention == Mention("marlin", 4, 10, "Marlin")


@pytest.mark.parametrize(("text", "named"), [("the FlexGen system", True), ("flexgen-like paging", False)])
def test_a_baseline_names_a_method_only_with_capitals(text: str, named: bool) -> None:
    assert names_method(text, {"flexgen"}) is named


@pytest.mark.parametrize(
    ("text", "inside"),
    [("the Google Chrome browser", True), ("the Chrome Browser", True), ("than Chrome on phones", False)],
)
def test_a_plain_word_beside_another_capital_is_part_of_a_longer_name(text: str, inside: bool) -> None:
    mention = next(Keys(["chrome"]).find(text))
    assert in_longer_name(text, mention) is inside
