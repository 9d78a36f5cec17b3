"""Claims and comparisons as plain values, under the names that the evaluation data uses."""

from __future__ import annotations

from assistant.schema import Claim, Comparison, LedgerEntry, Link


def claim_record(claim: Claim, title: str) -> dict[str, object]:
    """Return a claim as plain values; a setting holds only what is stated."""
    quote = claim.quote
    return {
        "paper": title,
        "quote": quote.text,
        "metric": claim.metric,
        **claim.quantity.model_dump(),
        **claim.model_dump(include={"direction", "subject", "baseline", "own"}),
        "setting": claim.setting.model_dump(exclude_none=True),
        "headline": claim.headline,
        "paper_id": quote.paper_id,
        "field": quote.field,
        "start": quote.start,
        "end": quote.end,
        "state": claim.state,
    }


def entry_record(entry: LedgerEntry, title: str) -> dict[str, object]:
    """Return a claim of the ledger as plain values, with its key, what a user corrected and a model read."""
    second = entry.second.model_dump(mode="json") if entry.second else None
    return {
        **claim_record(entry.claim, title),
        "key": entry.key,
        "edited": list(entry.edited),
        "second": second,
    }


def comparison_record(comparison: Comparison) -> dict[str, object]:
    """Return a comparison as plain values; ``a`` and ``b`` are positions in ``rows``, from 0."""
    return {
        "rows": [
            {
                **claim_record(row.claim, row.title),
                "quality_beside": row.quality.text if row.quality else None,
            }
            for row in comparison.rows
        ],
        "pairs": [pair.model_dump(mode="json") for pair in comparison.pairs],
        "head_to_head": [_link_record(link, comparison) for link in comparison.head_to_head],
        "disagreements": [item.model_dump(mode="json") for item in comparison.disagreements],
        "left_out": comparison.left_out,
    }


def _link_record(link: Link, comparison: Comparison) -> dict[str, object]:
    titles = {row.claim.quote.paper_id: row.title for row in comparison.rows}
    return {
        "from": titles[link.from_paper],
        "to": titles[link.to_paper],
        **link.model_dump(include={"from_paper", "to_paper", "mention", "relation"}),
        "quote": link.quote.text,
        "start": link.quote.start,
        "end": link.quote.end,
    }
