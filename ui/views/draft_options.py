"""How a draft is to be written."""

from __future__ import annotations

from typing import get_args

import streamlit as st

from assistant.schema import DraftLength, DraftOptions, DraftTone
from ui import draft_steps, state


def draw_options(draft_id: str, options: DraftOptions, *, disabled: bool) -> None:
    """Draw the options of a draft; a change is kept at once."""
    names = ("length", "tone", "table", "language")
    for name in names:
        # What the version says, so that a restored one is shown as it was.
        st.session_state[f"draft-{name}"] = getattr(options, name)

    def changed() -> None:
        said = {name: st.session_state.get(f"draft-{name}") for name in names}
        kept = {name: value for name, value in said.items() if value not in {None, ""}}
        wanted = options.model_copy(update=kept)
        state.attempt(draft_steps.options_changed, state.assistant(), draft_id, wanted)

    with st.container(key="draft-options", horizontal=True, vertical_alignment="bottom", gap="medium"):
        for label, values in (("Length", get_args(DraftLength)), ("Tone", get_args(DraftTone))):
            st.segmented_control(
                label,
                values,
                required=True,
                key=f"draft-{label.lower()}",
                format_func=str.capitalize,
                on_change=changed,
                disabled=disabled,
            )
        st.toggle("Table of figures", key="draft-table", on_change=changed, disabled=disabled)
        if state.assistant().writer_name != "extractive":
            st.text_input(
                "Language",
                key="draft-language",
                max_chars=40,
                width=160,
                on_change=changed,
                disabled=disabled,
            )
