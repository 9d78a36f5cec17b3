"""One question and its answer: prose with citation chips, verdict marks and what it took."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

import streamlit as st

from assistant.schema import Answer, Statement, StoredTurn
from ui import state
from ui.state import Focus
from ui.views.component import define
from ui.views.labels import VERDICTS, answer_line, stage_line
from ui.views.prose import statement_data, trailing

Data = dict[str, object]

_mount = define("turn", "prose")

_PARAGRAPH_SENTENCES = 4


def draw_turn(turn: StoredTurn, focus: Focus | None, on_focus: Callable[[Focus], None]) -> None:
    """Draw a turn; ``on_focus`` gets the citation or paper that is opened in it."""
    key = f"turn-{turn.id}"

    def opened() -> None:
        event = cast("Data | None", st.session_state[key].get("open"))
        if event is not None:
            on_focus(_focus_of(turn, event))

    data = turn_data(turn, focus) | {"reveal": turn.id == state.followed()}
    _mount(key=key, data=data, on_open_change=opened)


def turn_data(turn: StoredTurn, focus: Focus | None) -> Data:
    """Return what the component draws; plain values, all text verbatim."""
    answer = turn.answer
    here = focus is not None and focus.turn_id == turn.id
    return {
        "question": turn.question,
        "stage": stage_line(turn.stage) if turn.state == "running" else "",
        "paragraphs": [
            [statement_data(index, turn.statements[index]) for index in paragraph]
            for paragraph in paragraphs(turn.statements)
        ],
        "active": [focus.statement, focus.citation] if here and focus else None,
        "message": (answer.message or answer.correction) if answer else "",
        "nearest": [{"id": paper.paper_id, "title": paper.title} for paper in answer.nearest]
        if answer
        else [],
        "notes": list(notes(turn)),
        "error": turn.error or "",
        "meta": answer_line(answer) if answer else "",
        "copy": copy_text(turn, answer) if turn.state != "running" else "",
    }


def paragraphs(statements: Sequence[Statement]) -> list[list[int]]:
    """Group the indexes of statements into paragraphs: a new one when the papers change or it grows long.

    Later statements never change earlier groups, so that prose being written does not jump.
    """
    groups: list[list[int]] = []
    papers: set[str] = set()
    for index, statement in enumerate(statements):
        cited = {citation.paper_id for citation in statement.citations}
        related = not cited or bool(cited & papers)
        room = bool(groups) and len(groups[-1]) < _PARAGRAPH_SENTENCES
        if room and (related or len(groups[-1]) < 2):
            groups[-1].append(index)
            papers |= cited
        else:
            groups.append([index])
            papers = cited
    return groups


def notes(turn: StoredTurn) -> tuple[str, ...]:
    """Return what the reader should know about how the answer ended."""
    said = {
        "stopped": "You stopped this answer; what was written is kept.",
        "incomplete": "This answer is incomplete: the writer was cut off before its end.",
    }.get(turn.state)
    warnings = turn.answer.warnings if turn.answer else ()
    return tuple(note[:1].upper() + note[1:] for note in (said, *warnings) if note)


def copy_text(turn: StoredTurn, answer: Answer | None) -> str:
    """Return the answer as plain text with its numbered sources; empty when there is nothing to copy."""
    if not turn.statements:
        return answer.message if answer else ""
    note = f"{answer.correction}\n\n" if answer and answer.correction else ""
    prose = note + "\n\n".join(
        " ".join(_with_markers(turn.statements[index]) for index in paragraph)
        for paragraph in paragraphs(turn.statements)
    )
    titles = {citation.marker: citation.title for one in turn.statements for citation in one.citations}
    sources = "\n".join(f"[{marker}] {title}" for marker, title in sorted(titles.items()))
    return f"{prose}\n\n{sources}".strip()


def _with_markers(statement: Statement) -> str:
    after = "".join(f"[{statement.citations[index].marker}]" for index in trailing(statement))
    mark = VERDICTS[statement.verdict]
    return " ".join(part for part in (statement.text, after, f"(⚠ {mark})" if mark else "") if part)


def _focus_of(turn: StoredTurn, event: Data) -> Focus:
    paper_id = event.get("paper")
    if isinstance(paper_id, str):
        return Focus(paper_id, turn.id)
    statement, citation = cast("int", event["statement"]), cast("int", event["citation"])
    return Focus(turn.statements[statement].citations[citation].paper_id, turn.id, statement, citation)
