"""Claims side by side: every field, a verdict on each pair, and where the methods met."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from assistant.claims.derived import derive
from assistant.export.verdicts import VerdictGroup, ranking_statement, spelled, verdict_groups
from assistant.export.wording import figure, short_title
from assistant.schema import Comparability, ComparedClaim, Comparison, LedgerEntry
from ui import state
from ui.views.claims_words import LABELS, STATES, counted, shown, values
from ui.views.notice import show
from ui.views.rows import Row, draw_rows
from ui.views.table import Cell, draw_table

_SIGNS: Final[dict[Comparability, str]] = {"comparable": "✓", "with_caveat": "≈", "not_comparable": "✗"}
_NAMED: Final = 3
"""Pairs of one verdict that are spelled out; more are named by their numbers."""
_FEW: Final = 8
"""Verdicts of "not comparable" that are shown without being asked for."""
_IN_FIGURE: Final = frozenset({"value", "value_max", "unit", "bound"})


def draw_comparison(entries: Sequence[LedgerEntry], comparison: Comparison) -> None:
    """Draw a comparison of the claims of ``entries``, which are its rows."""
    _draw_ranking(comparison)
    headings, rows = side_by_side(entries, comparison, current=state.claim_key())
    draw_table(headings, rows, key="comparison", label="Claims side by side", on_open=state.open_claim)
    _draw_pairs(comparison)
    _draw_disagreements(entries, comparison)
    _draw_meetings(comparison)


def side_by_side(
    entries: Sequence[LedgerEntry], comparison: Comparison, *, current: str | None
) -> tuple[list[Cell], list[list[Cell]]]:
    """Return headings and rows of a table with one column per claim and one row per field."""
    headings = [
        Cell(f"{number}: {figure(entry.claim.quantity)}", entry.key, current=entry.key == current)
        for number, entry in enumerate(entries, start=1)
    ]
    columns = [_column(entry, row) for entry, row in zip(entries, comparison.rows, strict=True)]
    names = list(columns[0]) if columns else []
    rows = [[Cell(name), *(Cell(column[name]) for column in columns)] for name in names]
    return [Cell(""), *headings], rows


def pair_rows(groups: Sequence[VerdictGroup], rows: Sequence[ComparedClaim]) -> list[Row]:
    """Return one line per group of pairs that share verdict and reasons."""
    return [
        Row(
            str(number),
            _pairs(group, rows),
            badge=group.ranking,
            key=_SIGNS[group.verdict],
            meta="; ".join(group.reasons),
        )
        for number, group in enumerate(groups)
    ]


def _column(entry: LedgerEntry, row: ComparedClaim) -> dict[str, str | None]:
    claim, now = entry.claim, values(entry.claim)
    found = derive(claim)
    fields = {LABELS[name]: shown(name, now[name]) for name in LABELS if name not in _IN_FIGURE}
    return {
        "Figure": figure(claim.quantity),
        "Derived factor": found.formula if found else "none follows",
        **fields,
        "Quality beside": f"“{row.quality.text}”" if row.quality else "quality not stated",
        "Reading": STATES[claim.state] or "read from the text",
        "Paper": row.title,
        "Quote": f"“{claim.quote.text}”",
    }


def _pairs(group: VerdictGroup, rows: Sequence[ComparedClaim]) -> str:
    if len(group.pairs) > _NAMED:
        return group.numbers
    return "; ".join(f"{_named(a, rows)} and {_named(b, rows)}" for a, b in group.pairs)


def _named(number: int, rows: Sequence[ComparedClaim]) -> str:
    row = rows[number - 1]
    return f"{number} ({figure(row.claim.quantity)}, {row.claim.subject or short_title(row.title)})"


def _draw_ranking(comparison: Comparison) -> None:
    statement = ranking_statement(comparison)
    if statement:
        may = all(pair.may_rank for pair in comparison.pairs)
        show(statement, key="ranking", kind="done" if may else "problem")


def _draw_pairs(comparison: Comparison) -> None:
    if not comparison.pairs:
        st.caption("A second claim is needed for a verdict.")
        return
    st.header("What may be compared", anchor=False)
    st.caption("In the reasons, A is the first claim of a pair and B the second.")
    groups = verdict_groups(comparison.pairs)
    for verdict, sign in _SIGNS.items():
        same = [group for group in groups if group.verdict == verdict]
        pairs = sum(len(group.pairs) for group in same)
        title = f"{sign} {spelled(verdict).capitalize()}: {counted(pairs, 'pair')}"
        shown_at_once = verdict != "not_comparable" or len(same) <= _FEW
        if same:
            with st.expander(title, expanded=shown_at_once, key=f"verdict-{verdict}"):
                draw_rows(pair_rows(same, comparison.rows), key=f"pairs-{verdict}", label=title)


def _draw_disagreements(entries: Sequence[LedgerEntry], comparison: Comparison) -> None:
    if not comparison.disagreements:
        return
    st.header("Disagreements", anchor=False)
    for number, item in enumerate(comparison.disagreements):
        st.text(f"{item.a + 1} and {item.b + 1} disagree: {item.reason}", wrap=True)
        rows = [
            Row(entries[it].key, f"“{entries[it].claim.quote.text}”", meta=comparison.rows[it].title)
            for it in (item.a, item.b)
        ]
        draw_rows(
            rows, key=f"disagreement-{number}", label="What the two papers state", on_open=state.open_claim
        )


def _draw_meetings(comparison: Comparison) -> None:
    links = list(dict.fromkeys(comparison.head_to_head))
    if not links:
        return
    titles = {row.claim.quote.paper_id: row.title for row in comparison.rows}
    st.header("Head to head", anchor=False)
    rows = [
        Row(str(number), f"“{link.quote.text}”", meta=f"{titles[link.from_paper]} against {link.mention}")
        for number, link in enumerate(links)
    ]
    draw_rows(
        rows,
        key="head-to-head",
        label="Where the methods met",
        on_open=lambda number: state.open_quote(links[int(number)].quote),
    )
