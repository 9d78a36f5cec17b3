"""Which sentences of the evidence answer a question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from assistant.schema import Evidence, QuestionKind
from assistant.text.asking import parts_of
from assistant.text.folding import folded
from assistant.text.naming import names_in
from assistant.text.presenting import presents
from assistant.text.quantities import find_quantities
from assistant.text.sentences import split_sentences
from assistant.text.words import content_words

FAR = 0.4
"""Share of the best score below which a paper is not quoted at all."""
NOVELTY = 0.3
"""Weight of the overlap with sentences chosen before (marginal relevance, Carbonell & Goldstein 1998)."""
NAME_BONUS = 1.3
"""A sentence that holds a name of the question counts this much more."""
FIGURE_BONUS = 1.25
"""A sentence with figures counts this much more when the question asks for figures."""
MOST_FIGURES = 3
"""Sentences with figures asked for that are quoted of each paper."""
PART_LEAST = 0.4
"""Score from which on a sentence answers a part of a question."""
PART_LEAST_OF_FIGURES = 0.2
"""The same where the part asks for a number: of the sentences that have one, the nearest will do."""
RESULT_LEAST = 0.4
"""Share of an abstract after which its results stand."""

_ASKS_FIGURES = re.compile(
    r"\bhow (?:much|many|fast|far|large|small|big|long|close|near|few|high|low|quick|accurate)\b"
    r"|speed-?ups?|faster"
    r"|slower|quicker|percent|%|\bfactors?\b|accura|perplexity|latenc|throughput|\bgains?\b"
    r"|\brates?\b|\bscores?\b"
    r"|\bbeat\w*|\bbetter\b|\bworse\b|outperform|\bsav(?:e|es|ing|ings)\b|\bfigures?\b|\bnumbers?\b"
    r"|\bresults?\b|\bbenefits?\b|\berrors?\b|how .* does .* (?:reach|get)",
    re.IGNORECASE,
)
_OFFERS_CODE = re.compile(
    r"https?://|\b(?:code|models?|weights|data(?:set)?s?|benchmark)\b[^.]{0,40}\b(?:available"
    r"|released?|open-?sourc\w+)\b"
    r"|\bopen-?sourc(?:e|ed|ing)\b|\bproject page\b|\bgithub\b",
    re.IGNORECASE,
)
OFFER_MALUS = 0.3
"""What a sentence counts that only says where the code is, unless the question asks for it."""


@dataclass(frozen=True)
class Limits:
    """How much is quoted for one kind of question."""

    share: float
    """Of the best score, from which on a sentence is quoted."""
    first: int
    """Sentences of the best paper at most."""
    others: int
    """Sentences of every other paper at most."""


LIMITS: dict[QuestionKind, Limits] = {
    "fact": Limits(0.6, 4, 2),
    "comparison": Limits(0.55, 3, 3),
    "aggregate": Limits(0.8, 1, 1),
    "lookup": Limits(0.5, 2, 2),
}


@dataclass(frozen=True)
class Sentence:
    """A sentence of one abstract and how well it answers."""

    key: int
    start: int
    end: int
    text: str
    score: float
    place: float
    """Where it stands in the abstract, from 0 to 1."""
    parts: tuple[float, ...] = ()
    """How well it answers each part of the question."""
    asked: bool = False
    """True when it states a figure that the question asks for."""

    @cached_property
    def words(self) -> frozenset[str]:
        """The stems that carry its meaning."""
        return frozenset(content_words(self.text))

    @cached_property
    def has_figures(self) -> bool:
        """True when it states a quantity."""
        return bool(find_quantities(folded(self.text)))

    @property
    def presents(self) -> bool:
        """True when the authors say in it what they did."""
        return presents(self.text)

    @property
    def reports(self) -> bool:
        """True for a figure that stands where results stand."""
        return self.has_figures and self.place >= RESULT_LEAST


def asks_figures(question: str) -> bool:
    """Tell whether a question wants numbers."""
    return _ASKS_FIGURES.search(folded(question)) is not None


def sentences_of(item: Evidence, question: str) -> list[Sentence]:
    """Return the sentences of one paper with their scores, in order; by shared words if none has any."""
    abstract = item.paper.abstract or ""
    spans = split_sentences(abstract)
    scored = {one.start: one.score for one in item.sentences}
    asked = {one.start for one in item.sentences if one.figure}
    parts = {one.start: one.parts for one in item.sentences}
    figures = asks_figures(question)
    rare = _rare_names(question, item)
    found: list[Sentence] = []
    for number, span in enumerate(spans):
        text = abstract[span.start : span.end]
        score = scored.get(span.start, _shared(question, text)) * _named(rare, text)
        malus = OFFER_MALUS if _OFFERS_CODE.search(text) and not _OFFERS_CODE.search(question) else 1.0
        score *= malus
        place = number / max(1, len(spans) - 1)
        plain = Sentence(
            item.key,
            span.start,
            span.end,
            text,
            score,
            place,
            tuple(part * malus for part in parts.get(span.start, ())),
            span.start in asked,
        )
        found.append(replace(plain, score=score * FIGURE_BONUS) if figures and plain.reports else plain)
    return found


def relevant(papers: Sequence[Sequence[Sentence]], kind: QuestionKind, *, each: bool) -> list[Sentence]:
    """Return the sentences that answer, none that repeats another; with ``each``, of every paper its best."""
    limits = LIMITS[kind]
    best = max((one.score for sentences in papers for one in sentences), default=0.0)
    chosen: list[Sentence] = []
    for number, sentences in enumerate(papers):
        own = max((one.score for one in sentences), default=0.0)
        floor = limits.share * (own if each else best)
        most = limits.others if number else limits.first
        # A paper that was chosen has something to say, if it is not far from what the best one says.
        chosen += _varied(sentences, floor, most, chosen) or _varied(sentences, FAR * best, 1, chosen)
    return chosen


def with_parts(
    chosen: Sequence[Sentence], papers: Sequence[Sequence[Sentence]], question: str
) -> list[Sentence]:
    """Return what was chosen and, of each paper quoted, the best sentence for each part of the question."""
    quoted = {one.key for one in chosen}
    parts = parts_of(question)
    told = [sentences for sentences in papers if sentences and sentences[0].key in quoted]
    added = [
        best
        for sentences in told
        for number, part in enumerate(parts)
        if (best := _best_for(number, sentences, figures=asks_figures(part)))
    ]
    return [*dict.fromkeys([*chosen, *added])]


def _best_for(number: int, sentences: Sequence[Sentence], *, figures: bool) -> Sentence | None:
    fits = [one for one in sentences if len(one.parts) > number and (one.reports or not figures)]
    best = max(fits, key=lambda one: one.parts[number], default=None)
    least = PART_LEAST_OF_FIGURES if figures else PART_LEAST
    return best if best and best.parts[number] >= least else None


def with_figures(chosen: Sequence[Sentence], papers: Sequence[Sequence[Sentence]]) -> list[Sentence]:
    """Return what was chosen and, of each paper quoted, the figures asked for, or else its result."""
    quoted = {one.key for one in chosen}
    told = {one.key for one in chosen if one.reports}
    added: list[Sentence] = []
    for sentences in papers:
        if sentences and sentences[0].key in quoted:
            asked = [one for one in sentences if one.asked][:MOST_FIGURES]
            result = None if asked or sentences[0].key in told else result_of(sentences)
            added += asked or ([result] if result else [])
    return [*dict.fromkeys([*chosen, *added])]


def result_of(sentences: Sequence[Sentence]) -> Sentence | None:
    """Return the sentence in which a paper states its result in figures, the one that fits best."""
    asked = [one for one in sentences if one.asked]
    return max(asked or [one for one in sentences if one.reports], key=lambda one: one.score, default=None)


def method_of(sentences: Sequence[Sentence]) -> Sentence | None:
    """Return the sentence in which authors say what they did, else the one that fits best."""
    presenting = [one for one in sentences if one.presents]
    return max(presenting or sentences, key=lambda one: one.score, default=None)


def _varied(
    sentences: Sequence[Sentence], floor: float, most: int, before: Sequence[Sentence]
) -> list[Sentence]:
    left, chosen = list(sentences), list[Sentence]()
    while left and len(chosen) < most:
        best = max(left, key=lambda one: _marginal(one, [*before, *chosen]))
        left.remove(best)
        if _marginal(best, [*before, *chosen]) < floor:
            break
        chosen.append(best)
    return chosen


def _marginal(candidate: Sentence, chosen: Sequence[Sentence]) -> float:
    overlap = max((_jaccard(candidate.words, one.words) for one in chosen), default=0.0)
    return candidate.score * (1 - NOVELTY * overlap) if overlap < 1 else 0.0


def _jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, len(one | other))


def _shared(question: str, text: str) -> float:
    asked = frozenset(content_words(question))
    return len(asked.intersection(content_words(text))) / max(1, len(asked))


def _rare_names(question: str, item: Evidence) -> list[str]:
    """Return the names of a question that a paper mentions but once: what it is about, it need not repeat."""
    title, abstract = (folded(text).lower() for text in (item.paper.title, item.paper.abstract or ""))
    names = [name.lower() for name in names_in(question)]
    return [name for name in names if name not in title and abstract.count(name) == 1]


def _named(names: Sequence[str], text: str) -> float:
    plain = folded(text).lower()
    return NAME_BONUS if any(name in plain for name in names) else 1.0
