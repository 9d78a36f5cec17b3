"""One process owns a library folder: the lock, and the note beside it that says who holds it."""

from __future__ import annotations

import os
import socket
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout
from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.errors import LockedError, StoreError


class Owner(BaseModel):
    """Who holds a library folder; told to others in ``owner.json``."""

    model_config = ConfigDict(frozen=True)

    command: str
    """What was started, for example ``ui``."""
    pid: int
    host: str
    since: datetime
    address: str | None = None
    """Where it can be reached in a browser, once it listens."""


class FolderLock:
    """The right to use one folder; it ends with `release` or with the process, however that ends."""

    def __init__(self, folder: Path, *, command: str) -> None:
        self._folder = folder
        # Any thread may close the library, and two libraries of one process must not share the lock.
        self._lock = FileLock(folder / "library.lock", thread_local=False)
        self._owner = Owner(
            command=command, pid=os.getpid(), host=socket.gethostname(), since=datetime.now(UTC)
        )

    def acquire(self, wait: float) -> None:
        """Take the lock, waiting up to ``wait`` seconds; `LockedError` names the holder."""
        try:
            self._lock.acquire(timeout=wait, poll_interval=0.05)
        except Timeout as exc:
            raise LockedError(_refusal(self._folder)) from exc
        except (OSError, NotImplementedError) as exc:
            raise StoreError(
                f"The library folder {str(self._folder)!r} cannot be locked ({_detail(exc)}); check its "
                "permissions, or choose a folder on a local disk."
            ) from exc
        self._write_note()

    def announce(self, address: str) -> None:
        """Tell others where this process can be reached."""
        self._owner = self._owner.model_copy(update={"address": address})
        self._write_note()

    def release(self) -> None:
        """Give the folder up; doing so twice is harmless."""
        if self._lock.is_locked:
            _note(self._folder).unlink(missing_ok=True)
            self._lock.release()

    def _write_note(self) -> None:
        note = _note(self._folder)
        unfinished = note.with_suffix(".part")
        # The note is a courtesy: a full disk must not keep anybody from reading the library.
        with suppress(OSError):
            note.unlink(missing_ok=True)
            unfinished.write_text(self._owner.model_dump_json(), encoding="utf-8")
            unfinished.replace(note)


def read_owner(folder: Path) -> Owner | None:
    """Return who noted that it holds ``folder``; it may have died since. ``None`` when nobody did."""
    try:
        return Owner.model_validate_json(_note(folder).read_bytes())
    except (OSError, ValidationError):
        return None


def _detail(error: OSError | NotImplementedError) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def _note(folder: Path) -> Path:
    return folder / "owner.json"


def _refusal(folder: Path) -> str:
    owner = read_owner(folder)
    if owner is None:
        holder, action = "another process", "close it"
    else:
        since = owner.since.astimezone().strftime("%Y-%m-%d %H:%M")
        holder = f"`{owner.command}` (process {owner.pid} on {owner.host}, since {since})"
        action = f"use it at {owner.address}, close it" if owner.address else "close it"
    return f"The library folder {str(folder)!r} is in use by {holder}; {action} or choose another folder."
