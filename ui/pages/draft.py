"""Draft: related work from a topic to checked text, each step kept as a version."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import streamlit as st

from assistant.schema import DraftVersion, StoredDraft
from ui import state
from ui.state import DraftStep
from ui.views.draft_board import draw_themes
from ui.views.draft_candidates import draw_candidates
from ui.views.draft_header import draw_draft_header
from ui.views.draft_panel import draw_draft_panel
from ui.views.draft_start import draw_start
from ui.views.draft_text import at_work, draw_text
from ui.views.draft_versions import draw_versions

_STEP: Final = "step"
_VERSIONS: Final[DraftStep] = "Versions"
_VIEWS: Final[dict[DraftStep, Callable[[str, DraftVersion], None]]] = {
    "Papers": draw_candidates,
    "Themes": draw_themes,
    "Text": draw_text,
}


def page() -> None:
    """Draw the page; the address names the draft, its step, and what is opened beside it."""
    draft = state.draft()
    if draft is None:
        st.title("Draft related work", anchor=False)
        draw_start(state.assistant())
    else:
        _draw_draft(draft, state.assistant().drafts.latest(draft.id))


def furthest(version: DraftVersion, *, writing: bool) -> DraftStep:
    """Return the furthest step that a draft has reached."""
    if writing or version.draft:
        return "Text"
    return "Themes" if version.outline else "Papers"


def _draw_draft(draft: StoredDraft, version: DraftVersion) -> None:
    with st.container(
        key="draft-head", horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"
    ):
        st.title("Draft", anchor=False, width="content")
        step = _draw_steps(draft, version)
    draw_draft_header(draft, version)
    if step == _VERSIONS:
        draw_versions(draft.id)
        return
    with st.container(key="draft"):
        working, reading = st.columns([1.2, 1], gap="large")
        with working:
            _VIEWS[step](draft.id, version)
        with reading:
            draw_draft_panel()


def _draw_steps(draft: StoredDraft, version: DraftVersion) -> DraftStep:
    reached = furthest(version, writing=at_work(draft.id))
    wanted = state.take_step()
    if wanted is not None:
        st.session_state[_STEP] = wanted or reached
    steps: list[DraftStep] = [*_VIEWS, _VERSIONS]
    chosen: DraftStep | None = st.segmented_control(
        "Step",
        steps,
        default=None if _STEP in st.session_state else reached,
        required=True,
        key=_STEP,
        label_visibility="collapsed",
        bind="query-params",
        persist_state="session",
    )
    return chosen or reached
