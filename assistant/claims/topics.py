"""How alike the subjects of two papers are: two methods of one name rarely belong to one subject."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence

from assistant.schema import Paper

_WORD = re.compile(r"[a-z]{4,}")


class Topics:
    """The words of some papers, weighted by how few of the papers use them."""

    def __init__(self, papers: Sequence[Paper]) -> None:
        self._words = {paper.id: Counter(_words(paper)) for paper in papers}
        self._spread = Counter(word for words in self._words.values() for word in words)

    def likeness(self, a: str, b: str) -> float:
        """Return the cosine, 0 to 1, between two papers given by id (Salton and Buckley 1988, ltc)."""
        one, other = self._weights(a), self._weights(b)
        shared = sum(weight * other[word] for word, weight in one.items() if word in other)
        return shared / (_length(one) * _length(other) or 1)

    def _weights(self, id_: str) -> Mapping[str, float]:
        size = len(self._words)
        return {
            word: (1 + math.log(count)) * math.log(1 + size / self._spread[word])
            for word, count in self._words[id_].items()
        }


def _words(paper: Paper) -> list[str]:
    return _WORD.findall(f"{paper.title} {paper.abstract or ''}".lower())


def _length(weights: Mapping[str, float]) -> float:
    return math.sqrt(sum(weight * weight for weight in weights.values()))
