"""Tells whether derived files are exactly as they were left."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Protocol


class Meta(Protocol):
    """The library's small named notes."""

    def get_meta(self, key: str) -> str | None:
        """Return the note, or ``None``."""
        ...

    def set_meta(self, key: str, value: str) -> None:
        """Write the note."""
        ...


class Seal:
    """A digest of an index's files, kept in the library: damaged or half-written files do not match it.

    Chroma does not notice missing or altered files by itself: it answers with fewer papers, or crashes.
    """

    def __init__(self, meta: Meta, key: str, path: Path) -> None:
        self._meta = meta
        self._key = f"seal:{key}"
        self._path = path

    def intact(self) -> bool:
        """Say whether the files are as they were when ``close`` was last called."""
        return self._meta.get_meta(self._key) == _digest(self._path)

    def open(self) -> None:
        """Note that the files are about to change."""
        if self._meta.get_meta(self._key):
            self._meta.set_meta(self._key, "")

    def close(self) -> None:
        """Note how the files are now."""
        self._meta.set_meta(self._key, _digest(self._path))


def _digest(path: Path) -> str:
    """Return a digest of a file, or of all files of a folder with their names."""
    paths = sorted(path.rglob("*")) if path.is_dir() else [path]
    digest = hashlib.sha256()
    for each in paths:
        if each.is_file():
            digest.update(f"{each.relative_to(path)}\0{each.stat().st_size}\0".encode())
            with each.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()
