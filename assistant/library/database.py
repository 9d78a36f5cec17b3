"""The database file: connections, transactions and errors; the only module that knows it is SQLite."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from json import JSONDecodeError
from pathlib import Path

from pydantic import ValidationError
from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.exc import SQLAlchemyError

from assistant.errors import StoreError

_PRAGMAS = ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "busy_timeout = 5000")

_DAMAGED = "is damaged or is not a library; move it away or put back a copy of it"
_UNWRITABLE = "cannot be written; check the permissions of its folder"

# By the primary result code: the low byte of SQLite's extended codes.
_CAUSES = {
    sqlite3.SQLITE_FULL: "cannot grow because the disk is full; free some space and try again",
    sqlite3.SQLITE_IOERR: "cannot be read or written; check that its disk is present and not full",
    sqlite3.SQLITE_READONLY: _UNWRITABLE,
    sqlite3.SQLITE_PERM: _UNWRITABLE,
    sqlite3.SQLITE_CANTOPEN: "cannot be opened; check the permissions and the free space of its folder",
    sqlite3.SQLITE_BUSY: "is kept busy by another program; close that program and try again",
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
}


class Database:
    """An open database; any thread may use it, and writers take turns.

    With ``read_only`` not a byte of the file changes. Failures come as `StoreError`.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path
        self._writing = threading.Lock()
        self._closed = False
        self._engine = _engine(path, read_only=read_only)

    @contextmanager
    def read(self) -> Generator[Connection, None, None]:
        """Give a connection that sees one state of the database throughout."""
        with self._translated_errors(), self._open_engine().connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Generator[Connection, None, None]:
        """Give a connection whose changes are on disk when the block ends, or undone when it raises.

        Blocks must not be nested.
        """
        with (
            self._translated_errors(),
            self._writing,
            self._open_engine().execution_options(writes=True).begin() as connection,
        ):
            yield connection

    def check(self) -> list[str]:
        """List what is wrong with the file itself; empty when it is sound."""
        try:
            with self.read() as connection:
                found = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
        except StoreError as exc:
            return [str(exc)]
        return [str(line) for line in found if line != "ok"]

    def copy_to(self, target: Path) -> None:
        """Write a complete copy of the database to ``target``, which appears only when it is finished."""
        unfinished = target.with_name(f"{target.name}.part")
        unfinished.unlink(missing_ok=True)
        with (
            self._translated_errors(),
            closing(sqlite3.connect(self.path)) as source,
            closing(sqlite3.connect(unfinished)) as copy,
        ):
            source.backup(copy)
        os.replace(unfinished, target)

    def close(self) -> None:
        """Wait for the writer at work and close the file; further use is refused."""
        with self._writing:
            self._closed = True
            self._engine.dispose()

    def _open_engine(self) -> Engine:
        if self._closed:
            # A disposed engine would open the file again, now without the folder's lock.
            raise StoreError(
                f"The library file {str(self.path)!r} is closed; open the library again to use it."
            )
        return self._engine

    @contextmanager
    def _translated_errors(self) -> Generator[None, None, None]:
        try:
            yield
        except (SQLAlchemyError, sqlite3.Error) as exc:
            raise StoreError(f"The library file {str(self.path)!r} {_cause(exc)}.") from exc
        except (JSONDecodeError, UnicodeDecodeError, ValidationError) as exc:
            # What was written as text or as a value of the schema no longer is one.
            raise StoreError(f"The library file {str(self.path)!r} {_DAMAGED}.") from exc
        except UnicodeEncodeError as exc:
            raise StoreError(
                f"The text {exc.object[:40]!r} holds half of a surrogate pair, which no file can store; "
                "remove that character and try again."
            ) from exc


def chunks(items: Sequence[str]) -> Iterator[Sequence[str]]:
    """Cut ``items`` into pieces that fit into one statement; databases limit its variables."""
    for start in range(0, len(items), 500):
        yield items[start : start + 500]


def _cause(error: SQLAlchemyError | sqlite3.Error) -> str:
    origin = getattr(error, "orig", error)
    code = getattr(origin, "sqlite_errorcode", None)
    known = None if code is None else _CAUSES.get(code & 0xFF)
    return known or f"refused an operation ({origin}); please report this with the steps that led to it"


def _engine(path: Path, *, read_only: bool) -> Engine:
    def connect() -> sqlite3.Connection:
        address = f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rwc'}"
        # The pool hands a connection to one thread at a time, but not always to the same one.
        return sqlite3.connect(address, uri=True, check_same_thread=False, isolation_level=None)

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool)
    if not read_only:
        event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin)
    return engine


def _set_pragmas(connection: sqlite3.Connection, _: object) -> None:
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}").close()


def _begin(connection: Connection) -> None:
    # A writer that starts as a reader can be refused halfway, when another has written meanwhile.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
