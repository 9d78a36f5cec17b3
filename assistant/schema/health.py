"""The state of a library and its indexes."""

from __future__ import annotations

from assistant.schema.base import Value


class IndexState(Value):
    """How far the derived indexes follow the library."""

    papers: int
    full_text: int
    """Papers in the full-text index."""
    vectors: int
    """Papers with all their vectors in the vector index."""
    embedder: str
    dimension: int
    problem: str | None = None
    """Why the background work stopped short, if it did."""


class Check(Value):
    """One finding of ``doctor``."""

    name: str
    ok: bool
    detail: str
