"""Reading bibliographies, and finding their papers in a library."""

from __future__ import annotations

import pytest

from assistant.manuscript.bibliography import read_bibliography
from assistant.manuscript.matching import Matcher
from assistant.schema import Paper

GOOD = r"""@article{a20, title = {The {MARLIN} Kernel: 2.8$\times$},
  author = {Frantar, Elias and Dan Alistarh}, year = 2024, doi = {10.1145/12}, eprint = {2408.11743},
  abstract = {It gains 3\%.}}
"""


def paper(title: str, **fields: str) -> Paper:
    return Paper(id=title, title=title, abstract="Text.", **fields)  # pyright: ignore[reportArgumentType]


def test_an_entry_becomes_a_paper() -> None:
    (entry,) = read_bibliography(GOOD, "refs.bib").entries
    assert entry.paper
    assert (entry.key, entry.line, entry.title) == ("a20", 1, "The MARLIN Kernel: 2.8×")
    assert entry.paper.authors == ("Frantar, Elias", "Dan Alistarh")
    assert (entry.paper.year, entry.paper.doi, entry.paper.arxiv_id) == (2024, "10.1145/12", "2408.11743")
    assert entry.paper.abstract == "It gains 3%."


@pytest.mark.parametrize(
    ("broken", "line", "reason"),
    [
        ("@misc{b, title={Open\n@misc{c, title={C}}", 4, "is broken"),
        ("@misc{a20, title={Again}}", 4, "used again"),
        ('@misc{b, title="B", title="C"}', 4, "given twice"),
        ("@misc{b, year=2020}", 4, "no title"),
    ],
)
def test_what_is_wrong_is_told_by_line_and_the_rest_kept(broken: str, line: int, reason: str) -> None:
    found = read_bibliography(GOOD + broken, "refs.bib")
    assert found.entries[0].title == "The MARLIN Kernel: 2.8×"
    assert [problem.line for problem in found.problems if reason in problem.reason] == [line]


def test_an_empty_bibliography_is_told_of() -> None:
    assert "holds no entries" in read_bibliography("", "refs.bib").problems[0].reason


def test_arxiv_numbers_are_found_in_addresses() -> None:
    (entry,) = read_bibliography("@misc{a, title={T}, url={https://arxiv.org/abs/2401.00001v2}}", "r").entries
    assert entry.paper
    assert entry.paper.arxiv_id == "2401.00001"


def test_papers_are_found_by_doi_arxiv_number_and_title() -> None:
    held = [paper("One", doi="10.1/AB"), paper("Two", arxiv_id="2401.00001v1"), paper("A$^2$ATS: {Fast}")]
    matcher = Matcher(held)
    wanted = (paper("x", doi="10.1/ab"), paper("y", arxiv_id="2401.00001v3"), paper("A^2ATS - fast"))
    assert [matcher.find(one) for one in wanted] == held
    assert matcher.find(paper("Three")) is None


def test_a_near_title_is_only_suggested() -> None:
    matcher = Matcher([paper("eDKM: An Efficient Train-time Weight Clustering for LLMs")])
    other = "eDKM: Efficient Train-time Weight Clustering for Models"
    assert matcher.find(paper(other)) is None
    assert matcher.near(other) == "eDKM: An Efficient Train-time Weight Clustering for LLMs"
    assert matcher.near("Attention Is All You Need") is None


def test_the_longest_title_in_a_printed_reference_counts() -> None:
    held = [paper("Squeezed Attention"), paper("Squeezed Attention for All Models")]
    found = Matcher(held).find_printed("C. Hooper. *Squeezed Attention for All Models*. 2024.")
    assert found == held[1]
