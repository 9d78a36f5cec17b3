"""What of the evidence a model is shown: whole abstracts where they fit, else the sentences that matter."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.prompts import defuse
from assistant.schema import Evidence, Paper
from assistant.text.sentences import split_sentences
from assistant.text.words import content_words

OVERHEAD = 9
"""Tokens that the number, the mark and the line end of a sentence take."""
TITLE_WEIGHT = 0.5
"""Words of the question that stand in the title count this much for each of the paper's sentences."""
FIGURE_BONUS = 0.3
"""How much more a sentence counts that states a figure asked for."""
RANK_WEIGHT = 0.1
"""How much sooner a paper that was found first is shown than the one found next."""

CountTokens = Callable[[str], int]


@dataclass(frozen=True)
class Shown:
    """A paper as a model sees it: its title and some of its sentences, each with its place from 1."""

    key: int
    title: str
    sentences: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Showing:
    """The papers shown, in the order of the evidence, and how many sentences did not fit."""

    papers: tuple[Shown, ...]
    left_out: int


@dataclass(frozen=True)
class _Candidate:
    key: int
    number: int
    text: str
    tokens: int
    score: float


def show(query: str, evidence: Sequence[Evidence], *, budget: int, count: CountTokens) -> Showing:
    """Choose the sentences to show within ``budget`` tokens, those that say most of the query first."""
    found = {item.key: _candidates(item, count) for item in evidence}
    scored = _scored(query, evidence, found)
    titles = {item.key: defuse(item.paper.title) for item in evidence}
    chosen: list[_Candidate] = []
    shown: set[int] = set()
    for one in sorted(scored, key=lambda one: -one.score):
        price = one.tokens + (0 if one.key in shown else count(titles[one.key]) + 2 * OVERHEAD)
        if price <= budget or not chosen:
            chosen.append(one)
            shown.add(one.key)
            budget -= price
    papers = tuple(
        Shown(item.key, titles[item.key], _numbered(item.key, chosen))
        for item in evidence
        if item.key in shown or not found[item.key]
    )
    return Showing(papers, len(scored) - len(chosen))


def sentences_of(paper: Paper) -> list[str]:
    """Return the sentences of an abstract; their places in this list, from 1, are what a model cites."""
    abstract = paper.abstract or ""
    return [abstract[span.start : span.end] for span in split_sentences(abstract)]


def _candidates(item: Evidence, count: CountTokens) -> list[_Candidate]:
    texts = enumerate(map(defuse, sentences_of(item.paper)), start=1)
    return [_Candidate(item.key, number, text, count(text) + OVERHEAD, 0.0) for number, text in texts]


def _scored(
    query: str, evidence: Sequence[Evidence], found: Mapping[int, Sequence[_Candidate]]
) -> list[_Candidate]:
    """Weigh each sentence as the search did, else by its words and its paper's rank."""
    if all(len(item.sentences) == len(found[item.key]) for item in evidence):
        return [
            replace(one, score=known.score + FIGURE_BONUS * known.figure)
            for item in evidence
            for one, known in zip(found[item.key], item.sentences, strict=True)
        ]
    return _by_words(query, evidence, found)


def _by_words(
    query: str, evidence: Sequence[Evidence], found: Mapping[int, Sequence[_Candidate]]
) -> list[_Candidate]:
    """Weigh each sentence by the question's words in it, the rare ones more, and by its paper's rank."""
    words = {one: frozenset(content_words(one.text)) for several in found.values() for one in several}
    asked = set(content_words(query))
    frequency = Counter(word for its in words.values() for word in its & asked)
    weight = {word: math.log(1 + len(words) / (0.5 + frequency[word])) for word in asked}
    whole = sum(weight.values()) or 1.0
    scored: list[_Candidate] = []
    for rank, item in enumerate(evidence):
        title = asked.intersection(content_words(item.paper.title))
        bonus = TITLE_WEIGHT * sum(weight[word] for word in title) / whole - RANK_WEIGHT * rank
        for one in found[item.key]:
            own = sum(weight[word] for word in words[one] & asked) / whole
            scored.append(replace(one, score=own + bonus))
    return scored


def _numbered(key: int, chosen: Sequence[_Candidate]) -> tuple[tuple[int, str], ...]:
    return tuple(sorted((one.number, one.text) for one in chosen if one.key == key))
