"""How likely a paper belongs into the answer to a question.

A logistic model over features of (question, paper): the weighted share of the question's words in the
paper and in its title, and, relative to the best paper, the cosines of its best passage and sentence and
the shares of words in it and in its best sentence. A second model also sees how close a paper is to the
likeliest others (relevance feedback, Rocchio 1971). ``python -m evals.calibrate`` fits the weights of
both on labelled questions.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.errors import AssistantError
from assistant.schema import Hit, Paper, Relevant, ScoredSentence
from assistant.text.asking import parts_of, topic_text, topic_words
from assistant.text.sentences import split_sentences
from assistant.text.thesaurus import related
from assistant.text.words import content_words

CANDIDATES = 60
"""Papers that are judged: those that a search finds first."""
MOST_WORDS = 40
"""Words by which papers are measured, the rarest; only a pasted text has more."""
RELATED_WEIGHT = 0.5
"""What a related word counts beside the question's own; chosen by likelihood among 0 to 0.8."""

_LEAST = 1e-6
_WEIGHTS = (2.11, 6.43, 2.77, 3.74, 2.37, 2.67)
_BIAS = -10.71
_FEEDBACK_WEIGHTS = (2.14, 5.77, 2.05, 3.23, 2.34, 2.63, 2.13)
_FEEDBACK_BIAS = -10.08
_FEEDBACK = 3
"""Papers that a candidate is held against."""

Features = NDArray[np.float64]
Vectors = NDArray[np.float32]


class Found(Protocol):
    """Finds the candidates."""

    def search(self, query: str, *, k: int = 10, scope: Collection[str] | None = None) -> list[Hit]:
        """Return at most ``k`` papers, best first."""
        ...


class Sentences(Protocol):
    """The vectors of sentences and questions."""

    def known(self, papers: Sequence[Paper]) -> Mapping[str, Vectors]:
        """Return the rows of the papers that have them, by paper id."""
        ...

    def embed(self, text: str) -> Vectors:
        """Return the vector of a question."""
        ...


class Counted(Protocol):
    """What words weigh is how few papers hold them."""

    def document_frequency(self, words: Sequence[str]) -> list[int]:
        """Return for each word in how many papers it occurs."""
        ...


@dataclass(frozen=True)
class _Asked:
    """A question as papers are measured by it: the weights of its words, and its vector if there is one."""

    weights: Mapping[str, float]
    vector: Vectors | None
    parts: tuple[_Asked, ...] = ()
    """The parts of a question that asks several things."""

    def covered(self, words: Collection[str]) -> float:
        """Return the weighted share of the question's words that are held, related ones counting less."""
        total = sum(self.weights.values())
        held = sum(weight * _held(word, words) for word, weight in self.weights.items())
        return held / total if total else 0.0


@dataclass(frozen=True)
class Measured:
    """A candidate: the cosines of its passage and sentences, and the shares of the question's words in it."""

    paper: Paper
    passage: float
    cosines: Vectors
    shares: tuple[float, ...]
    parts: tuple[tuple[float, ...], ...]
    """Scores of each sentence for the parts of the question."""
    rows: Vectors | None
    """Vectors of its sentences."""
    whole: float
    title: float

    def features(self) -> list[float]:
        """Return passage cosine, best sentence cosine, and shares in paper, best sentence and title."""
        best = float(self.cosines.max()) if self.cosines.size else self.passage
        return [self.passage, best, self.whole, max(self.shares, default=0.0), self.title]


class Relevance:
    """Judges the papers that a search finds."""

    def __init__(
        self, found: Found, sentences: Sentences, counted: Counted, *, size: Callable[[], int]
    ) -> None:
        self._found = found
        self._sentences = sentences
        self._counted = counted
        self._size = size

    def judge(
        self, question: str, *, scope: Collection[str] | None = None, also: Sequence[Paper] = ()
    ) -> list[Relevant]:
        """Return the candidates and the papers of ``also``, the most likely first, with all their sentences.

        The same library, vectors and question give the same list.
        """
        measured = self.measure(question, scope=scope, also=also)
        if not measured:
            return []
        chances = _chances(measured)
        judged = [relevant(one, float(chance)) for one, chance in zip(measured, chances, strict=True)]
        return sorted(judged, key=lambda one: (-one.probability, one.paper.id))

    def measure(
        self, question: str, *, scope: Collection[str] | None = None, also: Sequence[Paper] = ()
    ) -> list[Measured]:
        """Return the candidates as the model sees them."""
        hits = {hit.paper.id: hit for hit in self._found.search(question, k=CANDIDATES, scope=scope)}
        others = [paper for paper in also if paper.id not in hits]
        papers = [*(hit.paper for hit in hits.values()), *others]
        asked = self._asked(question)
        known = asked.vector is not None
        rows: Mapping[str, Vectors] = self._sentences.known(papers) if known else {}
        floor = min((hit.cosine for hit in hits.values() if hit.cosine is not None), default=0.0)
        cosines = {id_: floor if hit.cosine is None else hit.cosine for id_, hit in hits.items()}
        return [_measured(paper, asked, rows.get(paper.id), cosines.get(paper.id, floor)) for paper in papers]

    def _asked(self, question: str) -> _Asked:
        whole = self._weighed(question)
        return replace(whole, parts=tuple(self._weighed(part) for part in parts_of(question)))

    def _weighed(self, question: str) -> _Asked:
        words = topic_words(question)
        total = self._size()
        counts = self._counted.document_frequency(list(words.values()))
        weights = {
            word: math.log(1 + max(0.0, total - count + 0.5) / (count + 0.5))
            for word, count in zip(words, counts, strict=True)
        }
        telling = sorted(weights, key=lambda word: -weights[word])[:MOST_WORDS]
        return _Asked({word: weights[word] for word in telling}, self._vector(question))

    def _vector(self, question: str) -> Vectors | None:
        """Return the mean of the question as put and of what it is about; ``None`` without an embedder."""
        topic = topic_text(question)
        try:
            whole = self._sentences.embed(question)
            return whole if topic == question else (whole + self._sentences.embed(topic)) * np.float32(0.5)
        except AssistantError:
            # The search has said so already, and words alone find papers, too.
            return None


