"""Claims and comparisons as Markdown: tables, verdicts, and every quote below."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from assistant.export.claim_cells import HEADINGS, claim_cells
from assistant.export.escape import escape_markdown
from assistant.export.verdicts import head_to_head_statements, ranking_statement, spelled, verdict_groups
from assistant.schema import ComparedClaim, Comparison, Link

_DASH = "–"
_LEGEND = f"{_DASH} means that the abstract does not state it."


def claims_to_markdown(entries: Sequence[ComparedClaim]) -> str:
    """Return a table with one row per claim, and the quotes below it."""
    return _document(["# Claims", *_claims(entries), *_quotes(entries)])


def comparison_to_markdown(comparison: Comparison) -> str:
    """Return the claims in a table, what may be said about each pair, where methods met, and the quotes."""
    blocks = ["# Comparison of claims", *_claims(comparison.rows), *_verdicts(comparison)]
    blocks += _met(comparison)
    return _document([*blocks, *_disagreements(comparison), *_quotes(comparison.rows)])


def _claims(entries: Sequence[ComparedClaim]) -> list[str]:
    rows = (
        [str(number), *(_DASH if cell is None else escape_markdown(cell) for cell in claim_cells(entry))]
        for number, entry in enumerate(entries, start=1)
    )
    return [_table(("", *HEADINGS), rows), _LEGEND] if entries else ["No claim fits."]


def _verdicts(comparison: Comparison) -> Iterator[str]:
    statement = ranking_statement(comparison)
    if not statement:
        return
    yield "## What may be compared"
    yield f"**{escape_markdown(statement)}**"
    rows = (
        [
            group.numbers,
            spelled(group.verdict),
            group.ranking,
            "; ".join(escape_markdown(reason) for reason in group.reasons),
        ]
        for group in verdict_groups(comparison.pairs)
    )
    yield _table(("Pairs (A and B)", "Verdict", "Ranking", "Reasons"), rows)


def _met(comparison: Comparison) -> Iterator[str]:
    titles = {row.claim.quote.paper_id: row.title for row in comparison.rows}
    statements = head_to_head_statements(comparison.pairs)
    if comparison.head_to_head or statements:
        yield "## Head to head"
    if statements:
        yield "\n".join(f"- {numbers}: {escape_markdown(text)}" for numbers, text in statements)
    for link in dict.fromkeys(comparison.head_to_head):
        yield f"- {_meeting(link, titles[link.from_paper])}\n\n  > {escape_markdown(link.quote.text)}"


def _meeting(link: Link, title: str) -> str:
    return f"{escape_markdown(title)} against {escape_markdown(link.mention)}:"


def _disagreements(comparison: Comparison) -> Iterator[str]:
    if comparison.disagreements:
        yield "## Disagreements"
        yield "\n".join(
            f"- {item.a + 1} and {item.b + 1}: {escape_markdown(item.reason)}"
            for item in comparison.disagreements
        )


def _quotes(entries: Sequence[ComparedClaim]) -> Iterator[str]:
    if entries:
        yield "## Quotes"
    for number, entry in enumerate(entries, start=1):
        # The number is written out: a list that Markdown numbers would start at 1 after every quote.
        quote = escape_markdown(entry.claim.quote.text)
        yield f"- \\[{number}\\] **{escape_markdown(entry.title)}**\n\n  > {quote}"


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _document(blocks: Iterable[str]) -> str:
    return "\n\n".join(blocks) + "\n"
