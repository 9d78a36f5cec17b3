"""Whose method a name is."""

from __future__ import annotations

import pytest

from assistant.claims.mentions import Mention
from assistant.claims.owners import Owner, find_owners, is_spelling_of, spelled_out
from assistant.schema import Paper


def owners(*texts: tuple[str, str]) -> dict[str, str]:
    """The place of each name's paper, by key."""
    papers = [Paper(id=str(place), title=title, abstract=text) for place, (title, text) in enumerate(texts)]
    found = find_owners(papers, {paper.id: paper.abstract or "" for paper in papers})
    return {key: owner.paper_id for key, owner in found.items()}


def test_a_name_belongs_to_the_paper_with_it_in_its_title() -> None:
    found = owners(("A Study", "We present FlexGen, a system."), ("FlexGen: Serving", "We serve models."))
    assert found == {"flexgen": "1"}


def test_a_title_may_lack_the_blank_after_its_colon() -> None:
    assert owners(("FlexGen:Serving Models", "We serve models.")) == {"flexgen": "0"}


def test_a_name_that_two_papers_claim_belongs_to_neither() -> None:
    assert owners(("SALT: Tuning", "We tune."), ("SALT: Labelling", "We label.")) == {}


def test_the_end_of_the_name_in_the_title_is_another_method() -> None:
    found = owners(("LGI-DETR: Detection", "We design a local interaction DETR for drones."))
    assert found == {"lgidetr": "0"}


@pytest.mark.parametrize("use", ["They use knowledge distillation.", "Several Knowledge Distillations fail."])
def test_what_others_write_small_or_in_the_plural_is_a_generic_word(use: str) -> None:
    title = ("Knowledge Distillation: A View", "We see Knowledge Distillation anew.")
    assert "knowledgedistillation" not in owners(title, ("A Study", use))


def test_what_most_papers_name_is_a_generic_word() -> None:
    users = [(f"Study {n}", "We use FlexGen.") for n in range(6)]
    assert owners(("FlexGen: Serving", "We serve."), *users) == {}


@pytest.mark.parametrize(
    ("printed", "known", "same"),
    [
        ("Marlin", "MARLIN", True),
        ("H_2O", "H2O", True),
        ("ZERO-INFINITY", "ZeRO-Infinity", True),
        ("DoLa", "DOLA", False),
        ("mmGen", "MMGen", False),
    ],
)
def test_other_capitals_inside_a_word_make_another_name(printed: str, known: str, same: bool) -> None:
    mention = Mention("key", 0, len(printed), printed)
    assert is_spelling_of(mention, Owner("0", known, in_title=True)) is same


def test_a_word_that_is_also_written_small_counts_only_with_more_capitals() -> None:
    owner = Owner("0", "ROCKET", in_title=True, ordinary=True)
    assert not is_spelling_of(Mention("rocket", 0, 6, "Rocket"), owner)
    assert is_spelling_of(Mention("rocket", 0, 6, "ROCKET"), owner)


def test_an_abbreviation_is_spelled_out_before_its_brackets() -> None:
    assert spelled_out("the Tree of Frames (ToF) search", "tof") == "thetreeofframes"
    assert spelled_out("the ToF search", "tof") is None
