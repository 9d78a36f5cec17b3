"""What passes between answering and a writer."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from assistant.schema.base import Value
from assistant.schema.papers import Paper, ScoredSentence

QuestionKind = Literal["fact", "comparison", "aggregate", "synthesis", "lookup"]
"""One thing asked, papers set side by side, all papers that fit, a theme, or where a rare word stands."""


class Evidence(Value):
    """A paper offered to a writer; the closed list that may be cited."""

    key: int = Field(ge=1)
    """Number under which the writer cites this paper."""
    paper: Paper
    sentences: tuple[ScoredSentence, ...] = ()
    """How well each sentence of the abstract fits the question, in order; empty when nobody has looked."""


class Usage(Value):
    """Tokens and cost of one answer."""

    prompt_tokens: int = 0
    completion_tokens: int = 0
    estimated: bool = False
    """True when counted here because the server reported nothing."""
    cost: float | None = None
    """In the currency of the configured prices; ``None`` when no price is set, 0 when local and free."""


class Turn(Value):
    """An earlier exchange of the same thread, as a writer sees it."""

    question: str
    answer: str


class WriteRequest(Value):
    """All that a writer gets: the question, the closed list of evidence and the thread so far."""

    question: str
    evidence: tuple[Evidence, ...]
    kind: QuestionKind = "fact"
    history: tuple[Turn, ...] = ()


class Delta(Value):
    """A piece of a writer's output."""

    text: str
    sentence: bool = False
    """True when ``text`` is one whole sentence that must not be split again."""
    keys: tuple[int, ...] | None = None
    """Cited evidence keys, when the writer gives them apart from the text."""


class Finish(Value):
    """How a writer's output ended."""

    complete: bool
    """False when the stream was cut or hit a length limit."""
    reason: str
    """The server's finish reason, or what happened instead, as a clause for the user."""
    usage: Usage = Usage()
    warnings: tuple[str, ...] = ()
