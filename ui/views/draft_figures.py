"""The figures that the papers of a draft claim, side by side."""

from __future__ import annotations

import streamlit as st

from assistant.export.verdicts import ranking_statement
from assistant.export.wording import figure
from assistant.schema import Claim, ClaimFilter, Draft
from ui import state
from ui.views.claims_words import counted, over, setting
from ui.views.draft_panel import open_claim
from ui.views.notice import show
from ui.views.table import Cell, draw_table

_Place = tuple[str, int, str, str]


def draw_figures(draft: Draft) -> None:
    """Draw the table of a draft, if it has one; a figure opens its quote."""
    if draft.comparison is None:
        return
    rows = draft.comparison.rows
    keys = _keys([row.claim for row in rows])
    with st.expander(f"Table: {counted(len(rows), 'claimed figure')} side by side", icon=":material/table:"):
        statement = ranking_statement(draft.comparison)
        if statement:
            show(statement, key="draft-ranking")
        headings = [Cell(it) for it in ("Figure", "Metric", "Method", "Against", "Setting", "Paper")]
        cells = [
            [
                Cell(figure(row.claim.quantity), keys.get(_place(row.claim))),
                Cell(row.claim.metric),
                Cell(row.claim.subject),
                Cell(over(row.claim)),
                Cell(setting(row.claim)),
                Cell(row.title),
            ]
            for row in rows
        ]
        draw_table(
            headings, cells, key="draft-figures", label="Claimed figures side by side", on_open=open_claim
        )


def _keys(claims: list[Claim]) -> dict[_Place, str]:
    """Return the keys of the claims that the ledger still has, by their place in the text."""
    papers = tuple(dict.fromkeys(claim.quote.paper_id for claim in claims))
    entries = state.assistant().ledger.entries(ClaimFilter(papers=papers)) if papers else []
    return {_place(entry.claim): entry.key for entry in entries}


def _place(claim: Claim) -> _Place:
    return claim.quote.paper_id, claim.quote.start, claim.metric, figure(claim.quantity)
