"""Papers as RIS, which reference managers read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, cast

import rispy  # pyright: ignore[reportMissingTypeStubs]

from assistant.export.author_names import author_names, family_and_given
from assistant.export.escape import one_line
from assistant.export.publication import Publication, addresses, publication
from assistant.schema import Paper

_KINDS: Final[dict[Publication, str]] = {"journal": "JOUR", "meeting": "CONF", "none": "GEN"}


def papers_to_ris(papers: Sequence[Paper], keys: Mapping[str, str]) -> str:
    """Return one record per paper, in order, each value on one line; ``ID`` is its key."""
    records = [dict(_fields(paper, keys[paper.id])) for paper in papers]
    package = cast("Any", rispy)  # The package has no types.
    return cast("str", package.dumps(records, implementation=_Writer))


class _Writer(rispy.RisWriter):
    """Writes records without a line of its own before each, which the format does not know."""

    def set_header(self, count: int) -> str:
        """Return nothing."""
        del count
        return ""


def _fields(paper: Paper, key: str) -> Iterator[tuple[str, str | list[str]]]:
    yield "type_of_reference", _KINDS[publication(paper)]
    yield "id", key
    texts = {
        "title": paper.title,
        "year": str(paper.year or ""),
        "date": paper.date,
        "secondary_title": paper.venue,
        "doi": paper.doi,
        "abstract": paper.abstract,
    }
    yield from ((name, line) for name, text in texts.items() if (line := one_line(text or "")))
    if authors := [_name(author) for author in author_names(paper)]:
        yield "authors", authors
    # A semicolon stands between two addresses.
    if urls := [one_line(url).replace(";", "%3B") for url in addresses(paper)]:
        yield "urls", urls


def _name(author: str) -> str:
    family, given = family_and_given(author)
    return f"{family}, {given}" if given else author
