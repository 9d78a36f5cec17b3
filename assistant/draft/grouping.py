"""Groups of papers that deal with the same thing, by the words and meanings that set them apart."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.schema import Paper
from assistant.text.presenting import presents
from assistant.text.sentences import split_sentences
from assistant.text.words import content_words

DocumentFrequency = Callable[[Sequence[str]], Sequence[int]]
"""Returns for each word in how many papers of the library it occurs."""
SentenceRows = Mapping[str, NDArray[np.float32]]
"""The vectors of the sentences of papers by paper id, each of shape (sentences, dimension)."""

PER_ROOT = 1.7
"""Groups per square root of the papers: 4 for 6 papers, 6 for 13, 24 for 200.

This and the weight of words were chosen among a few by the adjusted Rand index over 17 topics.
"""
_WORDS = 2.0
"""What words count beside the vectors of all sentences, and of those that present the work."""
_FEWEST = 4
"""Papers below which there is nothing to group."""
_PRESENTING = 2

_Rows = NDArray[np.float64]


def grouped(
    papers: Sequence[Paper], frequency: DocumentFrequency, size: int, rows: SentenceRows
) -> list[list[Paper]]:
    """Return the papers in disjoint groups, both in the order given; ``size`` is that of the library.

    Papers are vectors of their words, weighted by how rare these are in the library, and of their sentences,
    each around its mean: what all of them say sets none apart. Groups are merged by the least growth of
    variance (Ward 1963). Words alone count when a paper has no vectors yet.
    """
    if len(papers) < _FEWEST:
        return [list(papers)] if papers else []
    features = [_WORDS * _centred(_words(papers, frequency, size))]
    if all(paper.id in rows for paper in papers):
        features.append(_centred(np.array([_mean(rows[paper.id]) for paper in papers])))
        presented = [rows[paper.id][_presenting(paper.abstract or "")] for paper in papers]
        features.append(_centred(np.array([_mean(some) for some in presented])))
    wanted = min(len(papers), max(2, round(PER_ROOT * math.sqrt(len(papers)))))
    return [[papers[place] for place in group] for group in _merged(np.hstack(features), wanted)]


def _words(papers: Sequence[Paper], frequency: DocumentFrequency, size: int) -> _Rows:
    """Return a row per paper over the words that at least two of them hold."""
    counts = [_counts(paper) for paper in papers]
    spread = Counter(word for words in counts for word in words)
    shared = sorted(word for word, holders in spread.items() if holders > 1)
    rarity = [math.log((1 + size) / max(1, held)) for held in frequency(shared)]
    weighed = [
        [
            (1 + math.log(words[word])) * rare if word in words else 0.0
            for word, rare in zip(shared, rarity, strict=True)
        ]
        for words in counts
    ]
    return np.array(weighed, dtype=np.float64).reshape(len(papers), len(shared))


def _presenting(abstract: str) -> list[int]:
    """Return the places of the first sentences that say what was done, else of the first one."""
    spans = split_sentences(abstract)
    places = [n for n, span in enumerate(spans) if presents(abstract[span.start : span.end])]
    return places[:_PRESENTING] or [0]


def _mean(rows: NDArray[np.float32]) -> _Rows:
    return _unit(rows.astype(np.float64)).mean(axis=0)


def _centred(rows: _Rows) -> _Rows:
    unit = _unit(rows)
    return _unit(unit - unit.mean(axis=0))


def _counts(paper: Paper) -> Counter[str]:
    """Count the words of a paper; those of its title and of what it presents count more than once."""
    abstract = paper.abstract or ""
    spans = split_sentences(abstract)
    presented = [abstract[spans[n].start : spans[n].end] for n in _presenting(abstract)] if spans else []
    return Counter(content_words(" ".join([paper.title, paper.title, abstract, *presented])))


def _merged(rows: _Rows, wanted: int) -> list[list[int]]:
    """Merge the two nearest groups until as many as wanted are left; ties go to the first."""
    groups = [[place] for place in range(len(rows))]
    sizes, growth = np.ones(len(rows)), _apart(rows) / 2
    while len(groups) > wanted:
        upper = np.where(np.tri(len(groups), dtype=bool), np.inf, np.round(growth, 9))
        first, second = divmod(int(np.argmin(upper)), len(groups))
        growth = _joined(growth, sizes, first, second)
        sizes[first] += sizes[second]
        groups[first] = sorted(groups[first] + groups[second])
        del groups[second]
        sizes = np.delete(sizes, second)
    return sorted(groups)


def _apart(rows: _Rows) -> _Rows:
    """Return the squared distances of rows, shape (rows, rows)."""
    squares: _Rows = (rows**2).sum(axis=1)
    return np.maximum(squares[:, None] + squares[None] - 2 * rows @ rows.T, 0)


def _joined(growth: _Rows, sizes: _Rows, first: int, second: int) -> _Rows:
    """Return the growth of variance between groups once two are one, the first (Lance and Williams 1967)."""
    one, other, pair = sizes[first], sizes[second], growth[first, second]
    row = ((sizes + one) * growth[first] + (sizes + other) * growth[second] - sizes * pair) / (
        sizes + one + other
    )
    growth[first], growth[:, first] = row, row
    return np.delete(np.delete(growth, second, axis=0), second, axis=1)


def _unit(rows: _Rows) -> _Rows:
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
