"""A few papers, and an embedder that is real enough to rank and fast enough for every test."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.index.embedders import Embedder
from assistant.index.index import Index
from assistant.library import Library
from assistant.schema import Paper
from assistant.text.folding import paper_id
from assistant.text.words import content_words


class WordEmbedder:
    """Embeds a text as the sum of one fixed random direction per stem; counts what it embeds."""

    def __init__(self, name: str = "words", dimension: int | None = 64) -> None:
        self.name = name
        self.dimension = dimension
        self.embedded: list[str] = []
        self.before: Callable[[], object] = lambda: None

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.before()
        self.embedded.extend(texts)
        rows = np.stack(
            [sum(map(self._direction, content_words(text)), self._direction("")) for text in texts]
        )
        return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)

    def _direction(self, word: str) -> NDArray[np.float64]:
        seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:8])
        return np.random.default_rng(seed).normal(size=self.dimension or 64)


def make_paper(title: str, abstract: str | None = None) -> Paper:
    return Paper(id=paper_id(title, abstract), title=title, abstract=abstract)


PAPERS = (
    make_paper("Cats on mats", "Cats sleep on mats. They purr for hours."),
    make_paper("Dogs in fog", "Dogs run through fog. They bark at trees."),
    make_paper("FlashAttention-3 for H$_2$O", "W4A8 kernels are 2.8$\\times$ faster. TKLQT is measured."),
    make_paper("Only a title about quantization"),
    make_paper(
        "A long survey", " ".join(f"Sentence {n} speaks of transformers and kernels." for n in range(80))
    ),
)


class Opener:
    """Opens indexes over one library, one after the other, and closes the last at the end."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.last: Index | None = None

    def __call__(self, embedder: Embedder) -> Index:
        self.close()
        self.last = Index.open(self.library.folder, library=self.library, embedder=embedder)
        return self.last

    def close(self) -> None:
        if self.last:
            self.last.close()


QUERIES = ("cats on mats", "dogs", "quantization kernels", "transformers", "TKLQT", "nothing of the kind")


def search_all(index: Index) -> list[list[tuple[str, float]]]:
    """What both indexes find for some queries."""
    return [
        [(name, round(score, 4)) for name, score in search(query, 5)]
        for query in QUERIES
        for search in (index.search_text, index.search_vectors)
    ]
