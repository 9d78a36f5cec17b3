"""All drafts, and the topic of a new one."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from assistant.pipeline import Assistant
from ui import state
from ui.draft_steps import started
from ui.views.importing import draw_outcome, draw_sample_button
from ui.views.rows import Row, draw_rows
from ui.views.starters import starter_topics

LONGEST_TOPIC = 400


def draw_start(assistant: Assistant) -> None:
    """Draw the topic field with topics to begin with, and the drafts kept in the library."""
    papers = assistant.papers()
    with st.container(key="draft-start"):
        if not papers:
            st.markdown("A draft is written from the papers of the library, so it needs some first.")
            draw_sample_button()
            draw_outcome()
            return
        st.markdown(
            "Name a topic. Its papers are found in your library and grouped into themes, and a section on "
            "each theme is written; every sentence carries a citation and is checked against the abstract."
        )
        draw_topic("", label="Find papers", on_topic=lambda topic: _start(assistant, topic))
        topics = starter_topics(papers)
        if topics:
            st.caption("Topics that several titles share")
            rows = [Row(topic, topic[:1].upper() + topic[1:], key="→") for topic in topics]
            draw_rows(
                rows, key="draft-topics", label="Topics", on_open=lambda topic: _start(assistant, topic)
            )
        _draw_drafts(assistant)


def draw_topic(topic: str, *, label: str, on_topic: Callable[[str], object]) -> None:
    """Draw the field of a topic; ``on_topic`` gets what is sent."""
    with st.form("draft-topic", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        typed = st.text_input(
            "Topic",
            topic,
            max_chars=LONGEST_TOPIC,
            placeholder="Sparse attention for long contexts",
            key=f"draft-topic-{topic}",
        )
        sent = st.form_submit_button(label, type="secondary" if topic else "primary")
    if sent:
        with st.spinner("Searching the library…"):
            on_topic(typed)
        st.rerun()


def _start(assistant: Assistant, topic: str) -> None:
    state.attempt(lambda: state.open_draft(started(assistant, topic).id, "Papers"))


def _draw_drafts(assistant: Assistant) -> None:
    drafts = assistant.drafts.list()
    if not drafts:
        return
    st.header("Your drafts", anchor=False)
    draw_rows(
        [Row(draft.id, draft.title, meta=f"begun {draft.created:%Y-%m-%d %H:%M} UTC") for draft in drafts],
        key="drafts",
        label="Your drafts",
        on_open=state.open_draft,
    )
