"""Answers one question: search, read, write, check every sentence."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from assistant.answer.figures import FigureAnswers, Reply, Sentence, speak
from assistant.answer.memory import Memory, history
from assistant.answer.numbering import Numbering
from assistant.answer.pack import CountTokens, pack_evidence
from assistant.answer.planning import QuestionHelper
from assistant.answer.premise import contradiction, instead, presupposes, reply_to
from assistant.answer.progress import RECORDS, Corrected, Progress, answer_of
from assistant.answer.question import check_question
from assistant.answer.refuse import unstated, why_unanswerable
from assistant.answer.route import Plan, Resolved, plan_by_rules, plan_with, resolve
from assistant.answer.selection import Judge, Search, Selection, Selector
from assistant.answer.writing import Writer
from assistant.answer.written import written
from assistant.errors import ModelError
from assistant.schema import (
    Answer,
    AnswerEvent,
    Event,
    Finish,
    Paper,
    Quote,
    ScoredSentence,
    Statement,
    Thread,
    Usage,
)

CORRECTING = 2
"""Papers that are held against what a question takes for granted."""


class Retrieval(Search, Judge, Protocol):
    """Finds papers for a query, and tells how likely they belong into an answer."""

    @property
    def problem(self) -> str | None:
        """Why the last search was not complete, if it was not."""
        ...

    def papers(self, ids: Sequence[str], /) -> Mapping[str, Paper]:
        """Return the papers with these ids; unknown ones are left out."""
        ...


@dataclass(frozen=True)
class Limits:
    """How much an answer may read."""

    evidence: int = 8
    """Papers offered to the writer."""
    context_tokens: int = 3500
    """Tokens of evidence that fit the writer's context."""
    count: CountTokens = lambda text: len(text.split())
    """How tokens are counted: as words, unless the writer has its own way."""
    memory: Memory = field(default_factory=Memory)
    """How much of the thread the writer is told."""
    planner: QuestionHelper | None = None
    """A model that reads questions which lean on their thread; rules alone when ``None``."""


