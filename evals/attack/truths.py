"""True sentences about papers, and the papers among which the gate has to tell whose they are."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from assistant.schema import Evidence, Paper
from assistant.text.sentences import split_sentences
from assistant.text.words import content_words
from assistant.verify.gate import Gate

OFFERED = 8
"""Papers offered to the gate, as many as an answer is usually written from."""
_NEAREST = 4
"""Of these, how many are the nearest to the cited one; the others are drawn."""


@dataclass(frozen=True)
class Truth:
    """A true sentence and the papers cited for it, by key from 1 on.

    Without ``keys``, markers stand in the text.
    """

    text: str
    papers: tuple[Paper, ...]
    origin: str
    keys: tuple[int, ...] | None = None

    @property
    def is_verbatim(self) -> bool:
        """Tell whether it was copied from an abstract."""
        return self.origin == "verbatim"


@dataclass(frozen=True)
class Shelf:
    """Papers with what is near to what, and gates over a few of them."""

    papers: Sequence[Paper]
    seed: int = 0
    _gates: dict[tuple[str, ...], Gate] = field(default_factory=dict[tuple[str, ...], Gate], repr=False)

    def gate(self, cited: Sequence[Paper]) -> Gate:
        """Return a gate that offers the cited papers first, then near ones and others."""
        ids = tuple(paper.id for paper in cited)
        if ids not in self._gates:
            offered = self.offered(cited)
            self._gates[ids] = Gate([Evidence(key=n, paper=paper) for n, paper in enumerate(offered, 1)])
        return self._gates[ids]

    def offered(self, cited: Sequence[Paper]) -> list[Paper]:
        """Return the papers offered: the cited ones, the nearest to them, and some drawn by the seed."""
        near = [other for paper in cited for other in self.nearest(paper, _NEAREST)]
        drawn = random.Random(f"{self.seed} {cited[0].id}").sample(
            list(self.papers), min(OFFERED, len(self.papers))
        )
        unique = {paper.id: paper for paper in (*cited, *near, *drawn)}
        return list(unique.values())[:OFFERED]

    def nearest(self, paper: Paper, count: int) -> list[Paper]:
        """Return the other papers most alike by tf-idf cosine, best first."""
        mine = self._weights[paper.id]
        scores: Counter[str] = Counter()
        for word, weight in mine.items():
            for other, theirs in self._postings[word]:
                scores[other] += weight * theirs
        del scores[paper.id]
        best = sorted(scores, key=lambda other: (-scores[other], other))[:count]
        return [self._by_id[other] for other in best]

    def sentences(self, paper: Paper) -> list[str]:
        """Return the sentences of an abstract."""
        abstract = paper.abstract or ""
        return [abstract[span.start : span.end] for span in split_sentences(abstract)]

    @cached_property
    def _by_id(self) -> dict[str, Paper]:
        return {paper.id: paper for paper in self.papers}

    @cached_property
    def _weights(self) -> dict[str, dict[str, float]]:
        words = {it.id: Counter(content_words(f"{it.title} {it.abstract or ''}")) for it in self.papers}
        spread = Counter(word for counts in words.values() for word in counts)
        return {
            id_: _unit({w: (1 + math.log(n)) * math.log(1 + len(words) / spread[w]) for w, n in it.items()})
            for id_, it in words.items()
        }

    @cached_property
    def _postings(self) -> dict[str, list[tuple[str, float]]]:
        postings: dict[str, list[tuple[str, float]]] = {}
        for id_, weights in self._weights.items():
            for word, weight in weights.items():
                postings.setdefault(word, []).append((id_, weight))
        return postings


def verbatim(shelf: Shelf) -> list[Truth]:
    """Return each sentence of each abstract, citing its paper."""
    return [
        Truth(text, (paper,), "verbatim", (1,))
        for paper in shelf.papers
        if paper.abstract
        for text in shelf.sentences(paper)
    ]


def _unit(weights: dict[str, float]) -> dict[str, float]:
    length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {word: weight / length for word, weight in weights.items()}
