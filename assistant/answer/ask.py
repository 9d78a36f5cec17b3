"""Answers one question: search, read, write, check every sentence."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from assistant.answer.figures import FigureAnswers, Reply, Sentence, speak
from assistant.answer.memory import Memory, history
from assistant.answer.numbering import Numbering
from assistant.answer.pack import CountTokens, pack_evidence
from assistant.answer.progress import RECORDS, Corrected, Progress, answer_of
from assistant.answer.question import check_question, contextual_query
from assistant.answer.refuse import mentions, missing_names, why_unanswerable
from assistant.answer.writing import Writer
from assistant.answer.written import written
from assistant.errors import ModelError
from assistant.schema import (
    Answer,
    AnswerEvent,
    Event,
    Finish,
    Hit,
    Statement,
    Thread,
    Usage,
)


class Retrieval(Protocol):
    """Finds papers for a query, best first."""

    @property
    def problem(self) -> str | None:
        """Why the last search was not complete, if it was not."""
        ...

    def search(self, query: str, *, k: int = 10, scope: Collection[str] | None = None) -> list[Hit]:
        """Return at most ``k`` hits within ``scope`` (all papers when ``None``)."""
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
        query = contextual_query(question, [turn.question for turn in thread.turns])
        reply = self._figures.reply(question, query, scope) if self._figures else None
        if reply is None or not reply.whole:
            self._offer(query, scope, progress, reply)
        else:
            progress.problem = self._retrieval.problem
            progress.evidence, progress.refusal = reply.evidence, reply.refusal
            progress.nearest = [item.paper for item in reply.evidence]
        if progress.refusal:
            return
        yield progress.stage("reading")
        # Also those of a stopped turn: the reader has seen their numbers.
        numbering = Numbering(statement for turn in thread.turns for statement in turn.statements)
        for statement in self._said(question, query, thread, progress=progress, reply=reply):
            if statement is None:
                yield progress.stage("citing" if progress.statements else "reading")
            else:
                yield progress.release(statement, numbering)

    def _offer(
        self, query: str, scope: Collection[str] | None, progress: Progress, reply: Reply | None
    ) -> None:
        """Find what the writer may read: the papers that a question about figures names, else those found."""
        found = [hit.paper for hit in self._find(query, scope)]
        named = [item.paper for item in reply.evidence] if reply else []
        progress.problem = self._retrieval.problem
        progress.nearest = found
        progress.refusal = why_unanswerable(query, [*named, *found])
        progress.evidence = pack_evidence(
            named or found, budget=self._limits.context_tokens, count=self._limits.count
        )

    def _said(
        self, question: str, query: str, thread: Thread, *, progress: Progress, reply: Reply | None
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
        yield from written(self._writer, query, remembered, progress)
        if self._figures and progress.statements and progress.finish and progress.finish.complete:
            # The sentences of a reply cite by its keys, which hold as long as no paper was cut for space.
            fits = reply is not None and len(progress.evidence) == len(reply.evidence)
            left = self._figures.rest(question, progress.statements, progress.evidence)
            yield from self._recorded(reply.sentences if reply and fits else left, progress)

    def _recorded(self, sentences: Sequence[Sentence], progress: Progress) -> Iterator[Statement]:
        for statement in speak(sentences, progress.evidence, progress.statements):
            if RECORDS not in progress.spoke:
                progress.spoke.append(RECORDS)
            yield statement

    def _find(self, query: str, scope: Collection[str] | None) -> list[Hit]:
        """Search for the question, and for each name in it that the papers found so far do not mention."""
        found = self._retrieval.search(query, k=self._limits.evidence, scope=scope)
        hits = {hit.paper.id: hit for hit in found}
        for name in missing_names(query, [hit.paper for hit in found]):
            named = self._retrieval.search(name, k=self._limits.evidence, scope=scope)
            hits |= {hit.paper.id: hit for hit in named if mentions(hit.paper, name)}
        return list(hits.values())

    def _answer(self, question: str, thread: Thread, progress: Progress, started: float) -> Answer:
        return answer_of(progress, question, thread.id, self._writer, time.monotonic() - started)
