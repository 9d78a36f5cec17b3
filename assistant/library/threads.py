"""Conversations in the database: threads and their turns, each change one short transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, TypedDict, Unpack
from uuid import uuid4

from sqlalchemy import Connection, Delete, RowMapping, Update, delete, func, insert, select, update

from assistant.errors import NotFoundError
from assistant.library import tables
from assistant.library.database import Database
from assistant.schema import Answer, StageEvent, Statement, StoredTurn, Thread, TurnState

INTERRUPTED = "Interrupted: Quotient was closed before the answer was finished."

_THREAD_COLUMNS = (tables.threads.c.id, tables.threads.c.title, tables.threads.c.created)


class TurnChanges(TypedDict, total=False):
    """What may change in a turn; what is absent or ``None`` stays as it is."""

    state: TurnState | None
    stage: StageEvent | None
    statements: tuple[Statement, ...] | None
    answer: Answer | None
    error: str | None


class Threads:
    """The threads of a library; unknown ids raise `NotFoundError`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def create(self, title: str) -> Thread:
        """Start an empty thread."""
        thread = Thread(id=uuid4().hex, title=title, created=datetime.now(UTC))
        created = thread.created.isoformat(timespec="microseconds")
        with self._database.write() as connection:
            connection.execute(
                insert(tables.threads).values(id=thread.id, title=title, created=created, active=created)
            )
        return thread

    def list(self) -> list[Thread]:
        """Return all threads without their turns, the one with the latest question first."""
        newest = (tables.threads.c.active.desc(), tables.threads.c.created.desc())
        with self._database.read() as connection:
            rows = connection.execute(select(*_THREAD_COLUMNS).order_by(*newest)).mappings()
            return [Thread.model_validate(dict(row)) for row in rows]

    def get(self, thread_id: str) -> Thread:
        """Return a thread with its turns, in order."""
        with self._database.read() as connection:
            query = select(*_THREAD_COLUMNS).where(tables.threads.c.id == thread_id)
            row = connection.execute(query).mappings().one_or_none()
            if row is None:
                raise _no_thread(thread_id)
            query = select(tables.turns).where(tables.turns.c.thread_id == thread_id)
            turns = connection.execute(query.order_by(tables.turns.c.position)).mappings()
            return Thread.model_validate({**row, "turns": [_turn(it) for it in turns]})

    def rename(self, thread_id: str, title: str) -> None:
        """Give a thread another title."""
        change = update(tables.threads).where(tables.threads.c.id == thread_id).values(title=title)
        self._change_one(change, _no_thread(thread_id))

    def delete(self, thread_id: str) -> None:
        """Delete a thread with all its turns."""
        self._change_one(
            delete(tables.threads).where(tables.threads.c.id == thread_id), _no_thread(thread_id)
        )

    def add_turn(self, thread_id: str, question: str) -> StoredTurn:
        """Append a running turn to a thread, which becomes the one with the latest question."""
        created = datetime.now(UTC)
        active = created.isoformat(timespec="microseconds")
        with self._database.write() as connection:
            touch = update(tables.threads).where(tables.threads.c.id == thread_id).values(active=active)
            if not connection.execute(touch).rowcount:
                raise _no_thread(thread_id)
            turn = StoredTurn(
                id=uuid4().hex,
                thread_id=thread_id,
                position=_next_position(connection, thread_id),
                question=question,
                state="running",
                created=created,
            )
            row = {**turn.model_dump(mode="json"), "created": active}
            connection.execute(insert(tables.turns).values(row))
        return turn

    def get_turn(self, turn_id: str) -> StoredTurn:
        """Return a turn as it stands now."""
        query = select(tables.turns).where(tables.turns.c.id == turn_id)
        with self._database.read() as connection:
            row = connection.execute(query).mappings().one_or_none()
            if row is None:
                raise _no_turn(turn_id)
            return _turn(row)

    def update_turn(self, turn_id: str, **changes: Unpack[TurnChanges]) -> None:
        """Change a running turn; one that has ended is left as it is.

        An answer brings its own statements unless others are given.
        """
        values = _turn_values(changes)
        if not values:
            return
        this = tables.turns.c.id == turn_id
        with self._database.write() as connection:
            if not connection.execute(select(tables.turns.c.id).where(this)).first():
                raise _no_turn(turn_id)
            # A stopped answer's writer may still be at work, and has nothing more to say.
            running = tables.turns.c.state == "running"
            connection.execute(update(tables.turns).where(this, running).values(values))

    def delete_turn(self, turn_id: str) -> None:
        """Delete one turn of a thread."""
        self._change_one(delete(tables.turns).where(tables.turns.c.id == turn_id), _no_turn(turn_id))

    def fail_running(self) -> int:
        """Mark turns that no process works on any more as failed, and return how many; statements stay."""
        interrupted = update(tables.turns).where(tables.turns.c.state == "running")
        with self._database.write() as connection:
            return connection.execute(interrupted.values(state="failed", error=INTERRUPTED)).rowcount

    def _change_one(self, change: Update | Delete, missing: NotFoundError) -> None:
        with self._database.write() as connection:
            if not connection.execute(change).rowcount:
                raise missing


def _turn(row: RowMapping) -> StoredTurn:
    return StoredTurn.model_validate(dict(row))


def _turn_values(changes: TurnChanges) -> Mapping[str, Any]:
    values: dict[str, Any] = {name: value for name, value in changes.items() if value is not None}
    answer = changes.get("answer")
    if answer is not None:
        values = {"statements": answer.statements, **values, "answer": answer.model_dump(mode="json")}
    if "stage" in values:
        values["stage"] = values["stage"].model_dump(mode="json")
    if "statements" in values:
        values["statements"] = [statement.model_dump(mode="json") for statement in values["statements"]]
    return values


def _next_position(connection: Connection, thread_id: str) -> int:
    query = select(func.max(tables.turns.c.position)).where(tables.turns.c.thread_id == thread_id)
    return (connection.execute(query).scalar_one() or 0) + 1


def _no_thread(thread_id: str) -> NotFoundError:
    return NotFoundError(f"No thread has the id {thread_id!r}; it may have been deleted, so start a new one.")


def _no_turn(turn_id: str) -> NotFoundError:
    return NotFoundError(
        f"No turn has the id {turn_id!r}; it may have been deleted, so ask the question again."
    )
