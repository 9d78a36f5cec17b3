"""An empty chat: what to ask, or how to get papers to ask about."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from assistant.schema import Paper
from ui.views.importing import draw_outcome, draw_sample_button, draw_upload
from ui.views.rows import Row, draw_rows
from ui.views.starters import starter_questions


def draw_first_steps(papers: Sequence[Paper], ask: Callable[[str], None]) -> None:
    """Draw what a chat shows before its first question; ``ask`` gets the starter question that is chosen."""
    with st.container(key="first-steps"):
        if papers:
            _draw_starters(papers, ask)
        else:
            _draw_empty()


def _draw_starters(papers: Sequence[Paper], ask: Callable[[str], None]) -> None:
    readable = sum(paper.abstract is not None for paper in papers)
    st.title("Ask your library", anchor=False)
    st.markdown(
        f"Answers come only from the {readable:,} abstracts in your library. "
        "Every sentence carries a citation, and every number is checked against the abstract cited for it."
    )
    questions = starter_questions(papers)
    if questions:
        st.caption("To begin with")
        draw_rows(
            [Row(question, question, key="→") for question in questions],
            key="starters",
            label="Questions to begin with",
            on_open=ask,
        )


def _draw_empty() -> None:
    st.title("Your library is empty", anchor=False)
    st.markdown("Add the sample library of 75 papers to try Quotient out, or a file of your own.")
    draw_sample_button()
    draw_upload()
    draw_outcome()
