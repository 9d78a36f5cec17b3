"""What the indexes need of the library they are derived from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.index.seal import Meta
from assistant.schema import Paper


class VectorCache(Protocol):
    """The library's vectors, by embedder and by hash of the embedded text."""

    def get(self, embedder: str, hashes: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """Return the vectors that are known."""
        ...

    def known(self, embedder: str, hashes: Sequence[str]) -> Mapping[str, int]:
        """Return which of the hashes have a vector, and its length."""
        ...

    def put(self, embedder: str, vectors: Mapping[str, NDArray[np.float32]]) -> None:
        """Store vectors; committed on return."""
        ...


class PaperStore(Meta, Protocol):
    """The truth that the indexes follow."""

    @property
    def vectors(self) -> VectorCache:
        """Vectors that have been computed once."""
        ...

    def papers(self) -> list[Paper]:
        """Return all papers in the order in which they were added."""
        ...

    def count(self) -> int:
        """Return the number of papers."""
        ...
