"""Which papers belong into an answer: those that are likely enough, or that hold the name asked for."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.answer.figures.asked import topic_asked
from assistant.answer.figures.subjects import about, named_in
from assistant.answer.route import Plan
from assistant.schema import Hit, Paper, QuestionKind, Relevant
from assistant.text.asking import topic_words
from assistant.text.naming import mentions
from assistant.text.words import content_words

WIDE = 200
"""Papers among which those that hold a name are looked for."""


@dataclass(frozen=True)
class _Cut:
    """From which probability on, and from which share of the best one's, a paper belongs."""

    least: float
    share: float
    most: int


_CUTS: dict[QuestionKind, _Cut] = {
    "fact": _Cut(0.3, 0.7, 3),
    "comparison": _Cut(0.1, 0.3, 6),
    "aggregate": _Cut(0.1, 0.3, 16),
    "synthesis": _Cut(0.1, 0.15, 24),
    "lookup": _Cut(0.4, 0.5, 8),
}
"""``python -m evals.calibrate`` shows what each gives; facts want one paper, themes all of them."""
_BROAD = _Cut(0.2, 0.3, 12)
"""For one fact that turns out to be a theme: "How is memory saved ...?" wants the ways that fit best."""
_MANY = 4
"""Likely papers from which on a broad question means a theme."""
_LIKELY = 0.3
_TWIN = 0.6
"""Share of a named paper's probability from which on one that holds its name belongs, too."""
_CLAUSE = re.compile(
    r"[,;:?.](?= (?:and )?(?:what|which|how|where|by|at|for|who)\b)|\band (?=(?:what|how|which)\b)"
)
_OR = re.compile(r",|\bor\b|\band\b|/")
_FEW_WORDS = 2
"""Topic words of a question, or of each choice it gives, that are looked for as they stand."""
_MOST_MEMBERS = 8
"""Papers beyond which a word says too little."""
_SIDE = re.compile(
    r"[,;:.?]|\b(?:versus|vs\.?|whereas|while|against|another|beside|compared (?:with|to)|with|and|or)\b",
    re.IGNORECASE,
)
_CHOICE_SHARE = 0.06
"""The same where a question says "or": less of it speaks for each thing."""
_CHOICE = re.compile(r"\bor\b")
_SIDE_LEAST = 0.5
"""Probability from which on the best paper for one side of a comparison belongs."""
_SIDE_SHARE = 0.1
"""Share of the best probability that the whole question has to give it."""
_SIDE_WORDS = 2
_SIDES = 6


class Judge(Protocol):
    """Tells how likely papers belong into an answer."""

    def judge(
        self, question: str, *, scope: Collection[str] | None = None, also: Sequence[Paper] = ()
    ) -> list[Relevant]:
        """Return candidates, the most likely first."""
        ...


class Search(Protocol):
    """Finds papers for a query."""

    def search(self, query: str, *, k: int = 10, scope: Collection[str] | None = None) -> list[Hit]:
        """Return at most ``k`` papers, best first."""
        ...


@dataclass(frozen=True)
class Selection:
    """The papers of an answer, and what else was looked at."""

    chosen: tuple[Relevant, ...]
    judged: tuple[Relevant, ...]
    """All candidates, the most likely first."""
    kind: QuestionKind
    """The kind of the question, in the light of what was found."""
    named: tuple[Paper, ...] = ()
    """Papers whose method the question names."""


