"""The papers that may belong to a topic, with why each was found; those ticked are drafted from."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final, cast

import streamlit as st

from assistant.schema import Candidate, DraftVersion
from assistant.text.folding import folded
from ui import draft_steps, state
from ui.views.component import define
from ui.views.draft_panel import open_paper
from ui.views.draft_start import draw_topic
from ui.views.rows import Row, draw_rows

Data = dict[str, object]

_SEARCHED: Final = 8
"""Papers of the library that a search offers to add."""
_TICKED: Final = "draft-ticked"

_mount = define("draft_candidates")


def draw_candidates(draft_id: str, version: DraftVersion) -> None:
    """Draw the topic, the candidates with their ticks, and what can be done with those selected."""
    assistant = state.assistant()
    draw_topic(
        version.topic,
        label="Search again",
        on_topic=lambda topic: state.attempt(draft_steps.searched, assistant, draft_id, topic),
    )
    _draw_grouping(draft_id, version)
    words = st.text_input("Filter", placeholder="Words of the title or reasons", type="search", key="filter")
    listed = fitting(version.candidates, words)
    _draw_choices(draft_id, version, listed)
    _draw_adding(draft_id, version)
    _draw_list(draft_id, version, listed)


def fitting(candidates: Sequence[Candidate], words: str) -> list[Candidate]:
    """Return the candidates whose title or reasons hold each of some words."""
    sought = folded(words).lower().split()
    texts = [folded(f"{one.title} {' '.join(one.reasons)}").lower() for one in candidates]
    return [one for one, text in zip(candidates, texts, strict=True) if all(word in text for word in sought)]


def list_data(
    candidates: Sequence[Candidate], selected: Collection[str], *, current: str | None, seen: int
) -> Data:
    """Return what the component draws; ``seen`` is the number of the last choice that reached the server."""
    return {
        "rows": [
            {
                "id": one.paper_id,
                "title": one.title,
                "percent": round(100 * one.probability),
                "reasons": "; ".join(one.reasons),
                "suggested": one.suggested,
            }
            for one in candidates
        ],
        "selected": list(selected),
        "seen": seen,
        "current": current,
    }


def _draw_grouping(draft_id: str, version: DraftVersion) -> None:
    selected = version.selected or ()
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button(
            "Group anew into themes" if version.outline else "Group into themes",
            type="secondary" if version.outline else "primary",
            disabled=not selected,
        ):
            with st.spinner("Grouping…"):
                if state.attempt(draft_steps.grouped, state.assistant(), draft_id):
                    state.go_to_step("Themes")
            st.rerun()
        st.caption(f"{len(selected)} of {len(version.candidates)} selected")


def _draw_choices(draft_id: str, version: DraftVersion, listed: Sequence[Candidate]) -> None:
    selected = set(version.selected or ())
    shown = {one.paper_id for one in listed}
    suggested = {one.paper_id for one in version.candidates if one.suggested}
    choices = {"Select all": selected | shown, "Select none": selected - shown, "As suggested": suggested}
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        for label, papers in choices.items():
            st.button(
                label, type="tertiary", key=f"choose-{label}", on_click=_choose, args=(draft_id, papers)
            )
        if len(listed) < len(version.candidates):
            st.caption(f"{len(listed)} shown")


def _draw_list(draft_id: str, version: DraftVersion, listed: Sequence[Candidate]) -> None:
    key = f"candidates-{draft_id}"

    def ticked() -> None:
        event = cast("Data | None", st.session_state[key].get("choose"))
        if event is not None:
            st.session_state[_TICKED] = event["number"]
            _choose(draft_id, cast("list[str]", event["papers"]))

    def read() -> None:
        paper_id = cast("str | None", st.session_state[key].get("open"))
        if paper_id is not None:
            open_paper(paper_id)

    data = list_data(
        listed,
        version.selected or (),
        current=state.paper_id(),
        seen=cast("int", st.session_state.get(_TICKED, 0)),
    )
    _mount(key=key, data=data, on_choose_change=ticked, on_open_change=read)


def _choose(draft_id: str, papers: Collection[str]) -> None:
    state.attempt(draft_steps.chosen, state.assistant(), draft_id, papers)


def _draw_adding(draft_id: str, version: DraftVersion) -> None:
    with st.expander("A paper is missing", icon=":material/add:"):
        query = st.text_input(
            "Search the library", placeholder="Words, a method, a title", type="search", key="draft-search"
        ).strip()
        if not query:
            return
        known = {one.paper_id for one in version.candidates}
        found = [hit.paper for hit in state.assistant().search(query, k=_SEARCHED + len(known))]
        new = [paper for paper in found if paper.id not in known][:_SEARCHED]
        st.caption("Choose a paper to add it." if new else "Nothing else found; try fewer or other words.")
        draw_rows(
            [Row(paper.id, paper.title, key="+") for paper in new],
            key="draft-found",
            label="Papers to add",
            on_open=lambda paper_id: state.attempt(draft_steps.added, state.assistant(), draft_id, paper_id),
        )
