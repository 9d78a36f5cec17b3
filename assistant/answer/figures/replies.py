"""Answers questions about figures from the records of claims."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from assistant.answer.figures.asked import Asked, metrics_asked, read_question
from assistant.answer.figures.chosen import by_quote, of_named, selling
from assistant.answer.figures.many import reply_against, reply_counting, reply_over
from assistant.answer.figures.named import reply_on
from assistant.answer.figures.reply import Reply, keys_of
from assistant.answer.figures.shelf import PapersById, Records, Search, Shelf
from assistant.answer.figures.subjects import label_of, named_in
from assistant.answer.figures.telling import Sentence, tell_all
from assistant.schema import Claim, Evidence, Paper, Quote, Statement

BRIEF = 5
"""Words up to which a follow-up leaves open what it asks: "And for FlexQ?"."""


class FigureAnswers:
    """Finds the records that answer a question and puts them into sentences."""

    def __init__(self, records: Records, search: Search, papers: PapersById) -> None:
        self._records = records
        self._search = search
        self._papers = papers

    def reply(self, question: str, query: str, scope: Collection[str] | None = None) -> Reply | None:
        """Return what the records say to a question; ``None`` when it is not one for them.

        ``query`` is the question as resolved against its thread, which names the papers that are meant.
        """
        asked = _asked(question, query)
        if asked is None:
            return None
        shelf = self._shelf(scope)
        if asked.count:
            return reply_counting(asked.count, shelf)
        found = shelf.find(query)
        named = named_in(query, found)
        if asked.refers and named:
            asked = replace(asked, baseline=label_of(named[0]))
        subjects = [paper for paper in named if not _is_called(asked.baseline, paper)]
        if asked.lists and asked.baseline and not subjects:
            return reply_against(asked.baseline, asked, shelf)
        subjects = subjects or named
        if subjects and not asked.superlative and not (asked.lists and asked.threshold):
            return None if _means_others(asked, subjects) else reply_on(asked, subjects, found, shelf)
        return reply_over(asked, shelf) if asked.lists or asked.superlative else None

    def rest(
        self, question: str, statements: Sequence[Statement], evidence: Sequence[Evidence]
    ) -> tuple[Sentence, ...]:
        """Return the figures asked for that the papers cited most state, for what a writer left out."""
        asked = read_question(question)
        if asked is None or not (asked.metrics or asked.gains):
            return ()
        cited = [citation.paper_id for one in statements for citation in one.citations]
        papers = [item.paper for item in evidence if item.paper.id in cited]
        if not asked.several:
            papers = sorted(papers, key=lambda paper: -cited.count(paper.id))[:1]
        claims = self._shelf(None).claims_of(papers)
        only = replace(asked, several=False)
        told = [
            one
            for paper in papers
            for one in by_quote(of_named(claims.get(paper.id, ()), only, paper), {paper.id: paper})
        ]
        return tuple(tell_all(told, claims, keys_of(evidence)))

    def quoted(self, question: str, papers: Sequence[Paper], *, headlines: bool) -> Mapping[str, list[Quote]]:
        """Return by paper the quotes with the figures asked for, those that sell it where none is asked for.

        With ``headlines``, the latter in any case.
        """
        asked = None if headlines else read_question(question)
        claims = self._shelf(None).claims_of(papers)
        return {paper.id: _quotes(asked, claims.get(paper.id, ()), paper) for paper in papers}

    def _shelf(self, scope: Collection[str] | None) -> Shelf:
        return Shelf(self._records, self._search, self._papers, scope=scope)


def _asked(question: str, query: str) -> Asked | None:
    """Read the question as it was put; what it leaves open comes from the thread."""
    brief = query != question and len(question.split()) <= BRIEF
    asked = read_question(question) or (read_question(query) if brief else None)
    if asked is None or query == question:
        return asked
    return replace(asked, metrics=asked.metrics or metrics_asked(query))


def _is_called(name: str | None, paper: Paper) -> bool:
    return name is not None and bool(named_in(name, [paper]))


def _means_others(asked: Asked, subjects: Sequence[Paper]) -> bool:
    """Tell whether a question that names one paper also asks about others, which only a search finds."""
    return len(subjects) == 1 and asked.several and asked.more


def _quotes(asked: Asked | None, claims: Sequence[Claim], paper: Paper) -> list[Quote]:
    named = of_named(claims, replace(asked, several=False), paper) if asked and asked.metrics else []
    return [one.quote for one in named or selling(claims)]
