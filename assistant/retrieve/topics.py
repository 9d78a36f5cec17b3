"""How likely a paper belongs to the related work on a topic, which is a few words and wants many papers.

A logistic model over the features of `assistant.retrieve.relevance`, closeness among them, and over the
shares of the topic's pairs of neighbouring words that stand side by side in the paper and in its title.
``python -m evals.calibrate`` fits the weights on labelled topics.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

import numpy as np

from assistant.retrieve.relevance import (
    Features,
    Measured,
    Relevance,
    chances_by,
    closeness,
    first_chances,
    relative_features,
    relevant,
)
from assistant.schema import Paper, Relevant
from assistant.text.words import content_words

_WEIGHTS = (1.36, 3.04, 0.74, -2.42, 2.24, 3.91, 7.86, 2.83, -2.6)
_BIAS = -5.69


class TopicRelevance:
    """Judges the papers that a search finds for a topic."""

    def __init__(self, relevance: Relevance) -> None:
        self._relevance = relevance

    def judge(
        self, topic: str, *, scope: Collection[str] | None = None, also: Sequence[Paper] = ()
    ) -> list[Relevant]:
        """Return the candidates and the papers of ``also``, the most likely first, with their sentences."""
        measured = self._relevance.measure(topic, scope=scope, also=also)
        if not measured:
            return []
        chances = chances_by(topic_features(measured, topic), _WEIGHTS, _BIAS)
        judged = [relevant(one, float(chance)) for one, chance in zip(measured, chances, strict=True)]
        return sorted(judged, key=lambda one: (-one.probability, one.paper.id))

    def nearness(self, topic: str, scope: Collection[str] | None = None) -> float:
        """Return how near the nearest paper comes to a topic, from 0 to 2.

        It is the weighted share of the topic's words that one paper holds, plus the cosine of its closest
        passage; without vectors, twice the share.
        """
        measured = self._relevance.measure(topic, scope=scope)
        return max((one.whole + (one.passage or one.whole) for one in measured), default=0.0)


def topic_features(measured: Sequence[Measured], topic: str) -> Features:
    """Return the model's features, shape (papers, 9); closeness is 0 where vectors are missing."""
    relative = relative_features(np.array([one.features() for one in measured]))
    close = closeness(measured, first_chances(measured))
    column = np.zeros(len(measured)) if close is None else close
    pairs = _pairs(topic)
    sides = [
        (_share(pairs, f"{one.paper.title} . {one.paper.abstract or ''}"), _share(pairs, one.paper.title))
        for one in measured
    ]
    return np.c_[relative, column, np.array(sides)]


def _pairs(text: str) -> frozenset[tuple[str, str]]:
    words = content_words(text)
    return frozenset(pairwise(words))


def _share(pairs: frozenset[tuple[str, str]], text: str) -> float:
    return len(pairs & _pairs(text)) / max(1, len(pairs))
