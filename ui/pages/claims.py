"""Claims: the ledger of figures that papers claim, set side by side, plotted and corrected."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from assistant.schema import ClaimFilter, LedgerEntry, Link
from ui import state
from ui.views.claims_charts import draw_graph, draw_plot, meetings
from ui.views.claims_compare import draw_comparison
from ui.views.claims_export import chart_files, claim_files, comparison_files, draw_export
from ui.views.claims_filters import PAGE, draw_filters, draw_loosening, narrowed
from ui.views.claims_list import draw_claims_list
from ui.views.claims_panel import draw_claim_panel, opened
from ui.views.claims_words import counted
from ui.views.importing import draw_outcome, draw_sample_button

PAGE_SIZE: Final = 25
PLOTTED: Final = 60
"""Claims that one plot shows at most."""
JOINED: Final = 2000
"""Claims whose papers one graph shows at most."""
DRAWN: Final = 60
"""Meetings of methods that one graph draws at most."""
AT_ONCE: Final = 256
"""Unread papers that are read while the page waits: half a second's work."""

_POLL_SECONDS: Final = 1.0
_LINKING: Final = "Looking up which papers name each other's methods…"
_VIEW: Final = "view"
_VIEWS: Final = ("Ledger", "Compare", "Plot", "Methods")


def page() -> None:
    """Draw the page; the address names the filters, the view, and what is chosen and open."""
    assistant = state.assistant()
    papers = assistant.index_state().papers
    if not papers:
        _draw_empty()
    elif assistant.ledger.unread() > AT_ONCE:
        st.title("Claims", anchor=False)
        _watch_reading(papers)
    else:
        _draw_claims()


def _draw_empty() -> None:
    st.title("Claims", anchor=False)
    st.markdown("Figures that papers claim are listed here once there are papers.")
    draw_sample_button()
    draw_outcome()


@st.fragment(run_every=_POLL_SECONDS)
def _watch_reading(papers: int) -> None:
    """Say how far the reading of papers is, and draw the page anew when it is done."""
    unread = state.assistant().ledger.unread()
    if unread <= AT_ONCE:
        st.rerun()
    done = max(0, papers - unread)
    st.progress(done / papers, text=f"Reading papers for claims: {done:,} of {papers:,}")


def _draw_claims() -> None:
    assistant = state.assistant()
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.title("Claims", anchor=False, width="content")
        view = st.segmented_control(
            "View",
            _VIEWS,
            default=_VIEWS[0],
            required=True,
            key=_VIEW,
            label_visibility="collapsed",
            bind="query-params",
            persist_state="session",
        )
    wanted = narrowed(draw_filters(), assistant)
    what = opened()
    with st.container(key="claims"):
        showing, reading = st.columns([1.2, 1], gap="large")
        with showing:
            _draw_view(view or _VIEWS[0], wanted)
        if what is not None:
            with reading:
                draw_claim_panel(what)


def _draw_view(view: str, wanted: ClaimFilter) -> None:
    ledger = state.assistant().ledger
    chosen = ledger.get(state.chosen())
    fits = ledger.count(wanted)
    if not fits and (view == "Ledger" or not chosen):
        draw_loosening(state.assistant())
    elif view == "Ledger":
        _draw_ledger(wanted, fits, chosen)
    elif view == "Compare":
        _draw_comparison(wanted, fits, chosen)
    elif view == "Plot":
        _draw_plot(wanted, fits, chosen)
    else:
        _draw_methods(wanted, fits, chosen)


