"""The library folder as a whole: opening and closing it, and the way to its parts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import delete, insert, select

from assistant.errors import StoreError
from assistant.library import tables
from assistant.library.claims import Claims
from assistant.library.database import Database
from assistant.library.drafts import Drafts
from assistant.library.lock import FolderLock
from assistant.library.migrate import open_current
from assistant.library.papers import Papers
from assistant.library.responses import Responses
from assistant.library.threads import Threads
from assistant.library.vectors import Vectors
from assistant.schema import AddReport, Ingested, Paper


class Library:
    """An open library folder; safe to use from any thread of the one process that holds it."""

    def __init__(self, folder: Path, *, lock: FolderLock, database: Database) -> None:
        self.folder = folder
        self.claims = Claims(database)
        self.drafts = Drafts(database)
        self.responses = Responses(database)
        self.threads = Threads(database)
        self.vectors = Vectors(database)
        self._papers = Papers(database)
        self._lock = lock
        self._database = database

    @classmethod
    def open(cls, folder: Path, *, command: str = "python", wait: float = 2.0) -> Self:
        """Open ``folder``, made when missing, and hold it until closed.

        Turns that a dead process left running are marked as failed.

        Raises:
            LockedError: Another process still holds the folder after ``wait`` seconds.
            StoreError: The folder or its database cannot be used.
        """
        # A later change of the working directory must not move the library.
        folder = folder.absolute()
        _make_folder(folder)
        with ExitStack() as undo:
            lock = FolderLock(folder, command=command)
            lock.acquire(wait)
            undo.callback(lock.release)
            database = open_current(folder / "library.db")
            undo.callback(database.close)
            library = cls(folder, lock=lock, database=database)
            library.threads.fail_running()
            undo.pop_all()
        return library

    def close(self) -> None:
        """Wait for a write at work, then give the folder up; doing so twice is harmless."""
        self._database.close()
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def announce(self, address: str) -> None:
        """Tell whoever is refused this folder at which ``address`` its owner can be reached."""
        self._lock.announce(address)

    def check(self) -> list[str]:
        """List what is wrong with the database file; empty when it is sound."""
        return self._database.check()

    def add(
        self, ingested: Ingested, file: str, *, progress: Callable[[int, int], None] | None = None
    ) -> AddReport:
        """Store the papers of ``file`` and report what happened to each.

        ``progress(done, total)`` is called whenever the first ``done`` distinct papers are safely on disk.
        """
        return self._papers.add(ingested, file, progress=progress)

    def papers(self) -> list[Paper]:
        """Return every paper, in the order in which they came."""
        return self._papers.all()

    def paper(self, paper_id: str) -> Paper:
        """Return one paper; `NotFoundError` when there is none with this id."""
        return self._papers.get(paper_id)

    def get_many(self, ids: Sequence[str]) -> dict[str, Paper]:
        """Return the papers that exist among ``ids``, by id, in the given order."""
        return self._papers.get_many(ids)

    def count(self) -> int:
        """Return the number of papers."""
        return self._papers.count()

    def remove(self, ids: Collection[str]) -> int:
        """Delete papers, all or none, and return how many there were; unknown ids are passed over."""
        return self._papers.remove(ids)

    def get_meta(self, key: str) -> str | None:
        """Return the value kept under ``key``, if any."""
        with self._database.read() as connection:
            query = select(tables.meta.c.value).where(tables.meta.c.key == key)
            return connection.execute(query).scalar_one_or_none()

    def set_meta(self, key: str, value: str) -> None:
        """Keep ``value`` under ``key``."""
        with self._database.write() as connection:
            connection.execute(delete(tables.meta).where(tables.meta.c.key == key))
            connection.execute(insert(tables.meta).values(key=key, value=value))


def _make_folder(folder: Path) -> None:
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as exc:
        raise StoreError(
            f"The library folder {str(folder)!r} cannot be made ({exc.strerror}); choose another folder."
        ) from exc
