from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.export.bibtex import papers_to_bibtex
from assistant.export.cite_keys import cite_keys
from assistant.export.escape import verbatim_url
from assistant.schema import Paper
from tests.unit.export.hostile import (
    VERBATIM,
    by_bibtexparser,
    by_pybtex,
    decoded,
    inert,
    normal_name,
    papers,
    same,
    shown,
)

FULL = Paper(
    id="p1",
    title="MARLIN: Mixed-Precision Kernels",
    authors=("Elias Frantar", "Gödel, Kurt"),
    year=2024,
    venue="Proceedings of PPoPP",
    doi="10.1145/1_2<3>",
    arxiv_id="2408.11743",
    urls=("https://x.example/a_b?c=1%202&d#e", "https://y.example/{z}"),
)


def bib(*given_papers: Paper) -> str:
    return papers_to_bibtex(given_papers, cite_keys(given_papers))


def field(name: str, paper: Paper) -> str | None:
    (entry,) = by_bibtexparser(bib(paper)).values()
    return entry.get(name)


def test_every_field_is_kept_and_capitals_are_protected() -> None:
    assert bib(FULL) == (
        "@inproceedings{frantar2024marlin,\n"
        "    title = {{MARLIN: Mixed-Precision Kernels}},\n"
        '    author = {Elias Frantar and G{\\"o}del, Kurt},\n'
        "    booktitle = {Proceedings of PPoPP},\n"
        "    year = {2024},\n"
        "    doi = {10.1145/1_2<3>},\n"
        "    eprint = {2408.11743},\n"
        "    archiveprefix = {arXiv},\n"
        "    url = {https://x.example/a_b?c=1%202&d#e},\n"
        "    urls = {https://y.example/%7Bz%7D}\n"
        "}\n"
    )


@pytest.mark.parametrize(
    ("venue", "kind", "name"),
    [
        ("Nature", "article", "journal"),
        ("Proc. of ICML", "inproceedings", "booktitle"),
        ("Conference on X and Y", "inproceedings", "booktitle"),
    ],
)
def test_venue_settles_the_kind_of_entry(venue: str, kind: str, name: str) -> None:
    entry = bib(Paper(id="p1", title="T", venue=venue))
    assert entry.startswith(f"@{kind}{{")
    assert f"{name} = {{{venue}}}" in entry


@pytest.mark.parametrize(
    ("given_fields", "where"),
    [
        ({"arxiv_id": "2401.1", "doi": "10.1/x"}, "arXiv:2401.1"),
        ({"doi": "10.1/x_y"}, r"doi:10.1/x\_y"),
        ({"urls": ("https://x.example/a_b",)}, r"\url{https://x.example/a_b}"),
        ({}, None),
    ],
)
def test_styles_print_where_a_paper_without_venue_is_found(
    given_fields: dict[str, str], where: str | None
) -> None:
    paper = Paper.model_validate({"id": "p1", "title": "T", **given_fields})
    assert field("howpublished", paper) == where


@pytest.mark.parametrize(
    ("author", "written"),
    [
        ("Jan van der Berg", "Jan van der Berg"),
        ("Łukasz Kaiser", r"{\L}ukasz Kaiser"),
        ("Team and Friends", "{Team and Friends}"),
        ("others", "{others}"),
        ("Smith, J., and Sons", "{Smith, J., and Sons}"),
        ("李明", "{李明}"),
        ("a}b", r"{a\textbraceright{}b}"),
    ],
)
def test_a_name_is_one_author_to_bibtex(author: str, written: str) -> None:
    assert field("author", Paper(id="p1", title="T", authors=(author,))) == written


def test_address_cannot_leave_its_field() -> None:
    paper = Paper(id="p1", title="T", urls=("https://x.example/}\\write18{x}%\n$^~",))
    assert field("url", paper) == "https://x.example/%7D%5Cwrite18%7Bx%7D%25%20%24%5E~"


@settings(deadline=None)
@given(st.lists(papers, max_size=3, unique_by=lambda paper: paper.id))
def test_two_other_programs_read_every_field_back(given_papers: list[Paper]) -> None:
    keys = cite_keys(given_papers)
    text = papers_to_bibtex(given_papers, keys)
    for read in (by_pybtex(text), by_bibtexparser(text)):
        assert list(read) == [keys[paper.id] for paper in given_papers]
        for paper, entry in zip(given_papers, read.values(), strict=True):
            assert same(decoded(entry["title"][1:-1]), shown(paper.title))
            assert entry.get("doi", "") == verbatim_url(paper.doi or "")
            values = [text for name, text in entry.items() if name not in (*VERBATIM, "howpublished")]
            assert all(inert(value.replace("\n", " ")) for value in values)


@settings(deadline=None)
@given(papers)
def test_names_are_read_back(paper: Paper) -> None:
    (entry,) = by_pybtex(bib(paper)).values()
    names = [decoded(name) for name in entry["author"].split("\n") if entry["author"]]
    wanted = [shown(author) for author in paper.authors if shown(author)]
    assert len(names) == len(wanted)
    for name, author in zip(names, wanted, strict=True):
        assert same(name, author) or same(normal_name(name), normal_name(author))


def test_text_that_bibtex_could_not_hold_is_cut_between_signs() -> None:
    title = field("title", Paper(id="p1", title="{é^ " * 5_000)) or ""
    assert 16_000 < len(title.encode()) < 19_000
    assert same(decoded(title[1:-1]).rstrip("…"), ("{é^ " * 5_000)[: len(decoded(title[1:-1])) - 1])
