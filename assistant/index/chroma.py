"""The vector index in embedded Chroma."""

from __future__ import annotations

import threading
from collections.abc import Collection, Generator, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, Protocol, cast

import numpy as np
from numpy.typing import NDArray

from assistant.errors import StoreError

_NAME = "passages"
_FORMAT = 1
"""Raised when what is stored changes its meaning; older collections are then emptied."""

_BATCH = 200
"""Passages written at a time: a quarter of a second, for which a search may have to wait."""
_SCOPE_BATCH = 10_000
"""Ids in one filter: each is a variable of a SQL statement, of which SQLite takes 32,766."""

_EF_SEARCH = 1000
"""Candidates that HNSW looks at: all of them in libraries of this size, which makes the search exact."""

_PASSAGES_PER_PAPER = 4
"""Passages asked for per wanted paper, at first; abstracts have one to three."""


class _Collection(Protocol):
    """The part of a Chroma collection that is used here."""

    metadata: Mapping[str, str | int]

    def upsert(
        self,
        *,
        ids: Sequence[str],
        embeddings: NDArray[np.float32],
        metadatas: Sequence[Mapping[str, str]],
    ) -> None: ...

    def query(
        self,
        *,
        query_embeddings: NDArray[np.float32],
        n_results: int,
        where: Mapping[str, object] | None,
        include: Sequence[str],
    ) -> Mapping[str, Any]: ...

    def get(self, *, include: Sequence[str]) -> Mapping[str, Any]: ...

    def delete(self, *, where: Mapping[str, object]) -> object: ...


class _Client(Protocol):
    """The part of a Chroma client that is used here."""

    def get_or_create_collection(
        self,
        name: str,
        *,
        metadata: Mapping[str, str | int],
        configuration: Mapping[str, object],
        embedding_function: None,
    ) -> _Collection: ...

    def delete_collection(self, name: str) -> None: ...

    def close(self) -> None: ...


class ChromaVectors:
    """Vectors in a Chroma folder that nobody else uses; satisfies ``VectorIndex``.

    A collection of another embedder, dimension or format is emptied, so that two spaces never mix.
    """

    def __init__(self, path: Path, *, embedder: str, dimension: int) -> None:
        self.path = path
        self._closed = False
        # A query that meets the very first write of another thread finds "nothing on disk" now and then.
        self._one_at_a_time = threading.RLock()
        self._metadata: dict[str, str | int] = {
            "embedder": embedder,
            "dimension": dimension,
            "format": _FORMAT,
        }
        with self._using(), ExitStack() as undo:
            path.mkdir(parents=True, exist_ok=True)
            self._client = _open_client(path)
            # Chroma hands a client left open to whoever opens the path next.
            undo.callback(self._client.close)
            self._collection = self._open_collection()
            if self._collection.metadata != self._metadata:
                self.clear()
            undo.pop_all()

    def upsert(self, ids: Sequence[str], vectors: NDArray[np.float32], paper_ids: Sequence[str]) -> None:
        """Add passages, or put them in the place of those with the same ids."""
        for start in range(0, len(ids), _BATCH):
            part = slice(start, start + _BATCH)
            with self._using():
                self._collection.upsert(
                    ids=list(ids[part]),
                    embeddings=vectors[part],
                    metadatas=[{"paper_id": paper_id} for paper_id in paper_ids[part]],
                )

    def remove(self, paper_ids: Collection[str]) -> None:
        """Remove all passages of some papers; unknown ids are ignored."""
        for part in _parts(paper_ids, _BATCH):
            with self._using():
                self._collection.delete(where={"paper_id": {"$in": list(part)}})

    def search(
        self, vector: NDArray[np.float32], k: int, scope: Collection[str] | None = None
    ) -> list[tuple[str, float]]:
        """Return ids and cosines of at most ``k`` papers by their closest passage, best first."""
        with self._using():
            if scope is None:
                found = self._closest(vector, k, None)
            else:
                found = [
                    hit for part in _parts(scope, _SCOPE_BATCH) for hit in self._closest(vector, k, part)
                ]
        return sorted(found, key=lambda hit: (-hit[1], hit[0]))[:k]

    def ids(self) -> set[str]:
        """Return the ids of all papers that have vectors."""
        with self._using():
            return set(_paper_ids(self._collection.get(include=["metadatas"])["metadatas"] or []))

    def clear(self) -> None:
        """Remove everything."""
        with self._using():
            self._client.delete_collection(_NAME)
            self._collection = self._open_collection()

    def close(self) -> None:
        """Release the files; later use is refused."""
        self._closed = True
        self._client.close()

    def _open_collection(self) -> _Collection:
        # Without an embedding function Chroma neither downloads a model nor runs code named in its files.
        return self._client.get_or_create_collection(
            _NAME,
            metadata=dict(self._metadata),
            configuration={"hnsw": {"space": "cosine", "ef_search": _EF_SEARCH}},
            embedding_function=None,
        )

    def _closest(
        self, vector: NDArray[np.float32], k: int, scope: Sequence[str] | None
    ) -> list[tuple[str, float]]:
        """Return the best passage of each of at least ``k`` papers, or of as many as there are."""
        wanted = k * _PASSAGES_PER_PAPER
        while True:
            rows = self._collection.query(
                query_embeddings=vector[None, :],
                n_results=wanted,
                where=None if scope is None else {"paper_id": {"$in": list(scope)}},
                include=["metadatas", "distances"],
            )
            papers = _paper_ids(rows["metadatas"][0])
            distances = cast("list[float]", rows["distances"][0])
            best: dict[str, float] = {}
            for paper_id, distance in zip(papers, distances, strict=True):
                best.setdefault(paper_id, 1.0 - distance)
            if len(best) >= k or len(papers) < wanted:
                return list(best.items())
            wanted *= 4

    @contextmanager
    def _using(self) -> Generator[None]:
        # Imported here because it brings the whole of Chroma.
        from chromadb.errors import ChromaError  # noqa: PLC0415

        try:
            with self._one_at_a_time:
                yield
        except (ChromaError, OSError, AttributeError) as exc:
            # Calls on a client that another thread has closed fail as a missing attribute.
            if isinstance(exc, AttributeError) and not self._closed:
                raise
            raise StoreError(
                f"The vector index {str(self.path)!r} cannot be used ({exc}); "
                "run 'quotient doctor --rebuild'."
            ) from exc


def _open_client(path: Path) -> _Client:
    # Imported on first use: it takes a second, and most commands never search by meaning.
    import chromadb  # noqa: PLC0415
    from chromadb.config import Settings  # noqa: PLC0415

    client = chromadb.PersistentClient(path=path, settings=Settings(anonymized_telemetry=False))
    # Chroma's own types are partly unknown to a checker and lack ``close``.
    return cast("_Client", client)


def _paper_ids(metadatas: Sequence[Mapping[str, str]]) -> list[str]:
    return [metadata["paper_id"] for metadata in metadatas]


def _parts(items: Collection[str], size: int) -> Iterator[list[str]]:
    iterator = iter(items)
    while part := list(islice(iterator, size)):
        yield part
