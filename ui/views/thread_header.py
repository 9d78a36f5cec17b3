"""The title of a thread and what can be done with it as a whole."""

from __future__ import annotations

import re

import streamlit as st

from assistant.export.markdown import thread_to_markdown
from assistant.schema import Thread
from ui import state

_RENAME, _DELETE = "Rename", "Delete"


def draw_thread_header(thread: Thread) -> None:
    """Draw the title with export, rename and delete."""
    with st.container(key="thread-header", horizontal=True, vertical_alignment="center"):
        st.text(thread.title, width="stretch")
        with st.container(horizontal=True, width="content", gap="small"):
            st.download_button(
                "Export",
                thread_to_markdown(thread),
                file_name=file_name(thread.title),
                mime="text/markdown",
                icon=":material/download:",
                on_click="ignore",
                help="The whole chat as Markdown",
            )
            chosen = st.menu_button(
                "Chat", [_RENAME, _DELETE], icon=":material/more_horiz:", key="thread-menu"
            )
    if chosen == _RENAME:
        _rename(thread)
    elif chosen == _DELETE:
        _delete(thread)


def file_name(title: str) -> str:
    """Return a name that any file system takes."""
    stem = re.sub(r"[^\w]+", "-", title.lower()).strip("-")[:60].rstrip("-")
    return f"{stem or 'chat'}.md"


@st.dialog("Rename this chat")
def _rename(thread: Thread) -> None:
    title = st.text_input("Title", thread.title, max_chars=200)
    if st.button("Rename", type="primary", disabled=not title.strip()):
        state.assistant().threads.rename(thread.id, title.strip())
        st.rerun()


@st.dialog("Delete this chat?")
def _delete(thread: Thread) -> None:
    st.text(thread.title)
    st.caption("Its questions and answers are deleted for good. The papers stay in the library.")
    if st.button("Delete", type="primary"):
        state.assistant().threads.delete(thread.id)
        state.open_thread(None)
        st.rerun()
