"""Conversations as the library keeps them."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from assistant.schema.answers import Answer, StageEvent, Statement
from assistant.schema.base import Value

TurnState = Literal["running", "done", "incomplete", "stopped", "failed"]


class StoredTurn(Value):
    """A question of a thread and what has been answered so far."""

    id: str
    thread_id: str
    position: int
    question: str
    state: TurnState
    stage: StageEvent | None = None
    statements: tuple[Statement, ...] = ()
    """Released sentences while running; the answer's own once there is one."""
    answer: Answer | None = None
    error: str | None = None
    created: datetime


class Thread(Value):
    """A conversation kept in the library."""

    id: str
    title: str
    created: datetime
    turns: tuple[StoredTurn, ...] = ()
