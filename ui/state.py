"""What the session and the address bar remember; the only place that touches either."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import streamlit as st

from assistant.errors import NotFoundError
from assistant.pipeline import Assistant
from assistant.schema import Thread
from assistant.server import served

_THREAD = "thread"
_PAPER = "paper"
_FOCUS = "focus"
_NOTICE = "notice"
_TO_CHAT = "to-chat"
_FOLLOWED = "followed"


@dataclass(frozen=True)
class Focus:
    """What the Sources panel shows: a paper and, when a citation was chosen, the slice it quotes."""

    paper_id: str
    turn_id: str | None = None
    statement: int | None = None
    """Index of the statement within its turn."""
    citation: int | None = None
    """Index of the citation within its statement."""


def assistant() -> Assistant:
    """Return the assistant that all pages and sessions share."""
    return served()


def thread() -> Thread | None:
    """Return the open thread: the one the address names, else the one opened last in this session."""
    thread_id = st.query_params.get(_THREAD) or open_thread_id()
    if thread_id is None:
        return None
    try:
        found = assistant().threads.get(thread_id)
    except NotFoundError:
        open_thread(None)
        say("That chat is not in this library any more.")
        return None
    open_thread(thread_id)
    return found


def open_thread(thread_id: str | None) -> None:
    """Make a thread the open one, in the address too; ``None`` begins a new one."""
    if thread_id != open_thread_id():
        set_focus(None)
    st.session_state[_THREAD] = thread_id
    if thread_id is None:
        st.query_params.pop(_THREAD, None)
    elif st.query_params.get(_THREAD) != thread_id:
        st.query_params[_THREAD] = thread_id


def go_to_thread(thread_id: str | None) -> None:
    """Open a thread from whichever page is shown; the page frame then turns to the chat."""
    open_thread(thread_id)
    st.session_state[_TO_CHAT] = True


def take_to_chat() -> bool:
    """Tell, once, whether the chat page was asked for."""
    return bool(st.session_state.pop(_TO_CHAT, False))


def open_thread_id() -> str | None:
    """Return the id of the thread opened last in this session."""
    return cast("str | None", st.session_state.get(_THREAD))


def focus() -> Focus | None:
    """Return what the Sources panel shows."""
    return cast("Focus | None", st.session_state.get(_FOCUS))


def set_focus(value: Focus | None) -> None:
    """Choose what the Sources panel shows."""
    st.session_state[_FOCUS] = value


def paper_id() -> str | None:
    """Return the paper that the address of the Library page names."""
    return st.query_params.get(_PAPER)


def open_paper(value: str | None) -> None:
    """Name a paper in the address of the Library page."""
    if value is None:
        st.query_params.pop(_PAPER, None)
    else:
        st.query_params[_PAPER] = value


def follow(turn_id: str) -> None:
    """Bring a turn into sight when it is drawn."""
    st.session_state[_FOLLOWED] = turn_id


def followed() -> str | None:
    """Return the turn asked last in this session."""
    return cast("str | None", st.session_state.get(_FOLLOWED))


def say(sentence: str) -> None:
    """Keep a sentence to be shown once, on the page drawn next."""
    st.session_state[_NOTICE] = sentence


def take_notice() -> str | None:
    """Return the sentence kept by `say` and forget it."""
    return cast("str | None", st.session_state.pop(_NOTICE, None))
