"""The text of a draft in the hands of the reader: one field for each theme, checked anew when it is kept."""

from __future__ import annotations

import streamlit as st

from assistant.draft.editing import numbers_of, text_of
from assistant.schema import Draft, DraftVersion
from ui import draft_steps, state
from ui.views.draft_coverage import draw_reason_fields
from ui.views.draft_panel import open_paper
from ui.views.rows import Row, draw_rows

_DONE = "edit-done"
_WIDTH = 720
"""Pixels of a text field, as wide as the text is drawn."""


def draw_editing(draft_id: str, version: DraftVersion, draft: Draft) -> None:
    """Draw a field for each theme, the numbers of the papers, and reasons for those not cited."""
    st.caption(
        "Each sentence cites papers by their numbers, such as [2]. Text is checked sentence by sentence, and "
        "kept, once you press the button below."
    )
    with st.form(f"edit-{draft_id}-{version.number}", border=False, width=_WIDTH):
        texts = [
            (theme, _draw_field(number, theme, text, key=f"edit-{draft_id}-{version.number}"))
            for number, (theme, text) in enumerate(theme_texts(draft), start=1)
        ]
        if draft.coverage.missing:
            st.caption("Selected and not cited: say why, or cite them")
        given = draw_reason_fields(draft.coverage.missing, key=f"edit-reason-{version.number}")
        kept = st.form_submit_button("Check and keep", type="primary")
    if kept:
        _keep(draft_id, version, texts, given)
    _draw_numbers(version, draft)


def theme_texts(draft: Draft) -> list[tuple[str, str]]:
    """Return each theme with its text, empty for one that nothing was written on."""
    texts = [(paragraph.theme, text_of(paragraph)) for paragraph in draft.paragraphs]
    for place, theme in enumerate(draft.themes):
        if all(title != theme.title for title, _ in texts):
            texts.insert(place, (theme.title, ""))
    return texts


def take_edited(draft_id: str) -> bool:
    """Tell, once, whether an edited text was just kept."""
    return bool(st.session_state.pop(f"{_DONE}-{draft_id}", False))


def _draw_field(number: int, theme: str, text: str, *, key: str) -> str:
    # A label would be read as Markdown.
    st.text(theme)
    return st.text_area(
        f"Theme {number}", text, key=f"{key}-{number}", height="content", label_visibility="collapsed"
    )


def _keep(draft_id: str, version: DraftVersion, texts: list[tuple[str, str]], given: dict[str, str]) -> None:
    known = draft_steps.reasons_of(version) | given
    if state.attempt(draft_steps.text_edited, state.assistant(), draft_id, texts, known):
        st.session_state[f"{_DONE}-{draft_id}"] = True
    st.rerun()


def _draw_numbers(version: DraftVersion, draft: Draft) -> None:
    papers = draft_steps.known_papers(state.assistant(), version.selected or ())
    numbers = numbers_of(draft, papers)
    st.caption("Papers and their numbers")
    ordered = sorted(papers, key=lambda paper: numbers[paper.id])
    draw_rows(
        [Row(paper.id, paper.title, key=f"[{numbers[paper.id]}]") for paper in ordered],
        key="draft-numbers",
        label="Papers and their numbers",
        on_open=open_paper,
    )
