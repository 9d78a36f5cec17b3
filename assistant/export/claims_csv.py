"""Claims as CSV: one row each, every field in a column of its own."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.export.csv_rows import Cell, csv_rows
from assistant.export.verdicts import ranking, spelled
from assistant.schema import ComparedClaim, ComparedPair, Comparison, Setting

_COLUMNS = (
    *("paper", "quote", "metric", "value", "value_max", "unit", "bound", "direction", "subject", "baseline"),
    *("own", *Setting.model_fields, "headline", "paper_id", "field", "start", "end", "state", "quality"),
)
_PAIR_COLUMNS = ("comparable", "with_caveat", "not_comparable", "reasons")


def claims_to_csv(entries: Sequence[ComparedClaim]) -> str:
    """Return one row per claim under one of headings; an empty cell means "not stated"."""
    return csv_rows(_COLUMNS, map(_claim, entries))


def comparison_to_csv(comparison: Comparison) -> str:
    """Return the claims as in `claims_to_csv`, numbered, with the numbers of those each compares with.

    The reasons stand with the first claim of a pair, which they call A; the other one is B.
    """
    rows = (
        {"row": number, **_claim(entry), **_partners(number - 1, comparison.pairs)}
        for number, entry in enumerate(comparison.rows, start=1)
    )
    return csv_rows(("row", *_COLUMNS, *_PAIR_COLUMNS), rows)


def _claim(entry: ComparedClaim) -> dict[str, Cell]:
    claim, quote = entry.claim, entry.claim.quote
    return {
        "paper": entry.title,
        "quote": quote.text,
        "quality": entry.quality.text if entry.quality else None,
        **claim.quantity.model_dump(),
        **claim.setting.model_dump(),
        **claim.model_dump(exclude={"quote", "quantity", "setting"}),
        **quote.model_dump(exclude={"text"}),
    }


def _partners(row: int, pairs: Sequence[ComparedPair]) -> dict[str, Cell]:
    mine = [pair for pair in pairs if row in {pair.a, pair.b}]
    partners = {
        verdict: " ".join(str(pair.a + pair.b - row + 1) for pair in mine if pair.verdict == verdict)
        for verdict in _PAIR_COLUMNS[:-1]
    }
    reasons = (
        f"{pair.b + 1}: {spelled(pair.verdict)}, {ranking(pair)}: {'; '.join(pair.reasons)}"
        for pair in mine
        if pair.a == row
    )
    return {**partners, "reasons": "\n".join(reasons)}
