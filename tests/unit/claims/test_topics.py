"""How alike the subjects of two papers are."""

from __future__ import annotations

import pytest

from assistant.claims.links import find_links
from assistant.claims.topics import Topics
from assistant.schema import Paper

TEXTS = {
    "kernel": "Fast matrix kernels for quantized inference.",
    "kernels": "Quantized inference needs fast kernels.",
    "fish": "Marine biology of tropical reefs.",
}
PAPERS = [Paper(id=name, title="A Study", abstract=text) for name, text in TEXTS.items()]


def test_a_paper_is_most_like_itself() -> None:
    assert Topics(PAPERS).likeness("kernel", "kernel") == pytest.approx(1)


def test_papers_on_one_subject_are_more_alike() -> None:
    topics = Topics(PAPERS)
    assert topics.likeness("kernel", "kernels") > topics.likeness("kernel", "fish")


def test_a_paper_without_words_is_like_nothing() -> None:
    assert Topics([*PAPERS, Paper(id="bare", title="?")]).likeness("bare", "fish") == 0


def test_a_name_in_another_subject_is_no_link(sample_papers: tuple[Paper, ...]) -> None:
    other = Paper(id="reef", title="Of Fish", abstract="The Marlin swims over tropical reefs near islands.")
    related = Paper(id="near", title="Of Kernels", abstract=f"Unlike Marlin, ours... {TEXTS['kernel']}")
    found = find_links([*sample_papers, other, related], {})
    assert {link.from_paper for link in found} & {"reef", "near"} == {"near"}
