"""What is opened beside a draft: the quote behind a citation, a claim of its table, or a whole paper."""

from __future__ import annotations

import streamlit as st

from assistant.errors import NotFoundError
from assistant.schema import Quote
from ui import state
from ui.views.claims_panel import draw_claim_panel, opened
from ui.views.notice import show
from ui.views.paper import draw_paper


def draw_draft_panel() -> None:
    """Draw what the address names, if anything."""
    what, paper_id = opened(), state.paper_id()
    if what is not None:
        draw_claim_panel(what)
    elif paper_id is not None:
        _draw_paper(paper_id)


def open_quote(quote: Quote) -> None:
    """Open a paper at a quote."""
    state.open_paper(None)
    state.open_quote(quote)


def open_paper(paper_id: str) -> None:
    """Open a paper to read its abstract."""
    state.open_claim(None)
    state.open_paper(paper_id)


def open_claim(key: str) -> None:
    """Open a claim with its quote."""
    state.open_paper(None)
    state.open_claim(key)


def _draw_paper(paper_id: str) -> None:
    try:
        paper = state.assistant().paper(paper_id)
    except NotFoundError:
        state.open_paper(None)
        show("That paper is not in this library any more.", key="no-such-paper")
        return
    with st.container(key="panel"):
        if draw_paper(paper, None, key="draft-paper"):
            state.open_paper(None)
            st.rerun()
