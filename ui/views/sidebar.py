"""The sidebar: pages, and the chats kept in the library."""

from __future__ import annotations

import streamlit as st

from ui import state
from ui.views.index_state import draw_index_state
from ui.views.rows import Row, draw_rows


def draw(pages: list[st.Page]) -> None:
    """Draw the sidebar of every page."""
    with st.sidebar:
        st.html('<div class="wordmark"><span aria-hidden="true">÷</span> Quotient</div>')
        for page in pages:
            st.page_link(page, width="stretch")
        st.button(
            "New chat",
            icon=":material/add:",
            width="stretch",
            key="new-chat",
            on_click=state.go_to_thread,
            args=(None,),
        )
        _draw_threads()
        draw_index_state()


def _draw_threads() -> None:
    threads = state.assistant().threads.list()
    if not threads:
        return
    st.caption("Chats")
    open_id = state.open_thread_id()
    draw_rows(
        [Row(thread.id, thread.title, current=thread.id == open_id) for thread in threads],
        key="threads",
        label="Chats",
        on_open=state.go_to_thread,
    )
