"""Chat: ask, read the answer, open what each sentence rests on."""

from __future__ import annotations

import streamlit as st

from assistant.errors import AssistantError, NotFoundError
from assistant.schema import StoredTurn, Thread
from ui import state
from ui.views.first_steps import draw_first_steps
from ui.views.panel import draw_panel
from ui.views.thread_header import draw_thread_header
from ui.views.turn import draw_turn

_POLL_SECONDS = 0.4

_QUESTION = "question"


def page() -> None:
    """Draw the page; a question is answered in the background and read from the library as it grows."""
    thread = state.thread()
    if thread is None or not thread.turns:
        draw_first_steps(state.assistant().papers(), _ask)
        _draw_composer(answering=False)
    else:
        _draw_thread(thread)
        _draw_composer(answering=any(turn.state == "running" for turn in thread.turns))


def _draw_thread(thread: Thread) -> None:
    draw_thread_header(thread)
    answers, sources = st.columns([1.55, 1], gap="large")
    with answers, st.container(key="answers", gap="medium"):
        for turn in thread.turns:
            with st.container(gap="small"):
                _draw_turn(turn, last=turn is thread.turns[-1])
    with sources, st.container(key="panel"):
        draw_panel(thread)


def _draw_composer(*, answering: bool) -> None:
    """Draw the question field at the foot of the page.

    In a container of its own: by itself Streamlit would scroll to the end of every answer.
    """
    hint = "Answering… stop it to ask something else" if answering else "Ask about the papers in your library"
    with st.container(key="composer"):
        st.chat_input(hint, key=_QUESTION, disabled=answering, on_submit=_ask_typed)


def _draw_turn(turn: StoredTurn, *, last: bool) -> None:
    draw_turn(turn, state.focus(), state.set_focus)
    if turn.state == "running":
        st.button(
            "Stop",
            icon=":material/stop_circle:",
            key=f"stop-{turn.id}",
            on_click=state.assistant().jobs.stop,
            args=(turn.id,),
        )
        _watch(turn)
    elif last:
        st.button(
            "Retry" if turn.state == "failed" else "Ask again",
            icon=":material/refresh:",
            type="tertiary",
            key=f"retry-{turn.id}",
            on_click=_retry,
            args=(turn,),
        )


@st.fragment(run_every=_POLL_SECONDS)
def _watch(drawn: StoredTurn) -> None:
    """Draw the page anew once the running answer has grown or ended.

    It draws nothing itself: a click that reaches a fragment just as it goes would be lost.
    """
    try:
        now = state.assistant().threads.get_turn(drawn.id)
    except NotFoundError:
        st.rerun()
    if (now.state, now.stage, now.statements) != (drawn.state, drawn.stage, drawn.statements):
        st.rerun()


def _ask_typed() -> None:
    question = st.session_state[_QUESTION]
    if question:
        _ask(question)


def _ask(question: str) -> None:
    """Start an answer; a problem is said on the page drawn next."""
    try:
        turn = state.assistant().jobs.start(question, thread_id=state.open_thread_id())
    except AssistantError as exc:
        state.say(str(exc))
    else:
        state.open_thread(turn.thread_id)
        state.follow(turn.id)


def _retry(turn: StoredTurn) -> None:
    """Ask the question anew in place of an earlier try; that one goes only once the new one is under way."""
    assistant = state.assistant()
    try:
        state.follow(assistant.jobs.start(turn.question, thread_id=turn.thread_id).id)
        assistant.threads.delete_turn(turn.id)
    except AssistantError as exc:
        state.say(str(exc))
    state.set_focus(None)
