"""What an answer has gathered while it is made, and the answer that it amounts to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from assistant.answer.numbering import Numbering
from assistant.answer.writing import Writer
from assistant.schema import (
    NOTHING,
    Answer,
    Evidence,
    EvidenceItem,
    Finish,
    Nearest,
    Paper,
    QuestionKind,
    Stage,
    StageEvent,
    Statement,
    StatementEvent,
    Usage,
)

RECORDS = "records"
"""Who is said to have written an answer about figures that was made from records of claims."""
NEAREST_SHOWN = 3


class Corrected(NamedTuple):
    """A statement that takes the place of one released before."""

    place: int
    """Among the statements so far, from 0."""
    statement: Statement


@dataclass
class Progress:
    """What an answer has gathered so far."""

    searched: int
    kind: QuestionKind = "fact"
    evidence: tuple[Evidence, ...] = ()
    nearest: Sequence[Paper] = ()
    """Papers to show with a refusal, the closest first."""
    problem: str | None = None
    """Why the search was not complete, if it was not."""
    statements: list[Statement] = field(default_factory=list[Statement])
    finish: Finish | None = None
    correction: str = ""
    """What the question takes for granted and the papers do not bear out."""
    refusal: str | None = None
    """Found before writing: what the library lacks."""
    declined: bool = False
    """The writer said that the evidence does not answer."""
    error: str | None = None
    spoke: list[str] = field(default_factory=list[str])
    """Who wrote: the writer, the records of claims, or both."""
    notes: tuple[str, ...] = ()
    spent: Usage = NOTHING
    """What requests took beside the writing itself."""
    prompts: list[str] = field(default_factory=list[str])
    """References of the prompts of those requests."""

    def spend(self, usage: Usage, prompts: Sequence[str]) -> None:
        """Add what a request took, and which prompts it used."""
        self.spent += usage
        self.prompts += [ref for ref in prompts if ref not in self.prompts]

    def release(self, said: Statement | Corrected, numbering: Numbering) -> StatementEvent:
        """Add a statement, or put it where a failed one stood, and return the event that shows it."""
        place = said.place if isinstance(said, Corrected) else None
        statement = numbering.apply(said.statement if isinstance(said, Corrected) else said)
        if place is None:
            self.statements.append(statement)
        else:
            self.statements[place] = statement
        return StatementEvent(statement=statement, stage=self.stage("citing"), replaces=place)

    def stage(self, name: Stage) -> StageEvent:
        """Return the event that tells of this stage, with the counts so far."""
        return StageEvent(
            stage=name,
            searched=self.searched,
            reading=len(self.evidence),
            citing=len(cited(self.statements)),
        )


def answer_of(progress: Progress, question: str, thread_id: str, writer: Writer, seconds: float) -> Answer:
    """Return the answer that was gathered, or the refusal that it came to."""
    refused = _refused(progress)
    statements = () if refused else tuple(progress.statements)
    finish = progress.finish or Finish(complete=progress.refusal is not None, reason="")
    papers = cited(statements)
    return Answer(
        thread_id=thread_id,
        question=question,
        abstained=refused is not None,
        message=refused or "",
        correction="" if refused else progress.correction,
        kind=progress.kind,
        writer=" and ".join(progress.spoke) or writer.name,
        statements=statements,
        evidence=tuple(_item(evidence, papers) for evidence in progress.evidence),
        nearest=_nearest(progress.nearest) if refused else (),
        usage=finish.usage + progress.spent,
        prompts=_prompts(progress, writer),
        incomplete=not finish.complete,
        error=progress.error,
        warnings=_warnings(finish, progress),
        seconds=round(seconds, 3),
    )


def _prompts(progress: Progress, writer: Writer) -> tuple[str, ...]:
    own = () if progress.spoke == [RECORDS] else writer.prompts
    return tuple(dict.fromkeys((*own, *progress.prompts)))


def _refused(progress: Progress) -> str | None:
    """Why there is no answer: found before writing, said by the writer, or nothing written."""
    if progress.error or progress.statements:
        return None
    finished = progress.finish is not None and progress.finish.complete
    nothing = "Nothing in your library answers this question."
    return progress.refusal or (nothing if progress.declined or finished else None)


def cited(statements: Sequence[Statement]) -> set[str]:
    """Return the ids of the papers that statements cite."""
    return {citation.paper_id for statement in statements for citation in statement.citations}


def _item(evidence: Evidence, papers: set[str]) -> EvidenceItem:
    paper = evidence.paper
    return EvidenceItem(key=evidence.key, paper_id=paper.id, title=paper.title, cited=paper.id in papers)


def _nearest(papers: Sequence[Paper]) -> tuple[Nearest, ...]:
    return tuple(Nearest(paper_id=paper.id, title=paper.title) for paper in papers[:NEAREST_SHOWN])


def _warnings(finish: Finish, progress: Progress) -> tuple[str, ...]:
    cut = () if finish.complete or not finish.reason else (finish.reason,)
    partial = progress.declined and progress.statements
    doubt = ("The model also said that the papers do not answer the question.",) if partial else ()
    search = (progress.problem,) if progress.problem else ()
    return (*search, *finish.warnings, *cut, *doubt, *progress.notes)
