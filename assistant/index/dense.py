"""Search by meaning: the vector index, kept in step with the library."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.errors import StoreError
from assistant.index.chroma import ChromaVectors
from assistant.index.embedders import Embedder
from assistant.index.encoding import Encoding, Texts
from assistant.index.passages import CountWordpieces
from assistant.index.queries import QueryVectors
from assistant.index.seal import Seal
from assistant.index.space import Space
from assistant.index.stores import PaperStore
from assistant.index.vectors import VectorIndex
from assistant.schema import Paper

Progress = Callable[[int, int], None]
"""Called with (papers done, papers in all)."""

_EMBEDDED_AT_ONCE = 4
"""Papers embedded between two looks at the stop event: under a second of work on two cores."""

_LOADED_AT_ONCE = 250
"""Papers whose known vectors are fetched and indexed together."""


class Dense:
    """The vectors of a library's papers, searchable; safe to use from several threads.

    The vector index is opened on first use. When its files are not as they were left, it is made again from
    the vectors in the library before anything is answered from it.
    """

    def __init__(
        self, path: Path, library: PaperStore, *, embedder: Embedder, count: CountWordpieces
    ) -> None:
        self.space = Space(library, embedder)
        self._path = path
        self._library = library
        self._embedder = embedder
        self.queries = QueryVectors(embedder)
        self._encoding = Encoding(library.vectors, embedder, space=self.space, count=count)
        self._seal = Seal(library, "vectors", path)
        # A thread that opens never waits for one that syncs: a search need not wait for the encoder.
        self._syncing = threading.RLock()
        self._opening = threading.RLock()
        self._vectors: VectorIndex | None = None
        self._indexed: set[str] = set()

    def search(self, query: str, k: int, scope: Collection[str] | None = None) -> list[tuple[str, float]]:
        """Return ids and cosines of at most ``k`` papers, best first; none while nothing is embedded.

        Raises:
            ConfigurationError: The library was embedded by another embedder, or this one cannot be used.
            ModelError: The embedder's server failed.
            StoreError: The vector index cannot be used, nor made again.
        """
        self.space.check()
        if not self.space.used:
            return []
        vector = self._embed_query(query)
        try:
            return self._open().search(vector, k, scope)
        except StoreError:
            if not self._discarded():
                raise
            return self._open().search(vector, k, scope)

    def indexed(self) -> int:
        """Return the number of papers that have all their vectors; 0 when another embedder made them."""
        if not self.space.used or not self.space.matches:
            return 0
        self._open()
        return len(self._indexed)

    def sync(self, *, progress: Progress | None = None, stop: threading.Event | None = None) -> None:
        """Give each paper its vectors, from the library where they are known, else embedded now.

        Each batch is committed to the library before it is indexed, so that nothing is embedded twice.
        ``progress`` is called with the papers that have vectors and all papers; ``stop`` ends it between
        batches.
        """
        with self._syncing:
            self.space.check()
            papers = self._library.papers()
            if papers and not self.space.used:
                self.space.record()
            if self.space.used:
                self._follow(papers, progress or _ignore, stop or threading.Event())

    def rebuild(self, progress: Progress | None = None) -> None:
        """Make the vector index again for the configured embedder; known vectors are used again."""
        with self._syncing:
            self.space.record()
            self._discard()
            self.sync(progress=progress)

    def close(self) -> None:
        """Release the files."""
        with self._opening:
            if self._vectors is not None:
                self._vectors.close()
                self._vectors = None

    def _embed_query(self, query: str) -> NDArray[np.float32]:
        """Embed a query; the first time, the vector index opens in another thread meanwhile."""
        if self._vectors is not None:
            return self.queries.embed(query)
        with ThreadPoolExecutor(max_workers=1) as pool:
            opening = pool.submit(self._open)
            vector = self.queries.embed(query)
            opening.result()
        return vector

    def _follow(self, papers: Sequence[Paper], progress: Progress, stop: threading.Event) -> None:
        vectors = self._open()
        missing = [paper for paper in papers if paper.id not in self._indexed]
        strangers = self._indexed - {paper.id for paper in papers}
        if missing or strangers:
            self._seal.open()
            try:
                vectors.remove(strangers)
                self._indexed -= strangers
                unknown = self._add_known(vectors, missing)
                self._add_unknown(vectors, unknown, lambda: self._proceed(progress, len(papers), stop))
            except StoreError:
                self._discard()
                raise
            finally:
                if self._vectors is not None:
                    self._seal.close()
        progress(len(self._indexed), len(papers))

    def _proceed(self, progress: Progress, total: int, stop: threading.Event) -> bool:
        progress(len(self._indexed), total)
        return not stop.is_set()

    def _add_known(self, vectors: VectorIndex, papers: Sequence[Paper]) -> list[Texts]:
        """Index the papers whose vectors the library has; return the texts of the others."""
        unknown: list[Texts] = []
        for start in range(0, len(papers), _LOADED_AT_ONCE):
            rows, others = self._encoding.known(papers[start : start + _LOADED_AT_ONCE])
            unknown.extend(others)
            if rows:
                vectors.upsert(rows.ids, rows.vectors, rows.paper_ids)
                self._indexed.update(rows.paper_ids)
        return unknown

    def _add_unknown(self, vectors: VectorIndex, papers: list[Texts], proceed: Callable[[], bool]) -> None:
        for start in range(0, len(papers), _EMBEDDED_AT_ONCE):
            if not proceed():
                return
            rows = self._encoding.embed(papers[start : start + _EMBEDDED_AT_ONCE])
            vectors.upsert(rows.ids, rows.vectors, rows.paper_ids)
            self._indexed.update(rows.paper_ids)

    def _open(self) -> VectorIndex:
        with self._opening:
            if self._vectors is None:
                self._vectors = self._opened()
            return self._vectors

    def _opened(self) -> VectorIndex:
        vectors = self._reopened() or self._remade()
        # Chroma rewrites its files when it opens and when it is first searched, so both come before the seal.
        vectors.search(np.eye(1, self.space.dimension, dtype=np.float32)[0], 1)
        self._seal.close()
        return vectors

    def _reopened(self) -> VectorIndex | None:
        """Open the files, when they are as they were left."""
        if not self._seal.intact():
            return None
        self._seal.open()
        try:
            vectors = self._chroma()
        except StoreError:
            return None
        self._indexed = vectors.ids()
        return vectors

    def _remade(self) -> VectorIndex:
        """Begin with new files and the vectors that the library has."""
        if self._path.is_dir():
            shutil.rmtree(self._path, ignore_errors=True)
        else:
            self._path.unlink(missing_ok=True)
        vectors = self._chroma()
        self._indexed = set()
        self._add_known(vectors, self._library.papers())
        return vectors

    def _chroma(self) -> VectorIndex:
        return ChromaVectors(self._path, embedder=self._embedder.name, dimension=self.space.dimension)

    def _discarded(self) -> bool:
        """Drop the vector index after a failure, unless a sync works with it; say whether that was done."""
        if not self._syncing.acquire(blocking=False):
            return False
        try:
            self._discard()
        finally:
            self._syncing.release()
        return True

    def _discard(self) -> None:
        with self._opening:
            self._seal.open()
            self.close()
            self._indexed = set()


def _ignore(_done: int, _total: int) -> None:
    pass
