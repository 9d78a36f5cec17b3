"""The first sentence of a theme: what its papers share, in a term that they hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.answer.figures.subjects import label_of
from assistant.schema import Paper
from assistant.text.prose import counted, listed, uncapitalized
from assistant.text.words import content_words

_VERBS = (
    ("deals with", "deal with"),
    ("turns to", "turn to"),
    ("addresses", "address"),
    ("looks at", "look at"),
)
_MARKER = re.compile(r" ?\[\d+\]")
_MOST_NAMED = 4
"""Papers that a sentence names one by one."""

Cited = tuple[str, tuple[int, ...] | None]
"""A wording and the keys it cites; ``None`` where it carries its markers itself."""


def openings(title: str, papers: Sequence[tuple[int, Paper]], number: int) -> Iterator[Cited]:
    """Yield wordings of an opening sentence, the best first; the gate tells which of them holds.

    ``papers`` are those of the theme with their keys, ``number`` its place among the themes, from 0: the verb
    changes with it, so that no two paragraphs begin alike.
    """
    parts = uncapitalized(_MARKER.sub("", title))
    holders = [_holding(part, papers) for part in parts.split(" and ")]
    one, many = _VERBS[number % len(_VERBS)]
    if len(holders) > 1 and all(holders) and not set(holders[0]) & set(holders[1]):
        yield from _apart(parts.split(" and "), holders, one, many)
    shared = _holding(parts, papers)
    if len(shared) > 1:
        yield from _together(parts, shared, many)


def _together(term: str, papers: Sequence[tuple[int, Paper]], verb: str) -> Iterator[Cited]:
    keys = tuple(key for key, _ in papers)
    names = [_name(paper) for _, paper in papers]
    if all(names) and len(papers) <= _MOST_NAMED:
        both = "both " if len(papers) == 2 else ""
        yield f"{listed(names)} {both}{verb} {term}.", keys
        yield (
            f"{listed([f'{name} [{key}]' for name, key in zip(names, keys, strict=True)])} {verb} {term}.",
            None,
        )
    yield f"{counted(len(papers))} papers {verb} {term}.", keys


def _apart(
    terms: Sequence[str], holders: Sequence[Sequence[tuple[int, Paper]]], one: str, many: str
) -> Iterator[Cited]:
    """Yield a sentence that says which papers deal with which of two terms."""
    sides: list[str] = []
    for term, papers in zip(terms, holders, strict=True):
        names = [_name(paper) for _, paper in papers]
        if not all(names):
            return
        marked = listed([f"{name} [{key}]" for name, (key, _) in zip(names, papers, strict=True)])
        sides.append(f"{marked} {many if len(papers) > 1 else one} {term}")
    yield f"{', while '.join(sides)}.", None


def _holding(term: str, papers: Sequence[tuple[int, Paper]]) -> list[tuple[int, Paper]]:
    wanted = set(content_words(term))
    return [
        (key, paper)
        for key, paper in papers
        if wanted and wanted <= set(content_words(f"{paper.title} {paper.abstract or ''}"))
    ]


def _name(paper: Paper) -> str:
    return label_of(paper) or ""
