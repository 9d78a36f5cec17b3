"""The title of a thread and what can be done with it as a whole."""

from __future__ import annotations

import re

import streamlit as st

from assistant.schema import Thread
from ui import state
from ui.views.claims_export import draw_files
from ui.views.document_files import REFERENCES, TEXTS, document_files

_RENAME, _DELETE = "Rename", "Delete"


def draw_thread_header(thread: Thread) -> None:
    """Draw the title with export, rename and delete."""
    with st.container(key="thread-header", horizontal=True, vertical_alignment="center"):
        st.text(thread.title, width="stretch")
        with st.container(horizontal=True, width="content", gap="small"):
            with st.popover("Export", icon=":material/download:"):
                _draw_export(thread)
            chosen = st.menu_button(
                "Chat", [_RENAME, _DELETE], icon=":material/more_horiz:", key="thread-menu"
            )
    if chosen == _RENAME:
        _rename(thread)
    elif chosen == _DELETE:
        _delete(thread)


def _draw_export(thread: Thread) -> None:
    """Draw the files of the whole chat, or of one answer of it."""
    answers = [turn.answer for turn in thread.turns if turn.answer and turn.answer.statements]
    # Numbers, since a label would draw what a question holds.
    parts = ["Whole chat", *(f"Answer {number}" for number in range(1, len(answers) + 1))]
    chosen = parts.index(st.selectbox("What", parts))
    source = answers[chosen - 1] if chosen else thread
    stem = file_stem(thread.title, "chat")
    name = f"{stem}-{chosen}" if chosen else stem
    draw_files(document_files(source, name, state.assistant(), (*TEXTS, *REFERENCES)))


def file_stem(title: str, otherwise: str) -> str:
    """Return a name without suffix that any file system takes."""
    return re.sub(r"[^\w]+", "-", title.lower()).strip("-")[:60].rstrip("-") or otherwise


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
