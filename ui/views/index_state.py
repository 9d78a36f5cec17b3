"""How far the library can be searched by meaning."""

from __future__ import annotations

import streamlit as st

from ui import state
from ui.views.labels import index_line, is_indexed


def draw_index_state() -> None:
    """Say how many papers there are, refreshed while they are being indexed."""
    busy = not is_indexed(state.assistant().index_state())

    @st.fragment(run_every=1.5 if busy else None)
    def line() -> None:
        now = state.assistant().index_state()
        st.caption(index_line(now))
        if busy and is_indexed(now):
            # The whole page once more, so that the clock of this fragment stops.
            st.rerun()

    line()
