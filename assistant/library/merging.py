"""What happens to a paper that may be in the library already: pure rules, no storage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.schema import Paper, Skipped
from assistant.text.folding import paper_id

_FILLABLE = ("authors", "year", "date", "venue", "doi", "arxiv_id", "urls", "source")


@dataclass(frozen=True)
class Replacement:
    """A stored paper, by id, and what stands in its place from now on."""

    old_id: str
    paper: Paper


def title_key(title: str) -> str:
    """Name a title so that two spellings of it agree; equal to the id of the paper that is only a title."""
    return paper_id(title, None)


def filled(paper: Paper, other: Paper) -> Paper:
    """Return ``paper`` with its empty fields taken from ``other``; its text is never touched."""
    gained = {name: getattr(other, name) for name in _FILLABLE if not getattr(paper, name)}
    return paper.model_copy(update={name: value for name, value in gained.items() if value})


def without_repeats(papers: Sequence[Paper]) -> tuple[list[Paper], list[Skipped]]:
    """Keep one of each paper of a file, with the fields of its repeats, in order of first appearance.

    A bare title is a repeat when the file also has a paper of that title with its abstract.
    """
    with_abstract = {title_key(paper.title) for paper in papers if paper.abstract is not None}
    kept: dict[str, Paper] = {}
    skipped: list[Skipped] = []
    for paper in papers:
        if paper.id in kept:
            kept[paper.id] = filled(kept[paper.id], paper)
        elif paper.abstract is not None or title_key(paper.title) not in with_abstract:
            kept[paper.id] = paper
            continue
        skipped.append(skip(paper, "repeated in this file"))
    return list(kept.values()), skipped


def decide(paper: Paper, stored: Sequence[Paper]) -> Paper | Replacement | Skipped:
    """Say whether ``paper`` is new (itself), changes a stored paper, or is left out.

    ``stored`` are the papers that share its id or its title.
    """
    same = next((other for other in stored if other.id == paper.id), None)
    if same is not None:
        merged = filled(same, paper)
        return skip(paper, "already in the library") if merged == same else Replacement(same.id, merged)
    if paper.abstract is None:
        known = any(other.abstract is not None for other in stored)
        return skip(paper, "already in the library with its abstract") if known else paper
    bare = next((other for other in stored if other.abstract is None), None)
    return paper if bare is None else Replacement(bare.id, filled(paper, bare))


def skip(paper: Paper, reason: str) -> Skipped:
    """Report ``paper`` as left out, with its line when the reader noted one."""
    return Skipped(title=paper.title, reason=reason, line=paper.source.line if paper.source else None)
