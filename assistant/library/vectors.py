"""The embedding cache: vectors by embedder and by the hash of the text that was embedded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import delete, func, insert, select

from assistant.library import tables
from assistant.library.database import Database, chunks

_STORED = np.dtype("<f4")


class Vectors:
    """Vectors that need not be computed again; float32, kept bit for bit."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, embedder: str, hashes: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """Return the known vectors among ``hashes``; they are read-only arrays."""
        found: dict[str, NDArray[np.float32]] = {}
        with self._database.read() as connection:
            for some in chunks(hashes):
                query = select(tables.vectors.c.hash, tables.vectors.c.data).where(
                    tables.vectors.c.embedder == embedder, tables.vectors.c.hash.in_(some)
                )
                for key, data in connection.execute(query):
                    found[key] = np.frombuffer(data, dtype=_STORED).astype(np.float32, copy=False)
        return found

    def known(self, embedder: str, hashes: Sequence[str]) -> dict[str, int]:
        """Return which of ``hashes`` have a vector, and its length."""
        found: dict[str, int] = {}
        with self._database.read() as connection:
            for some in chunks(hashes):
                query = select(tables.vectors.c.hash, func.length(tables.vectors.c.data)).where(
                    tables.vectors.c.embedder == embedder, tables.vectors.c.hash.in_(some)
                )
                found |= {key: size // _STORED.itemsize for key, size in connection.execute(query)}
        return found

    def put(self, embedder: str, vectors: Mapping[str, NDArray[np.float32]]) -> None:
        """Keep vectors, all or none; those known already are replaced."""
        rows = [
            {"embedder": embedder, "hash": key, "data": vector.astype(_STORED).tobytes()}
            for key, vector in vectors.items()
        ]
        if not rows:
            return
        with self._database.write() as connection:
            for some in chunks(list(vectors)):
                connection.execute(
                    delete(tables.vectors).where(
                        tables.vectors.c.embedder == embedder, tables.vectors.c.hash.in_(some)
                    )
                )
            connection.execute(insert(tables.vectors), rows)

    def count(self, embedder: str) -> int:
        """Return how many vectors of ``embedder`` are kept."""
        query = select(func.count()).select_from(tables.vectors).where(tables.vectors.c.embedder == embedder)
        with self._database.read() as connection:
            return connection.execute(query).scalar_one()

    def clear(self) -> None:
        """Forget all vectors of all embedders."""
        with self._database.write() as connection:
            connection.execute(delete(tables.vectors))