def relative_features(measured: Features) -> Features:
    """Return the model's features, shape (papers, 6), from those of each paper alone, shape (papers, 5)."""
    best = np.maximum(measured[:, :4].max(axis=0), _LEAST)
    return np.concatenate([measured[:, [2, 4]], measured[:, :4] / best], axis=1)


def closeness(measured: Sequence[Measured], chances: Features) -> Features | None:
    """Return the cosine of each candidate with the likeliest others, weighted by how likely they are.

    Cosines are taken around the mean of all candidates, which share most of their direction. ``None`` when a
    candidate has no vectors.
    """
    if len(measured) < _FEEDBACK + 2 or not all(one.rows is not None and one.rows.size for one in measured):
        return None
    means = np.array([one.rows.mean(axis=0) for one in measured if one.rows is not None], dtype=np.float64)
    means -= means.mean(axis=0)
    means /= np.maximum(np.linalg.norm(means, axis=1, keepdims=True), _LEAST)
    order = [int(place) for place in np.argsort(-chances, kind="stable")[: _FEEDBACK + 1]]
    found = np.zeros(len(measured))
    for place in range(len(measured)):
        others = [other for other in order if other != place][:_FEEDBACK]
        centre = (means[others] * chances[others, None]).sum(axis=0)
        found[place] = means[place] @ centre / max(float(np.linalg.norm(centre)), _LEAST)
    return found


def first_chances(measured: Sequence[Measured]) -> Features:
    """Return the probabilities by the model that does without closeness."""
    return chances_by(relative_features(np.array([one.features() for one in measured])), _WEIGHTS, _BIAS)


def chances_by(features: Features, weights: Sequence[float], bias: float) -> Features:
    """Return the probability of each row of features by a logistic model."""
    return 1 / (1 + np.exp(-(features @ np.array(weights) + bias)))


def _chances(measured: Sequence[Measured]) -> Features:
    first = first_chances(measured)
    close = closeness(measured, first)
    if close is None:
        return first
    features = np.c_[relative_features(np.array([one.features() for one in measured])), close]
    return chances_by(features, _FEEDBACK_WEIGHTS, _FEEDBACK_BIAS)


def _measured(paper: Paper, asked: _Asked, rows: Vectors | None, cosine: float) -> Measured:
    title, sentences = _words(paper.title, paper.abstract or "")
    whole = title.union(*sentences)
    cosines = np.zeros(0, np.float32) if rows is None or asked.vector is None else rows @ asked.vector
    return Measured(
        paper=paper,
        passage=cosine,
        cosines=cosines,
        shares=tuple(asked.covered(words) for words in sentences),
        parts=_by_part(asked.parts, sentences, rows),
        rows=rows,
        whole=asked.covered(whole),
        title=asked.covered(title),
    )


def _by_part(
    parts: Sequence[_Asked], sentences: Sequence[frozenset[str]], rows: Vectors | None
) -> tuple[tuple[float, ...], ...]:
    """Return for each sentence its score for each part."""
    return tuple(
        tuple(
            _score(
                float(rows[number] @ part.vector) if rows is not None and part.vector is not None else 0.0,
                part.covered(words),
            )
            for part in parts
        )
        for number, words in enumerate(sentences)
    )


def _score(cosine: float, share: float) -> float:
    return (max(0.0, cosine) + share) / 2


def relevant(measured: Measured, chance: float) -> Relevant:
    """Return a candidate with its probability and all its sentences."""
    spans = split_sentences(measured.paper.abstract or "")
    cosines = measured.cosines if measured.cosines.size else np.full(len(spans), measured.passage)
    return Relevant(
        paper=measured.paper,
        probability=chance,
        sentences=tuple(
            ScoredSentence(start=span.start, end=span.end, score=_score(float(cosine), share), parts=parts)
            for span, cosine, share, parts in zip(
                spans, cosines, measured.shares, measured.parts, strict=True
            )
        ),
    )


def _held(word: str, words: Collection[str]) -> float:
    if word in words:
        return 1.0
    return RELATED_WEIGHT if any(other in words for other in related(word)) else 0.0


@lru_cache(maxsize=4096)
def _words(title: str, abstract: str) -> tuple[frozenset[str], tuple[frozenset[str], ...]]:
    """Return the stems of a title and of each sentence."""
    sentences = (abstract[span.start : span.end] for span in split_sentences(abstract))
    return frozenset(content_words(title)), tuple(frozenset(content_words(one)) for one in sentences)
