"""From papers to vectors, each text embedded once in the library's life."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from assistant.index.embedders import Embedder
from assistant.index.passages import CountWordpieces, embedded_text, passage_hash, split_passages
from assistant.index.space import Space
from assistant.index.stores import VectorCache
from assistant.schema import Paper


@dataclass(frozen=True)
class Texts:
    """What is embedded for one paper: a text per passage, and the hash of each."""

    paper_id: str
    texts: tuple[str, ...]
    hashes: tuple[str, ...]


@dataclass(frozen=True)
class Rows:
    """Rows for a vector index: one per passage."""

    ids: list[str]
    vectors: NDArray[np.float32]
    paper_ids: list[str]


class Encoding:
    """Finds a paper's vectors in the library, or computes them and puts them there."""

    def __init__(
        self, cache: VectorCache, embedder: Embedder, *, space: Space, count: CountWordpieces
    ) -> None:
        self._cache = cache
        self._embedder = embedder
        self._space = space
        self._count = count

    def known(self, papers: Sequence[Paper]) -> tuple[Rows | None, list[Texts]]:
        """Return the rows of the papers whose vectors are all known, and the texts of the other papers."""
        cut = [self._texts(paper) for paper in papers]
        hashes = list(chain.from_iterable(each.hashes for each in cut))
        found = self._cache.get(self._embedder.name, hashes)
        # A server may have changed the length of its vectors under the same name.
        vectors = {key: vector for key, vector in found.items() if len(vector) == self._space.dimension}
        ready = [each for each in cut if vectors.keys() >= set(each.hashes)]
        return _rows(ready, vectors) if ready else None, [each for each in cut if each not in ready]

    def embed(self, papers: Sequence[Texts]) -> Rows:
        """Embed the texts of papers; the vectors are in the library when this returns."""
        texts = dict(chain.from_iterable(zip(each.hashes, each.texts, strict=True) for each in papers))
        embedded = self._embedder.embed(list(texts.values()))
        self._space.check_length(embedded.shape[1])
        vectors = dict(zip(texts, embedded, strict=True))
        self._cache.put(self._embedder.name, vectors)
        return _rows(papers, vectors)

    def _texts(self, paper: Paper) -> Texts:
        passages = split_passages(paper, self._count)
        return Texts(
            paper_id=paper.id,
            texts=tuple(embedded_text(paper, passage) for passage in passages),
            hashes=tuple(passage_hash(paper, passage) for passage in passages),
        )


def _rows(papers: Sequence[Texts], vectors: Mapping[str, NDArray[np.float32]]) -> Rows:
    return Rows(
        ids=[f"{each.paper_id}:{position}" for each in papers for position in range(len(each.hashes))],
        vectors=np.stack([vectors[key] for each in papers for key in each.hashes]),
        paper_ids=[each.paper_id for each in papers for _ in each.hashes],
    )
