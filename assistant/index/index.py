"""The derived indexes of one library, behind one door."""

from __future__ import annotations

import threading
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Self

from assistant.errors import StoreError
from assistant.index.dense import Dense, Progress
from assistant.index.embedders import Embedder
from assistant.index.fulltext import FullText
from assistant.index.seal import Seal
from assistant.index.sentence_vectors import SentenceVectors
from assistant.index.stores import PaperStore
from assistant.index.wordpieces import WordPieces
from assistant.schema import IndexState


class Index:
    """Full text and vectors of a library's papers; safe to use from several threads of one process.

    Both are derived: files that are missing, damaged or left half-written are made again from the library.
    """

    def __init__(self, text: FullText, dense: Dense, *, library: PaperStore, embedder: Embedder) -> None:
        self.text = text
        self._dense = dense
        self._library = library
        self._embedder = embedder
        self.sentences = SentenceVectors(library.vectors, embedder, dense.queries)
        self._seal = Seal(library, "full_text", text.path)
        self._syncing = threading.RLock()

    @classmethod
    def open(cls, folder: Path, *, library: PaperStore, embedder: Embedder) -> Self:
        """Open the indexes in ``folder``/index and bring full text in step with the library.

        Nothing is embedded and the vector index is not loaded.

        Raises:
            StoreError: The folder cannot be used.
        """
        files = folder / "index"
        dense = Dense(files / "chroma", library, embedder=embedder, count=WordPieces().count)
        index = cls(FullText(files / "fulltext.db"), dense, library=library, embedder=embedder)
        if not index._seal.intact():
            index.text.clear()
        index.sync_text()
        return index

    def sync_text(self) -> None:
        """Make every paper of the library findable by its words, and no other."""
        with self._syncing:
            papers = self._library.papers()
            indexed = self.text.ids()
            missing = [paper for paper in papers if paper.id not in indexed]
            strangers = indexed - {paper.id for paper in papers}
            if missing or strangers:
                self._seal.open()
                self.text.remove(strangers)
                self.text.upsert(missing)
                self._seal.close()

    def sync_vectors(self, *, progress: Progress | None = None, stop: threading.Event | None = None) -> None:
        """Give every paper of the library its vectors; blocks until done or ``stop`` is set.

        Vectors that were computed once are taken from the library. ``progress`` is called with the number of
        papers that have vectors and of all papers.

        Raises:
            ConfigurationError: The library was embedded by another embedder, or this one cannot be used.
            ModelError: The embedder's server failed.
            StoreError: The library or the vector index cannot be used.
        """
        self._dense.sync(progress=progress, stop=stop)
        self.sentences.sync(self._library.papers(), stop or threading.Event())

    def rebuild(self, progress: Progress | None = None) -> None:
        """Make both indexes again for the configured embedder; vectors once computed are used again."""
        self._renew_text()
        self._dense.rebuild(progress)
        self.sentences.sync(self._library.papers(), threading.Event())

    def state(self) -> IndexState:
        """Return how far the indexes follow the library; loads the vector index."""
        return IndexState(
            papers=self._library.count(),
            full_text=len(self.text.ids()),
            vectors=self._dense.indexed(),
            embedder=self._embedder.name,
            dimension=self._dense.space.dimension,
        )

    def search_text(
        self, query: str, k: int, scope: Collection[str] | None = None
    ) -> list[tuple[str, float]]:
        """Return ids and scores of at most ``k`` papers by their words, best first."""
        asked = _encodable(query)
        try:
            return self.text.search(asked, k, scope)
        except StoreError:
            self._renew_text()
            return self.text.search(asked, k, scope)

    def document_frequency(self, words: Sequence[str]) -> list[int]:
        """Return for each word in how many papers it, or another form of it, occurs."""
        return self.text.document_frequency([_encodable(word) for word in words])

    def search_vectors(
        self, query: str, k: int, scope: Collection[str] | None = None
    ) -> list[tuple[str, float]]:
        """Return ids and cosines of at most ``k`` papers by their meaning, best first.

        None while nothing is embedded. Errors as for ``sync_vectors``.
        """
        return self._dense.search(_encodable(query), k, scope)

    def warm_up(self) -> None:
        """Load the vector index and the embedder, so that the first search is as quick as the next."""
        self._dense.search("warm up", 1, None)

    def close(self) -> None:
        """Release the files."""
        self._dense.close()
        self.text.close()

    def _renew_text(self) -> None:
        with self._syncing:
            self._seal.open()
            self.text.clear()
            self.sync_text()


def _encodable(query: str) -> str:
    """Replace halves of surrogate pairs, which neither a database nor a server takes."""
    return query.encode(errors="replace").decode()
