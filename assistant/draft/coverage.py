"""The coverage contract: what a text cites, laid beside what was selected."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from assistant.schema import Coverage, Missing, Paper, Paragraph, Statement

NO_ABSTRACT = "only its title is known, and a title supports no statement"
FAILED = "no sentence about it passed the check"


def coverage_of(
    paragraphs: Iterable[Paragraph],
    selected: Sequence[Paper],
    reasons: Mapping[str, str] | None = None,
) -> Coverage:
    """Return which selected papers a text cites, which it does not and why, and what it cites besides.

    A paper counts as cited when a sentence that passed the gate cites it. ``reasons`` are by paper id; where
    there is none and the text shows none either, the reason is empty and the contract does not hold.
    """
    statements = [statement for paragraph in paragraphs for statement in paragraph.statements]
    cited = _cited(one for one in statements if one.verdict == "supported")
    mentioned = _cited(statements)
    ids = [paper.id for paper in selected]
    given = reasons or {}
    return Coverage(
        selected=tuple(ids),
        cited=tuple(cited),
        missing=tuple(
            Missing(
                paper_id=paper.id,
                title=paper.title,
                reason=given.get(paper.id) or _reason(paper, failed=paper.id in mentioned),
            )
            for paper in selected
            if paper.id not in cited
        ),
        extraneous=tuple(id_ for id_ in mentioned if id_ not in ids),
    )


def _cited(statements: Iterable[Statement]) -> dict[str, None]:
    """Return the ids of the papers that statements cite, in order of appearance."""
    return dict.fromkeys(citation.paper_id for one in statements for citation in one.citations)


def _reason(paper: Paper, *, failed: bool) -> str:
    if not paper.abstract:
        return NO_ABSTRACT
    return FAILED if failed else ""
