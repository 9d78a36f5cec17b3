"""Answers one question: search, read, write, check every sentence."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from assistant.answer.figures import FigureAnswers, Reply, Sentence, speak
from assistant.answer.numbering import Numbering
from assistant.answer.pack import CountTokens, pack_evidence
from assistant.answer.question import check_question, contextual_query
from assistant.answer.refuse import mentions, missing_names, why_unanswerable
from assistant.answer.writing import NOT_IN_LIBRARY, Writer
from assistant.errors import ModelError
from assistant.schema import (
    Answer,
    AnswerEvent,
    Event,
    Evidence,
    EvidenceItem,
    Finish,
    Hit,
    Nearest,
    Paper,
    Stage,
    StageEvent,
    Statement,
    StatementEvent,
    Thread,
    Turn,
    Usage,
    WriteRequest,
)
from assistant.verify.gate import Gate
from assistant.verify.stream import SentenceStream

RECORDS = "records"
"""Who is said to have written an answer about figures that was made from records of claims."""
NEAREST_SHOWN = 3
HISTORY_TURNS = 3


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


@dataclass
class _Progress:
    """What an answer has gathered so far."""

    searched: int
    evidence: tuple[Evidence, ...] = ()
    nearest: Sequence[Paper] = ()
    """Papers to show with a refusal, the closest first."""
    problem: str | None = None
    """Why the search was not complete, if it was not."""
    statements: list[Statement] = field(default_factory=list[Statement])
    finish: Finish | None = None
    refusal: str | None = None
    """Found before writing: what the library lacks."""
    declined: bool = False
    """The writer said that the evidence does not answer."""
    error: str | None = None
    spoke: list[str] = field(default_factory=list[str])
    """Who wrote: the writer, the records of claims, or both."""
    notes: tuple[str, ...] = ()

    def stage(self, name: Stage) -> StageEvent:
        return StageEvent(
            stage=name,
            searched=self.searched,
            reading=len(self.evidence),
            citing=len(_cited(self.statements)),
        )


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
        progress = _Progress(searched=self._size() if scope is None else len(scope))
        try:
            yield from self._write(asked, thread, scope, progress)
        except ModelError as failure:
            progress.error = str(failure)
            yield AnswerEvent(answer=self._answer(asked, thread, progress, time.monotonic() - started))
            raise
        yield AnswerEvent(answer=self._answer(asked, thread, progress, time.monotonic() - started))

    def _write(
        self, question: str, thread: Thread, scope: Collection[str] | None, progress: _Progress
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
                progress.statements.append(numbering.apply(statement))
                yield StatementEvent(statement=progress.statements[-1], stage=progress.stage("citing"))

    def _offer(
        self, query: str, scope: Collection[str] | None, progress: _Progress, reply: Reply | None
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
        self, question: str, query: str, thread: Thread, *, progress: _Progress, reply: Reply | None
    ) -> Iterator[Statement | None]:
        """Let the records speak, or the writer and then the records on the figures that it left out."""
        if reply and reply.whole:
            yield from self._recorded(reply.sentences, progress)
            if progress.statements:
                progress.finish = Finish(complete=True, reason="stop", usage=Usage(cost=0.0))
                progress.notes = reply.notes
                return
        progress.spoke.append(self._writer.name)
        yield from self._statements(query, thread, progress)
        if self._figures and progress.statements and progress.finish and progress.finish.complete:
            # The sentences of a reply cite by its keys, which hold as long as no paper was cut for space.
            fits = reply is not None and len(progress.evidence) == len(reply.evidence)
            left = self._figures.rest(question, progress.statements, progress.evidence)
            yield from self._recorded(reply.sentences if reply and fits else left, progress)

    def _recorded(self, sentences: Sequence[Sentence], progress: _Progress) -> Iterator[Statement]:
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

    def _statements(self, query: str, thread: Thread, progress: _Progress) -> Iterator[Statement | None]:
        """Run the writer through the gate; a sentence is released only with its verdict.

        ``None`` passes on that the writer is waiting, so that whoever reads the events can stop it.
        """
        gate, sentences = Gate(progress.evidence), SentenceStream()
        request = WriteRequest(question=query, evidence=progress.evidence, history=_history(thread))
        for piece in self._writer.write(request):
            if isinstance(piece, Finish):
                progress.finish = piece
                break
            if not piece.text:
                yield None
            yield from _checked(gate, sentences.feed(piece), progress)
        yield from _checked(gate, sentences.flush(), progress)

    def _answer(self, question: str, thread: Thread, progress: _Progress, seconds: float) -> Answer:
        refused = _refused(progress)
        statements = () if refused else tuple(progress.statements)
        finish = progress.finish or Finish(complete=progress.refusal is not None, reason="")
        cited = _cited(statements)
        return Answer(
            thread_id=thread.id,
            question=question,
            abstained=refused is not None,
            message=refused or "",
            writer=" and ".join(progress.spoke) or self._writer.name,
            statements=statements,
            evidence=tuple(_item(evidence, cited) for evidence in progress.evidence),
            nearest=_nearest(progress.nearest) if refused else (),
            usage=finish.usage,
            prompts=() if progress.spoke == [RECORDS] else self._writer.prompts,
            incomplete=not finish.complete,
            error=progress.error,
            warnings=_warnings(finish, progress),
            seconds=round(seconds, 3),
        )


def _checked(
    gate: Gate, sentences: Iterable[tuple[str, tuple[int, ...] | None]], progress: _Progress
) -> Iterator[Statement]:
    for text, keys in sentences:
        if NOT_IN_LIBRARY in text.upper():
            progress.declined = True
        else:
            yield gate.check(text, keys)


def _refused(progress: _Progress) -> str | None:
    """Why there is no answer: found before writing, said by the writer, or nothing written."""
    if progress.error or progress.statements:
        return None
    finished = progress.finish is not None and progress.finish.complete
    nothing = "Nothing in your library answers this question."
    return progress.refusal or (nothing if progress.declined or finished else None)


def _cited(statements: Sequence[Statement]) -> set[str]:
    return {citation.paper_id for statement in statements for citation in statement.citations}


def _item(evidence: Evidence, cited: set[str]) -> EvidenceItem:
    paper = evidence.paper
    return EvidenceItem(key=evidence.key, paper_id=paper.id, title=paper.title, cited=paper.id in cited)


def _nearest(papers: Sequence[Paper]) -> tuple[Nearest, ...]:
    return tuple(Nearest(paper_id=paper.id, title=paper.title) for paper in papers[:NEAREST_SHOWN])


def _warnings(finish: Finish, progress: _Progress) -> tuple[str, ...]:
    cut = () if finish.complete or not finish.reason else (finish.reason,)
    partial = progress.declined and progress.statements
    doubt = ("The model also said that the papers do not answer the question.",) if partial else ()
    search = (progress.problem,) if progress.problem else ()
    return (*search, *finish.warnings, *cut, *doubt, *progress.notes)


def _history(thread: Thread) -> tuple[Turn, ...]:
    """The last exchanges as the writer sees them: only sentences that passed the gate."""
    return tuple(
        Turn(
            question=turn.question,
            answer=" ".join(one.text for one in turn.answer.statements if one.verdict == "supported"),
        )
        for turn in thread.turns[-HISTORY_TURNS:]
        if turn.answer and not turn.answer.abstained
    )