def _draw_ledger(wanted: ClaimFilter, fits: int, chosen: list[LedgerEntry]) -> None:
    ledger = state.assistant().ledger
    with _line():
        st.caption(f"{counted(fits, 'claim')} in {counted(ledger.count_papers(wanted), 'paper')}")
        if chosen:
            st.button(f"Compare {len(chosen)} chosen", type="primary", on_click=_turn_to, args=("Compare",))
            st.button("Clear choice", type="tertiary", on_click=state.choose, args=((),))
        draw_export(
            claim_files(lambda: ledger.rows([it.claim for it in ledger.entries(wanted)]), state.assistant())
        )
    pages = max(1, -(-fits // PAGE_SIZE))
    # Drawn below the list, but its value is needed first.
    listing, pager = st.container(), st.container()
    number = pager.pagination(pages, key=PAGE, bind="query-params") if pages > 1 else 1
    cut = {"limit": PAGE_SIZE, "offset": (min(number, pages) - 1) * PAGE_SIZE}
    entries = ledger.entries(wanted.model_copy(update=cut))
    with listing:
        draw_claims_list(entries, ledger.rows([it.claim for it in entries]), on_open=state.open_claim)


def _draw_comparison(wanted: ClaimFilter, fits: int, chosen: list[LedgerEntry]) -> None:
    assistant = state.assistant()
    entries = _selected(wanted, chosen, limit=state.MOST_CHOSEN)
    claims = [entry.claim for entry in entries]
    with st.spinner(_LINKING):
        given = (tuple(assistant.ledger.links()), *claims)
        comparison = state.kept("comparison", given, lambda: assistant.ledger.compare(claims))
    with _line():
        _draw_scope("Compared", len(entries), fits, chosen)
        draw_export(comparison_files(comparison, assistant))
    draw_comparison(entries, comparison)


def _draw_plot(wanted: ClaimFilter, fits: int, chosen: list[LedgerEntry]) -> None:
    entries = _selected(wanted, chosen, limit=PLOTTED)
    rows = state.assistant().ledger.rows([entry.claim for entry in entries])
    line = _line()
    chart = draw_plot(entries, rows)
    with line:
        _draw_scope("Plotted", len(entries), fits, chosen)
        if chart is not None:
            draw_export([*chart_files(chart, "speedups"), *claim_files(lambda: rows, state.assistant())])


def _draw_methods(wanted: ClaimFilter, fits: int, chosen: list[LedgerEntry]) -> None:
    ledger = state.assistant().ledger
    entries = _selected(wanted, chosen, limit=JOINED)
    papers = {entry.claim.quote.paper_id for entry in entries}
    with st.spinner(_LINKING):
        near = meetings(ledger.links(), papers)
    line = _line()
    chart = draw_graph(near[:DRAWN], _titles(near[:DRAWN]))
    with line:
        _draw_scope("Searched", len(entries), fits, chosen)
        if len(near) > DRAWN:
            st.caption(f"The first {DRAWN} of {counted(len(near), 'meeting')} are drawn")
        if chart is not None:
            draw_export(chart_files(chart, "methods"))


def _selected(wanted: ClaimFilter, chosen: list[LedgerEntry], *, limit: int) -> list[LedgerEntry]:
    """Return the claims that were chosen, or the first ones that fit when none is."""
    return chosen or state.assistant().ledger.entries(wanted.model_copy(update={"limit": limit}))


def _draw_scope(done: str, number: int, fits: int, chosen: list[LedgerEntry]) -> None:
    """Say which claims are shown, and how to have others."""
    if chosen:
        st.caption(f"{done}: the {counted(number, 'claim')} that you chose")
        st.button("Clear choice", type="tertiary", on_click=state.choose, args=((),))
    elif number < fits:
        st.caption(
            f"{done}: the first {number:,} of {counted(fits, 'claim')} that fit. "
            "Filter them, or choose some in the ledger."
        )
    else:
        st.caption(f"{done}: all {counted(number, 'claim')} that fit")


def _turn_to(view: str) -> None:
    st.session_state[_VIEW] = view


def _line() -> DeltaGenerator:
    return st.container(horizontal=True, vertical_alignment="center")


def _titles(links: Sequence[Link]) -> dict[str, str]:
    ends = dict.fromkeys(end for link in links for end in (link.from_paper, link.to_paper))
    return {id_: state.assistant().paper(id_).title for id_ in ends}
