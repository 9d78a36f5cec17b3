"""Where papers name each other's methods, looked up once and kept until something changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pydantic import ValidationError

from assistant.claims.extract import EXTRACTION_VERSION
from assistant.library import Library
from assistant.schema import Link
from assistant.schema.base import Value

LINKS_VERSION = 1
"""Grows whenever the same papers may give other links than before."""

_KEY = "links"


class _Kept(Value):
    revision: str
    links: tuple[Link, ...]


class KeptLinks:
    """The links of a library; ``find`` makes them from its papers, in about a millisecond for each."""

    def __init__(self, library: Library, find: Callable[[], Sequence[Link]]) -> None:
        self._library = library
        self._find = find
        self._kept: _Kept | None = None

    def current(self) -> list[Link]:
        """Return the links between the papers as they are now."""
        revision = f"{LINKS_VERSION}.{EXTRACTION_VERSION}.{self._library.claims.revision()}"
        kept = self._kept or self._stored()
        if kept is None or kept.revision != revision:
            kept = _Kept(revision=revision, links=tuple(self._find()))
            self._library.set_meta(_KEY, kept.model_dump_json())
        self._kept = kept
        return list(kept.links)

    def _stored(self) -> _Kept | None:
        stored = self._library.get_meta(_KEY)
        try:
            return None if stored is None else _Kept.model_validate_json(stored)
        except ValidationError:
            # Written by another version; it is only a copy of what the papers say.
            return None
