"""The writer that needs no model: it quotes the sentences that answer the question."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.schema import Delta, Evidence, Finish, Usage, WriteRequest
from assistant.text.folding import folded
from assistant.text.quantities import find_quantities
from assistant.text.sentences import split_sentences
from assistant.text.words import content_words

MAX_SENTENCES = 8
MAX_PER_PAPER = 3
KEEP_ABOVE = 0.4
"""A sentence is kept when it scores at least this share of the best one."""
NOVELTY = 0.3
"""Weight of the overlap with sentences chosen before (marginal relevance, Carbonell & Goldstein 1998)."""
TITLE_WEIGHT = 0.5
"""Question words that stand in the paper's title count this much for each of its sentences."""
NAME_WEIGHT = 2.0
"""A capitalised word of the question, other than its first, counts this much more: it is asked about."""
FIGURE_BONUS = 1.5
"""A sentence with figures counts this much more when the question asks for figures."""

_NAME = re.compile(r"(?<!^)\b[^\W\d_]*[A-Z][\w-]*|^\w+[A-Z][\w-]*")
_ASKS_FIGURES = re.compile(
    r"\bhow (?:much|many|fast|far|large|small|big|long|close)\b|speed-?ups?|faster|slower|percent|%"
    r"|\bfactors?\b|accura|perplexity|latenc|throughput|memory|\bgains?\b|\bcosts?\b|\brates?\b|\bscores?\b|reduc"
    r"|sav(?:e|ing)",
    re.IGNORECASE,
)


class ExtractiveWriter:
    """Answers with verbatim sentences chosen for relevance and diversity, grouped by paper, each cited."""

    name = "extractive"
    prompts: tuple[str, ...] = ()

    def write(self, request: WriteRequest) -> Iterator[Delta | Finish]:
        """Yield one whole sentence per delta with its citation; nothing when no sentence shares a word."""
        for sentence in _grouped(_choose(_scored(request))):
            yield Delta(text=sentence.text, sentence=True, keys=(sentence.key,))
        yield Finish(complete=True, reason="stop", usage=Usage(cost=0.0))


@dataclass(frozen=True)
class _Sentence:
    key: int
    position: int
    text: str
    words: frozenset[str]


@dataclass(frozen=True)
class _Scored:
    sentence: _Sentence
    score: float


def _scored(request: WriteRequest) -> list[_Scored]:
    papers = [(item, _sentences(item)) for item in request.evidence if item.paper.abstract]
    weights = _weights(request.question, [one.words for _, sentences in papers for one in sentences])
    wants_figures = bool(_ASKS_FIGURES.search(request.question))
    return [
        _Scored(one, relevance * (FIGURE_BONUS if wants_figures and find_quantities(folded(one.text)) else 1))
        for item, sentences in papers
        for one, relevance in _relevance(item, sentences, weights)
    ]


def _sentences(item: Evidence) -> list[_Sentence]:
    abstract = item.paper.abstract or ""
    texts = [(span.start, abstract[span.start : span.end]) for span in split_sentences(abstract)]
    return [_Sentence(item.key, start, text, frozenset(content_words(text))) for start, text in texts]


def _weights(question: str, sentences: Sequence[frozenset[str]]) -> dict[str, float]:
    """Inverse document frequency of each question word over the sentences (Robertson & Spärck Jones 1976)."""
    asked = sorted(set(content_words(question)))
    names = {word for name in _NAME.findall(folded(question)) for word in content_words(name)}
    frequency = Counter(word for words in sentences for word in words.intersection(asked))
    total = len(sentences)
    return {
        word: math.log(1 + (total - frequency[word] + 0.5) / (frequency[word] + 0.5))
        * (NAME_WEIGHT if word in names else 1)
        for word in asked
    }


def _relevance(
    item: Evidence, sentences: Sequence[_Sentence], weights: dict[str, float]
) -> Iterator[tuple[_Sentence, float]]:
    """Yield each sentence that shares a word with the question, with the question's weight found in it.

    The title adds its words to each sentence, and the share of the question that the paper as a whole covers
    scales them all: a sentence about something else that happens to share a word stays behind.
    """
    title = frozenset(content_words(item.paper.title))
    paper = title.union(*(one.words for one in sentences))
    share = _found(weights, paper) / (sum(weights.values()) or 1)
    for one in sentences:
        if own := _found(weights, one.words):
            yield one, (own + TITLE_WEIGHT * _found(weights, title - one.words)) * share


def _found(weights: dict[str, float], words: frozenset[str]) -> float:
    return sum(weight for word, weight in weights.items() if word in words)


def _choose(candidates: Sequence[_Scored]) -> list[_Sentence]:
    left = list(candidates)
    floor = KEEP_ABOVE * max((one.score for one in left), default=0.0)
    chosen: list[_Sentence] = []
    while left and len(chosen) < MAX_SENTENCES:
        best = max(left, key=lambda one: _marginal(one, chosen))
        left.remove(best)
        if _marginal(best, chosen) < floor:
            break
        if sum(one.key == best.sentence.key for one in chosen) < MAX_PER_PAPER:
            chosen.append(best.sentence)
    return chosen


def _marginal(candidate: _Scored, chosen: Sequence[_Sentence]) -> float:
    overlap = max((_jaccard(candidate.sentence.words, one.words) for one in chosen), default=0.0)
    return candidate.score * (1 - NOVELTY * overlap) if overlap < 1 else 0.0


def _jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, len(one | other))


def _grouped(chosen: Sequence[_Sentence]) -> list[_Sentence]:
    """Papers in order of their best sentence, sentences in the order of the abstract."""
    order = list(dict.fromkeys(one.key for one in chosen))
    return sorted(chosen, key=lambda one: (order.index(one.key), one.position))