class Answering:
    """Turns questions into answers whose every sentence has passed the gate."""

    def __init__(
        self,
        retrieval: Retrieval,
        writer: Writer,
        *,
        size: Callable[[], int],
        limits: Limits,
        figures: FigureAnswers | None = None,
    ) -> None:
        self._retrieval = retrieval
        self._selector = Selector(retrieval, retrieval)
        self._writer = writer
        self._size = size
        self._limits = limits
        self._figures = figures

    def stream(self, question: str, thread: Thread, scope: Collection[str] | None = None) -> Iterator[Event]:
        """Yield stages and checked sentences as they come, then the answer.

        Raises:
            QuestionError: The question is empty or too long.
            ModelError: The model failed; the answer event before it holds what there is.
        """
        started = time.monotonic()
        asked = check_question(question)
        progress = Progress(searched=self._size() if scope is None else len(scope))
        try:
            yield from self._write(asked, thread, scope, progress)
        except ModelError as failure:
            progress.error = str(failure)
            yield AnswerEvent(answer=self._answer(asked, thread, progress, started))
            raise
        yield AnswerEvent(answer=self._answer(asked, thread, progress, started))

    def _write(
        self, question: str, thread: Thread, scope: Collection[str] | None, progress: Progress
    ) -> Iterator[Event]:
        yield progress.stage("searching")
        resolved = resolve(question, thread, self._retrieval.papers)
        scope = scope if resolved.papers is None else resolved.papers
        plan = self._plan(resolved, question, thread, progress)
        reply = self._offer(plan, scope, progress)
        if progress.refusal:
            return
        yield progress.stage("reading")
        # Also those of a stopped turn: the reader has seen their numbers.
        numbering = Numbering(statement for turn in thread.turns for statement in turn.statements)
        for statement in self._said(plan, thread, progress=progress, reply=reply):
            if statement is None:
                yield progress.stage("citing" if progress.statements else "reading")
            else:
                yield progress.release(statement, numbering)

    def _plan(self, resolved: Resolved, question: str, thread: Thread, progress: Progress) -> Plan:
        """Plan by rules; for a question that leans on its thread, also by what a model proposes."""
        plan = plan_by_rules(question, resolved.query, resolved.earlier)
        planner = self._limits.planner
        if planner is None or not resolved.leans:
            return plan
        turns = history(thread, replace(self._limits.memory, summariser=None))
        proposal = planner.plan(question, turns, spend=progress.spend)
        rewritten = None if proposal else planner.rewrite(question, turns, spend=progress.spend)
        return plan_with(plan, proposal, rewritten)

    def _offer(self, plan: Plan, scope: Collection[str] | None, progress: Progress) -> Reply | None:
        """Find what may be read, and what the records or a false premise have to say to the question."""
        selection = self._selector.select(plan, scope)
        progress.kind, progress.problem = selection.kind, self._retrieval.problem
        progress.nearest = [one.paper for one in selection.judged[: self._limits.evidence]]
        if len(selection.named) == 1 and (reason := unstated(plan.query, selection.named[0])):
            progress.refusal, progress.nearest = reason, selection.named
            return None
        reply = _corrected(plan, selection) or (
            self._figures.reply(plan.question, plan.query, scope) if self._figures else None
        )
        if reply and reply.refusal and (instead_ := _shown_instead(plan, selection, reply)):
            reply = instead_
        if reply and reply.whole:
            progress.evidence, progress.refusal = reply.evidence, reply.refusal
            progress.correction = reply.correction
            progress.nearest = [item.paper for item in reply.evidence]
        else:
            self._pack(plan, selection, scope, progress=progress, reply=reply)
        return reply

    def _pack(
        self,
        plan: Plan,
        selection: Selection,
        scope: Collection[str] | None,
        *,
        progress: Progress,
        reply: Reply | None,
    ) -> None:
        """Offer the papers that a question about figures names, or those chosen; none if none can answer."""
        papers = [item.paper for item in reply.evidence] if reply else [one.paper for one in selection.chosen]
        read = [*papers, *(one.paper for one in selection.chosen), *progress.nearest]
        likely = selection.judged[0].probability if selection.judged else 0.0
        progress.refusal = why_unanswerable(plan.query, read, self._retrieval, scope, likely=likely)
        progress.evidence = pack_evidence(
            papers,
            budget=self._limits.context_tokens,
            count=self._limits.count,
            scores=self._scores(plan.query, selection, papers),
        )

    def _scores(
        self, query: str, selection: Selection, papers: Sequence[Paper]
    ) -> Mapping[str, tuple[ScoredSentence, ...]]:
        """Return how well each sentence fits, those marked that state a figure asked for."""
        scores = {one.paper.id: one.sentences for one in selection.judged}
        if self._figures is None:
            return scores
        quoted = self._figures.quoted(query, papers, headlines=selection.kind == "synthesis")
        return {id_: _marked(sentences, quoted.get(id_, ())) for id_, sentences in scores.items()}

    def _said(
        self, plan: Plan, thread: Thread, *, progress: Progress, reply: Reply | None
    ) -> Iterator[Statement | Corrected | None]:
        """Let the records speak, or the writer and then the records on the figures that it left out."""
        if reply and reply.whole:
            yield from self._recorded(reply.sentences, progress)
            if progress.statements:
                progress.finish = Finish(complete=True, reason="stop", usage=Usage(cost=0.0))
                progress.notes = reply.notes
                return
        progress.spoke.append(self._writer.name)
        remembered = history(thread, replace(self._limits.memory, spend=progress.spend))
        yield from written(self._writer, plan.query, remembered, progress)
        if self._figures and progress.statements and progress.finish and progress.finish.complete:
            # The sentences of a reply cite by its keys, which hold as long as no paper was cut for space.
            fits = reply is not None and len(progress.evidence) == len(reply.evidence)
            left: Sequence[Sentence] = ()
            if reply and fits:
                left = reply.sentences
            elif self._writer.prompts:
                left = self._figures.rest(plan.question, progress.statements, progress.evidence)
            yield from self._recorded(left, progress)

    def _recorded(self, sentences: Sequence[Sentence], progress: Progress) -> Iterator[Statement]:
        for statement in speak(sentences, progress.evidence, progress.statements):
            if RECORDS not in progress.spoke:
                progress.spoke.append(RECORDS)
            yield statement

    def _answer(self, question: str, thread: Thread, progress: Progress, started: float) -> Answer:
        return answer_of(progress, question, thread.id, self._writer, time.monotonic() - started)


def _marked(sentences: Sequence[ScoredSentence], quotes: Sequence[Quote]) -> tuple[ScoredSentence, ...]:
    return tuple(
        one.model_copy(update={"figure": any(one.start <= quote.start < one.end for quote in quotes)})
        for one in sentences
    )


def _shown_instead(plan: Plan, selection: Selection, reply: Reply) -> Reply | None:
    """Return what the papers named say, where a question takes for granted what they do not say."""
    ids = {item.paper.id for item in reply.evidence}
    papers = [one for one in selection.judged if one.paper.id in ids and one.sentences]
    return instead(reply.refusal or "", papers) if papers and presupposes(plan.query) else None


def _corrected(plan: Plan, selection: Selection) -> Reply | None:
    """Return the sentence that contradicts what a question takes for granted, if one does."""
    if selection.kind != "fact":
        return None
    found = contradiction(plan.query, selection.chosen[:CORRECTING])
    return reply_to(found) if found else None
