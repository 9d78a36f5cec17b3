"""Papers as CSL-JSON, which citation processors such as pandoc's read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from assistant.export.author_names import author_names, family_and_given
from assistant.export.escape import one_line
from assistant.export.publication import Publication, addresses, publication
from assistant.schema import Paper

Json = str | int | Sequence["Json"] | Mapping[str, "Json"]

_KINDS: Final[dict[Publication, str]] = {
    "journal": "article-journal",
    "meeting": "paper-conference",
    "none": "article",
}
_DATE: Final = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


def csl_items(papers: Sequence[Paper], keys: Mapping[str, str]) -> list[dict[str, Json]]:
    """Return one item per paper, in order, whose ``id`` is its key."""
    return [dict(_fields(paper, keys[paper.id])) for paper in papers]


def _fields(paper: Paper, key: str) -> Iterator[tuple[str, Json]]:
    yield "id", key
    yield "type", _KINDS[publication(paper)]
    if authors := [*map(_name, author_names(paper))]:
        yield "author", authors
    if issued := _issued(paper):
        yield "issued", issued
    texts = {
        "title": paper.title,
        "container-title": paper.venue,
        "DOI": paper.doi,
        "number": f"arXiv:{paper.arxiv_id}" if paper.arxiv_id else None,
        "URL": next(iter(addresses(paper)), None),
        "abstract": paper.abstract,
    }
    yield from ((name, line) for name, text in texts.items() if (line := one_line(text or "")))


def _name(author: str) -> dict[str, Json]:
    family, given = family_and_given(author)
    return {"family": family, "given": given} if given else {"literal": author}


def _issued(paper: Paper) -> dict[str, Json]:
    """Return the day, month or year; a date without its year, as some pages print it, says too little."""
    found = _DATE.fullmatch(paper.date or "")
    if found and int(found[1]) == (paper.year or int(found[1])):
        return {"date-parts": [[int(part) for part in found.groups() if part]]}
    return {"date-parts": [[paper.year]]} if paper.year is not None else {}
