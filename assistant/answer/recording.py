"""Keeps an answer in its thread while it is being written."""

from __future__ import annotations

from collections.abc import Generator, Iterator

from assistant.errors import AssistantError
from assistant.library.threads import Threads
from assistant.schema import (
    Answer,
    AnswerEvent,
    Event,
    StageEvent,
    Statement,
    StatementEvent,
    StoredTurn,
    Thread,
    TurnState,
)

TITLE_CHARACTERS = 60


def thread_for(store: Threads, thread_id: str | None, question: str) -> Thread:
    """Return the thread to continue, or a new one titled after its first question."""
    return store.get(thread_id) if thread_id else store.create(_title(question))


def record(store: Threads, turn: StoredTurn, events: Iterator[Event]) -> Generator[Event]:
    """Pass events on, each one stored first; the turn never stays ``running`` once this ends."""
    recorder = _Recorder(store, turn.id)
    try:
        for event in events:
            recorder.store(event)
            yield event
    except GeneratorExit:
        recorder.end("stopped")
        raise
    except AssistantError as failure:
        recorder.end("failed", error=str(failure))
        raise
    finally:
        recorder.end("failed", error="Quotient met an unexpected error; the log has the details. Ask again.")


class _Recorder:
    def __init__(self, store: Threads, turn_id: str) -> None:
        self._store = store
        self._turn_id = turn_id
        self._released: list[Statement] = []
        self._stage: StageEvent | None = None
        self._ended = False

    def store(self, event: Event) -> None:
        match event:
            case StageEvent():
                if event != self._stage:
                    self._stage = event
                    self._store.update_turn(self._turn_id, stage=event)
            case StatementEvent():
                if event.replaces is None:
                    self._released.append(event.statement)
                else:
                    self._released[event.replaces] = event.statement
                self._store.update_turn(self._turn_id, stage=event.stage, statements=tuple(self._released))
            case AnswerEvent(answer=answer):
                self.end(_state(answer), answer=answer, error=answer.error)

    def end(self, state: TurnState, *, answer: Answer | None = None, error: str | None = None) -> None:
        if not self._ended:
            self._ended = True
            self._store.update_turn(self._turn_id, state=state, answer=answer, error=error)


def _state(answer: Answer) -> TurnState:
    if answer.error:
        return "failed"
    return "incomplete" if answer.incomplete else "done"


def _title(question: str) -> str:
    line = " ".join(question.split())
    return line if len(line) <= TITLE_CHARACTERS else line[: TITLE_CHARACTERS - 1].rstrip() + "…"
