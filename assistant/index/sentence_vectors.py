"""The vectors of the single sentences of abstracts: they tell which sentence answers a question."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.index.embedders import Embedder
from assistant.index.queries import QueryVectors
from assistant.index.stores import VectorCache
from assistant.schema import Paper
from assistant.text.folding import folded
from assistant.text.sentences import split_sentences

_AT_ONCE = 250
"""Papers looked up together."""


class SentenceVectors:
    """One row per sentence of an abstract, in order, kept in the library under the hash of the text."""

    def __init__(self, cache: VectorCache, embedder: Embedder, queries: QueryVectors) -> None:
        self._cache = cache
        self._queries = queries
        self._embedder = embedder
        self._space = f"{embedder.name}/sentences"

    def known(self, papers: Sequence[Paper]) -> Mapping[str, NDArray[np.float32]]:
        """Return the rows of the papers that have them by paper id, each ``(sentences, dimension)``."""
        keys = {paper.id: _key(paper) for paper in papers}
        found = self._cache.get(self._space, list(keys.values()))
        shapes = {paper.id: len(split_sentences(paper.abstract or "")) for paper in papers}
        return {
            id_: found[key].reshape(shapes[id_], -1)
            for id_, key in keys.items()
            if key in found and self._fits(found[key].size, shapes[id_])
        }

    def sync(self, papers: Sequence[Paper], stop: threading.Event) -> None:
        """Embed the sentences of papers that have no rows yet, until ``stop`` is set.

        Raises:
            ConfigurationError: The embedder cannot be used.
            ModelError: The embedder's server failed.
        """
        for start in range(0, len(papers), _AT_ONCE):
            some = papers[start : start + _AT_ONCE]
            done = self._cache.known(self._space, [_key(paper) for paper in some])
            for paper in some:
                if stop.is_set():
                    return
                count = len(split_sentences(paper.abstract or ""))
                if count and not self._fits(done.get(_key(paper), 0), count):
                    self._cache.put(self._space, {_key(paper): self._embed(paper).ravel()})

    def embed(self, text: str) -> NDArray[np.float32]:
        """Return the vector of a question, comparable with the rows."""
        return self._queries.embed(text)

    def _fits(self, size: int, sentences: int) -> bool:
        """Tell whether kept rows are of this embedder, whose server may change their length."""
        if not sentences or not size or size % sentences:
            return False
        return self._embedder.dimension in {None, size // sentences}

    def _embed(self, paper: Paper) -> NDArray[np.float32]:
        abstract = paper.abstract or ""
        return self._embedder.embed(
            [folded(abstract[span.start : span.end]) for span in split_sentences(abstract)]
        )


def _key(paper: Paper) -> str:
    return hashlib.sha256(f"sentences\n{paper.abstract or ''}".encode()).hexdigest()
