"""The title of a draft and what can be done with it as a whole."""

from __future__ import annotations

import streamlit as st

from assistant.schema import DraftVersion, StoredDraft
from ui import state
from ui.views.draft_export import draw_draft_export

_RENAME, _DELETE = "Rename", "Delete"


def draw_draft_header(draft: StoredDraft, version: DraftVersion) -> None:
    """Draw the title with the way back to all drafts, export, rename and delete."""
    with st.container(key="draft-header", horizontal=True, vertical_alignment="center"):
        st.text(draft.title, width="stretch")
        with st.container(horizontal=True, width="content", gap="small"):
            st.button(
                "All drafts",
                icon=":material/arrow_back:",
                type="tertiary",
                on_click=state.open_draft,
                args=(None,),
            )
            draw_draft_export(draft, version)
            chosen = st.menu_button(
                "Draft", [_RENAME, _DELETE], icon=":material/more_horiz:", key="draft-menu"
            )
    if chosen == _RENAME:
        _rename(draft)
    elif chosen == _DELETE:
        _delete(draft)


@st.dialog("Rename this draft")
def _rename(draft: StoredDraft) -> None:
    title = st.text_input("Title", draft.title, max_chars=200)
    if st.button("Rename", type="primary", disabled=not title.strip()):
        state.attempt(state.assistant().drafts.rename, draft.id, title.strip())
        st.rerun()


@st.dialog("Delete this draft?")
def _delete(draft: StoredDraft) -> None:
    st.text(draft.title)
    st.caption("All its versions are deleted for good. The papers stay in the library.")
    if st.button("Delete", type="primary"):
        state.assistant().draft_jobs.stop(draft.id)
        state.attempt(state.assistant().drafts.delete, draft.id)
        state.open_draft(None)
        st.rerun()
