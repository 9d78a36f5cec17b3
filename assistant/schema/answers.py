"""Statements with their verdicts, the answers they make, and the events of an answer in the making."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from assistant.schema.base import Value
from assistant.schema.papers import PaperField
from assistant.schema.writing import QuestionKind, Usage

VerdictKind = Literal[
    "supported",
    "number_not_in_source",
    "wrong_paper",
    "qualifier_dropped",
    "unknown_source",
    "quote_not_found",
    "no_citation",
    "not_supported",
]

Stage = Literal["searching", "reading", "citing", "done"]


class Citation(Value):
    """A citation of a statement: the paper and the exact slice of its text that is quoted."""

    marker: int = Field(ge=1)
    """Number shown to the reader, in order of appearance within the thread."""
    paper_id: str
    title: str
    quote: str
    """Exact slice ``field[start:end]`` of the paper's stored text."""
    field: PaperField = "abstract"
    start: int = Field(ge=0)
    end: int = Field(ge=0)


class Statement(Value):
    """One sentence of an answer with its citations and the gate's verdict."""

    text: str
    """The sentence; citation markers inside it are ``[marker]``, trailing ones are left out."""
    verdict: VerdictKind
    reasons: tuple[str, ...] = ()
    """Why the verdict is not ``supported``, one clause each."""
    citations: tuple[Citation, ...] = ()


class Nearest(Value):
    """A paper shown with a refusal: close, but not an answer."""

    paper_id: str
    title: str


class EvidenceItem(Value):
    """A paper that was read for an answer, whether or not it is cited."""

    key: int
    paper_id: str
    title: str
    cited: bool


class Answer(Value):
    """What the assistant says to one question."""

    thread_id: str
    question: str
    abstained: bool
    message: str = ""
    """What to tell the user when there are no statements."""
    correction: str = ""
    """What the question takes for granted and the cited sentences do not bear out, as a sentence."""
    kind: QuestionKind = "fact"
    """What kind of question it was taken for."""
    writer: str
    """Who wrote: ``extractive``, ``scripted`` or ``openai:<model>``.

    ``records`` where all sentences were made from records of claims, ``<writer> and records`` where these
    added figures that the writer left out.
    """
    statements: tuple[Statement, ...] = ()
    evidence: tuple[EvidenceItem, ...] = ()
    nearest: tuple[Nearest, ...] = ()
    usage: Usage = Usage()
    prompts: tuple[str, ...] = ()
    """References ``name@version`` of the prompts used."""
    incomplete: bool = False
    """True when the stream was cut, stopped or hit a limit."""
    error: str | None = None
    """What made the model fail, when it did."""
    warnings: tuple[str, ...] = ()
    seconds: float = 0.0


class StageEvent(Value):
    """Progress of an answer, with the counts reached so far."""

    stage: Stage
    searched: int = 0
    reading: int = 0
    citing: int = 0


class StatementEvent(Value):
    """A sentence that has been through the gate, whatever its verdict."""

    statement: Statement
    stage: StageEvent
    """Progress including this sentence."""
    replaces: int | None = None
    """Place from 0, among the sentences released so far, of the failed one that this one stands in for."""


class AnswerEvent(Value):
    """The finished answer; always the last event."""

    answer: Answer


Event = StageEvent | StatementEvent | AnswerEvent