class Selector:
    """Chooses the papers that a plan asks for."""

    def __init__(self, judge: Judge, search: Search) -> None:
        self._judge = judge
        self._search = search

    def select(self, plan: Plan, scope: Collection[str] | None = None) -> Selection:
        """Return the papers for an answer, the most likely first; none when no paper comes near."""
        holding = self._holding(plan.names, scope)
        judged = self._judge.judge(plan.query, scope=scope, also=holding)
        named = named_in(plan.query, [one.paper for one in judged])
        kind = _kind(plan, judged, named)
        ids = self._ids(plan, kind, judged, named=named, scope=scope)
        chosen = [one for one in judged if one.paper.id in ids]
        return Selection(tuple(chosen), tuple(judged), kind, tuple(named))

    def _holding(self, names: Sequence[str], scope: Collection[str] | None) -> list[Paper]:
        """Return the papers that hold any of the names."""
        found = {
            hit.paper.id: hit.paper
            for name in names
            for hit in self._search.search(name, k=WIDE, scope=scope)
            if mentions(hit.paper, name)
        }
        return list(found.values())

    def _ids(
        self,
        plan: Plan,
        kind: QuestionKind,
        judged: Sequence[Relevant],
        *,
        named: Sequence[Paper],
        scope: Collection[str] | None,
    ) -> set[str]:
        likely = _likely(judged, _BROAD if plan.kind == "fact" and kind == "synthesis" else _CUTS[kind])
        if kind in {"aggregate", "lookup"}:
            held = _with_names(plan, judged) or self._with_words(plan, scope)
            return held or likely | self._by_choice(plan.query, judged, scope)
        called = {paper.id for paper in named} | _of_same_method(plan, judged, named)
        if kind == "comparison":
            if len(named) > 1:
                return called
            able = _likely(judged, _Cut(0.0, _SIDE_SHARE, len(judged)))
            holding = _with_names(plan, judged) & able if not named else set[str]()
            return (
                called
                | (holding if 1 < len(holding) <= _CUTS[kind].most else likely)
                | self._by_side(plan.query, judged, scope)
            )
        if kind == "synthesis":
            return likely | self._by_choice(plan.query, judged, scope)
        return called | likely

    def _with_words(self, plan: Plan, scope: Collection[str] | None) -> set[str]:
        """Return the papers that hold the few words of a question: "In which papers is privacy named?"."""
        first = _CLAUSE.split(plan.query, maxsplit=1)[0]
        choices = [words for part in _OR.split(first) if (words := frozenset(topic_words(part)))]
        if plan.kind != "aggregate" or not choices or max(map(len, choices)) > _FEW_WORDS:
            return set()
        found = self._search.search(first, k=WIDE, scope=scope)
        texts = {
            hit.paper.id: content_words(f"{hit.paper.title} {hit.paper.abstract or ''}") for hit in found
        }
        members = {id_ for id_, held in texts.items() if any(words <= set(held) for words in choices)}
        return members if len(members) <= _MOST_MEMBERS else set()

    def _by_choice(self, query: str, judged: Sequence[Relevant], scope: Collection[str] | None) -> set[str]:
        """Return the best paper for each of the things between which a question says "or"."""
        return self._by_side(query, judged, scope, share=_CHOICE_SHARE) if _CHOICE.search(query) else set()

    def _by_side(
        self,
        query: str,
        judged: Sequence[Relevant],
        scope: Collection[str] | None,
        *,
        share: float = _SIDE_SHARE,
    ) -> set[str]:
        """Return the best paper for each side of a comparison, if the whole question speaks for it, too."""
        floor = share * judged[0].probability if judged else 0.0
        able = {one.paper.id for one in judged if one.probability >= floor}
        sides = [side for side in _SIDE.split(query) if len(topic_words(side)) >= _SIDE_WORDS]
        best = [
            found[0] for side in sides[:_SIDES] if (found := self._judge.judge(side.strip(), scope=scope))
        ]
        return {one.paper.id for one in best if one.probability >= _SIDE_LEAST} & able


def _kind(plan: Plan, judged: Sequence[Relevant], named: Sequence[Paper]) -> QuestionKind:
    if plan.kind != "fact":
        return plan.kind
    if len(named) > 1:
        return "comparison"
    many = sum(one.probability >= _LIKELY for one in judged) >= _MANY
    return "synthesis" if plan.broad and many and not named else "fact"


def _likely(judged: Sequence[Relevant], cut: _Cut) -> set[str]:
    if not judged:
        return set()
    floor = max(cut.least, cut.share * judged[0].probability)
    return {one.paper.id for one in judged[: cut.most] if one.probability >= floor}


def _of_same_method(plan: Plan, judged: Sequence[Relevant], named: Sequence[Paper]) -> set[str]:
    """Return likely papers that hold the name of a method asked for: a journal version, say."""
    ids = {paper.id for paper in named}
    least = _TWIN * min((one.probability for one in judged if one.paper.id in ids), default=2.0)
    return {
        one.paper.id
        for one in judged
        if (one.probability >= least or one.paper.id in plan.earlier)
        and any(mentions(one.paper, name) for name in plan.names)
    }


def _with_names(plan: Plan, judged: Sequence[Relevant]) -> set[str]:
    """Return the papers that hold all names of a question and are about its topic."""
    if not plan.names:
        return set()
    papers = [one.paper for one in judged if all(mentions(one.paper, name) for name in plan.names)]
    topic = topic_asked(plan.query)
    return {paper.id for paper in (about(topic, papers) if topic else papers)}
