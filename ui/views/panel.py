"""The Sources panel: the opened paper, and what was read for an answer."""

from __future__ import annotations

import streamlit as st

from assistant.errors import NotFoundError
from assistant.schema import Citation, EvidenceItem, StoredTurn, Thread
from ui import state
from ui.state import Focus
from ui.views.paper import draw_paper
from ui.views.rows import Row, draw_rows


def draw_panel(thread: Thread) -> None:
    """Draw the panel beside a thread."""
    focus = state.focus()
    turn = _turn(thread, focus)
    st.subheader("Sources", anchor=False)
    if focus is None:
        st.caption("Choose a citation to see the sentence that it rests on.")
    else:
        _draw_focus(thread, focus)
    if turn and turn.answer and turn.answer.evidence:
        _draw_evidence(turn, turn.answer.evidence, focus)


def quoted(thread: Thread, focus: Focus) -> Citation | None:
    """Return the citation that was chosen, or ``None`` when a paper was opened by itself."""
    if focus.statement is None or focus.citation is None:
        return None
    turn = next((turn for turn in thread.turns if turn.id == focus.turn_id), None)
    if turn is None or focus.statement >= len(turn.statements):
        return None
    return turn.statements[focus.statement].citations[focus.citation]


def evidence_rows(turn: StoredTurn, evidence: tuple[EvidenceItem, ...], focus: Focus | None) -> list[Row]:
    """Return the papers read for an answer, the cited ones first under the numbers that the answer shows."""
    markers = {one.paper_id: one.marker for said in turn.statements for one in said.citations}
    ordered = sorted(evidence, key=lambda item: (item.paper_id not in markers, markers.get(item.paper_id, 0)))
    return [
        Row(
            item.paper_id,
            item.title,
            key=f"[{markers[item.paper_id]}]" if item.paper_id in markers else "–",
            meta="" if item.paper_id in markers else "read, not cited",
            current=focus is not None and focus.paper_id == item.paper_id,
        )
        for item in ordered
    ]


def _turn(thread: Thread, focus: Focus | None) -> StoredTurn | None:
    """Return the turn whose evidence is listed: that of the focus, else the latest one with any."""
    chosen = focus.turn_id if focus else None
    known = [turn for turn in thread.turns if turn.answer and turn.answer.evidence]
    return next((turn for turn in known if turn.id == chosen), known[-1] if known else None)


def _draw_focus(thread: Thread, focus: Focus) -> None:
    try:
        paper = state.assistant().paper(focus.paper_id)
    except NotFoundError:
        st.caption("This paper is not in the library any more.")
        return
    if draw_paper(paper, quoted(thread, focus), key="opened-paper"):
        state.set_focus(None)
        st.rerun()


def _draw_evidence(turn: StoredTurn, evidence: tuple[EvidenceItem, ...], focus: Focus | None) -> None:
    st.caption(f"Read for this answer: {len(evidence)}")
    draw_rows(
        evidence_rows(turn, evidence, focus),
        key=f"evidence-{turn.id}",
        label="Papers read for this answer",
        on_open=lambda paper_id: state.set_focus(Focus(paper_id, turn.id)),
    )
