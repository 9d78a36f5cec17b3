"""Prints claims and comparisons as tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from assistant.console.terminal import Terminal
from assistant.ledger.pairs import JudgedPair
from assistant.schema import Bound, Claim, Comparison, LedgerEntry, PairVerdict, Quantity

_NOT_STATED = "not stated"

_BOUNDS: dict[Bound, str] = {
    "exact": "",
    "up_to": "up to ",
    "at_least": "at least ",
    "approx": "about ",
    "range": "",
}

_HEADINGS = ("metric", "figure", "of", "over", "setting", "paper", "quote")


def show_entries(terminal: Terminal, entries: Sequence[LedgerEntry], titles: Mapping[str, str]) -> None:
    """Print one row per claim."""
    rows = (_row(entry.claim, titles[entry.claim.quote.paper_id]) for entry in entries)
    terminal.table(_HEADINGS, rows)


def show_comparison(terminal: Terminal, comparison: Comparison) -> None:
    """Print the claims, numbered, then what may be said about each pair and where the methods met."""
    if not comparison.rows:
        return
    rows = enumerate(comparison.rows, start=1)
    terminal.table(
        ("", *_HEADINGS, "quality beside"),
        (
            (str(n), *_row(row.claim, row.title), row.quality.text if row.quality else _NOT_STATED)
            for n, row in rows
        ),
    )
    terminal.line("")
    pairs = (
        (
            f"{pair.a + 1} and {pair.b + 1}",
            _words(pair.verdict),
            _ranking(pair),
            "; ".join(pair.reasons),
        )
        for pair in comparison.pairs
    )
    terminal.table(("pair", "verdict", "ranking", "reasons"), pairs)
    for link in comparison.head_to_head:
        terminal.line(f"Head to head with {link.mention}: “{link.quote.text}”")
    for item in comparison.disagreements:
        terminal.line(f"{item.a + 1} and {item.b + 1} disagree: {item.reason}")


def show_judged(terminal: Terminal, judged: Iterable[JudgedPair]) -> None:
    """Print one row per given pair."""
    rows = ((it.id, _words(it.verdict), _ranking(it), "; ".join(it.reasons)) for it in judged)
    terminal.table(("pair", "verdict", "ranking", "reasons"), rows)


def figure(quantity: Quantity) -> str:
    """Return a figure with its bound, such as ``up to 2.8x`` or ``1.9–2.7x``."""
    ends = [end for end in (quantity.value, quantity.value_max) if end is not None]
    unit = quantity.unit if quantity.unit in {"x", "%"} else f" {quantity.unit}"
    return f"{_BOUNDS[quantity.bound]}{'–'.join(f'{end:.12g}' for end in ends)}{unit}".rstrip()


def _row(claim: Claim, title: str) -> tuple[str, ...]:
    stated = claim.setting.model_dump(exclude_none=True).items()
    return (
        claim.metric if claim.own else f"{claim.metric} (background)",
        figure(claim.quantity),
        claim.subject or _NOT_STATED,
        claim.baseline or _NOT_STATED,
        "; ".join(f"{name.replace('_', ' ')}: {value}" for name, value in stated) or _NOT_STATED,
        title,
        claim.quote.text,
    )


def _words(verdict: str) -> str:
    return verdict.replace("_", " ")


def _ranking(pair: PairVerdict) -> str:
    if not pair.may_rank:
        return "no ranking"
    return "may be ranked" if pair.verdict == "comparable" else "head-to-head result only"
