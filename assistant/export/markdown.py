"""A thread or an answer as Markdown: questions, sentences with their marks, and the quotes behind them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Final

from assistant.export.escape import escape_markdown
from assistant.export.sentences import prose
from assistant.schema import Answer, Citation, Statement, StoredTurn, Thread, TurnState

_NOTES: Final[dict[TurnState, str]] = {
    "running": "This answer is still being written.",
    "incomplete": "This answer is incomplete.",
    "stopped": "This answer was stopped before it was complete.",
    "failed": "This answer failed.",
}


def thread_to_markdown(thread: Thread) -> str:
    """Return a whole thread: every question with its answer, then one list of the sources of all of them."""
    blocks = [f"# {escape_markdown(thread.title)}", f"*{_date(thread.created)}*"]
    for turn in thread.turns:
        blocks += _turn(turn)
    blocks += _sources((s for turn in thread.turns for s in _statements_of(turn)), heading="## Sources")
    return _document(blocks)


def answer_to_markdown(answer: Answer, *, created: datetime | None = None) -> str:
    """Return one answer under its question, with the list of its sources."""
    blocks = [f"# {escape_markdown(answer.question)}", *_answer(answer, created)]
    if answer.incomplete:
        blocks.append(_note(_NOTES["incomplete"]))
    return _document([*blocks, *_sources(answer.statements, heading="## Sources")])


def _document(blocks: Iterable[str]) -> str:
    return "\n\n".join(block for block in blocks if block) + "\n"


def _turn(turn: StoredTurn) -> Iterator[str]:
    yield f"## {escape_markdown(turn.question)}"
    if turn.answer:
        yield from _answer(turn.answer, turn.created)
    else:
        yield prose(turn.statements)
    incomplete = bool(turn.answer and turn.answer.incomplete)
    note = _NOTES.get(turn.state, _NOTES["incomplete"] if incomplete else "")
    if note:
        yield _note(note, turn.error or "")


def _answer(answer: Answer, created: datetime | None) -> Iterator[str]:
    yield escape_markdown(answer.message or answer.correction)
    yield prose(answer.statements)
    if answer.nearest:
        yield "Nearest papers, which do not answer the question:"
        yield "\n".join(f"- {escape_markdown(paper.title)}" for paper in answer.nearest)
    yield from (_note(warning) for warning in answer.warnings)
    when = f" · {_date(created)}" if created else ""
    yield f"*Written by {escape_markdown(answer.writer)}{when}*"


def _statements_of(turn: StoredTurn) -> Sequence[Statement]:
    return turn.answer.statements if turn.answer else turn.statements


def _note(text: str, detail: str = "") -> str:
    return f"> **Note:** {escape_markdown(f'{text} {detail}')}"


def _sources(statements: Iterable[Statement], *, heading: str) -> list[str]:
    cited: dict[int, list[Citation]] = {}
    for statement in statements:
        for citation in statement.citations:
            cited.setdefault(citation.marker, []).append(citation)
    return [heading, *(_source(cited[marker]) for marker in sorted(cited))] if cited else []


def _source(citations: Sequence[Citation]) -> str:
    """The marker is written out: a list that Markdown numbers would start at 1 in every file."""
    first = citations[0]
    quotes = dict.fromkeys(citation.quote for citation in citations if citation.quote)
    lines = [f"- \\[{first.marker}\\] **{escape_markdown(first.title)}**"]
    for quote in quotes:
        lines += ["", f"  > {escape_markdown(quote)}"]
    return "\n".join(lines)


def _date(when: datetime) -> str:
    return when.strftime("%Y-%m-%d %H:%M")
