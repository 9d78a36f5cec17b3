"""Places where one abstract names another paper's method."""

from __future__ import annotations

import pytest

from assistant.claims.links import find_links
from assistant.schema import Claim, Link, Paper, Quantity, Quote
from assistant.text.folding import paper_id

ROCKET = ("ROCKET: Fast Decoding", "We present ROCKET, a serving engine.")


def paper(title: str, abstract: str) -> Paper:
    return Paper(id=paper_id(title, abstract), title=title, abstract=abstract)


def links_of(*texts: tuple[str, str]) -> list[Link]:
    return find_links([paper(*text) for text in texts], {})


def relation(sentence: str) -> str | None:
    found = links_of(ROCKET, ("A Study", sentence))
    return found[0].relation if found else None


@pytest.mark.parametrize(
    "sentence",
    [
        "Compared to engines like Triton and Rocket, our compiler is 1.5x faster.",
        "We outperform ROCKET on all tasks.",
        "Our method improves throughput over three systems, FlexGen, Orca and ROCKET, by 2x.",
        "We compare our method with others, including ROCKET and CaM, and find it superior.",
        "Our engine is faster than ROCKET.",
    ],
)
def test_a_method_that_the_authors_compare_with_is_a_baseline(sentence: str) -> None:
    assert relation(sentence) == "baseline"


@pytest.mark.parametrize(
    "sentence",
    [
        "The state-of-the-art engine ROCKET suffers from two issues.",
        "Our method builds on ROCKET.",
        "Our kernels run inside ROCKET-based servers.",
    ],
)
def test_a_method_that_is_only_spoken_of_is_mentioned(sentence: str) -> None:
    assert relation(sentence) == "mentioned"


def test_a_contrast_with_the_papers_own_method_is_a_comparison() -> None:
    found = links_of(ROCKET, ("A Study", "We present Fuji, an engine. Fuji trains it, while ROCKET fails."))
    assert [link.relation for link in found] == ["baseline"]


def test_a_claim_measured_against_the_method_makes_it_a_baseline() -> None:
    rocket, study = paper(*ROCKET), paper("A Study", "At 2x the speed, ROCKET is left behind.")
    text = "At 2x the speed, ROCKET"
    claim = Claim(
        quote=Quote(paper_id=study.id, start=0, end=len(text), text=text),
        metric="speedup",
        quantity=Quantity(value=2, unit="x"),
        direction="improves",
        baseline="the ROCKET engine",
    )
    [link] = find_links([rocket, study], {study.id: [claim]})
    assert (link.relation, link.quote) == ("baseline", claim.quote)


@pytest.mark.parametrize(
    "sentence",
    [
        "We launch a rocket.",
        "ROCKET-2 is better.",
        "See https://example.org/ROCKET for code.",
        "Rocket science is hard. We study a rocket.",
    ],
)
def test_other_words_and_other_versions_are_no_link(sentence: str) -> None:
    assert relation(sentence) is None


def test_a_paper_does_not_link_to_itself() -> None:
    assert links_of(ROCKET) == []


def test_a_name_with_a_plural_is_a_common_noun() -> None:
    accelerators = ("GPU: A Survey", "The GPU is fast.")
    assert links_of(accelerators, ("A Study", "We run on a GPU."), ("B Study", "GPUs are dear.")) == []


def test_a_name_that_two_papers_claim_belongs_to_neither() -> None:
    assert (
        links_of(ROCKET, ("ROCKET: Another One", "We present ROCKET."), ("A Study", "We use ROCKET.")) == []
    )


def test_an_abbreviation_that_stands_for_something_else_is_no_link() -> None:
    owner = ("DKM: Machines", "We propose the Deep Kernel Machine (DKM).")
    assert links_of(owner, ("A Study", "We speed up Differentiable Means (DKM). DKM is slow.")) == []


def test_the_words_and_their_abbreviation_are_one_mention() -> None:
    owner = ("Neural Edge Kernel: Limits", "We study the Neural Edge Kernel (NEK).")
    found = links_of(owner, ("A Study", "In the Neural Edge Kernel (NEK) regime, NEK converges."))
    assert [link.mention for link in found] == ["Neural Edge Kernel", "NEK"]


def test_papers_that_state_one_repository_are_linked_both_ways() -> None:
    text = "Code at https://github.com/lab/thing."
    found = links_of(("A Study", f"One. {text}"), ("B Study", f"Two. {text}"))
    assert [(link.mention, link.relation) for link in found] == [
        ("https://github.com/lab/thing", "mentioned"),
        ("https://github.com/lab/thing", "mentioned"),
    ]


def test_mentions_and_quotes_are_exact_slices_of_latex_text() -> None:
    owner = ("H_2O: Heavy Hitters", "We propose H_2O, a policy.")
    study = paper("A Study", "It is hard. We beat H$_2$O by 2$\\times$.")
    [link] = find_links([paper(*owner), study], {})
    assert link.mention == "H$_2$O"
    assert study.abstract is not None
    assert study.abstract[link.quote.start : link.quote.end] == link.quote.text


def test_sample_papers_link_only_where_one_names_the_other(sample_papers: tuple[Paper, ...]) -> None:
    found = find_links(sample_papers, {})
    assert len(found) == 10
    assert sum(link.relation == "baseline" for link in found) == 4
