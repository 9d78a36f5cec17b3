"""What passes between answering and whoever writes, corrects or plans."""

from __future__ import annotations

import secrets
from typing import Literal, Self

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
    """In US dollars, as the prices are; ``None`` when no price is set, 0 when local and free."""
    cached: bool = False
    """True when all of it was said before and came out of the library."""

    def __add__(self, other: Usage) -> Self:
        """Return what both took together; what took nothing at all changes nothing."""
        if other == NOTHING:
            return self
        if self == NOTHING:
            return self.model_copy(update=dict(other))
        known = self.cost is not None and other.cost is not None
        return self.model_copy(
            update={
                "prompt_tokens": self.prompt_tokens + other.prompt_tokens,
                "completion_tokens": self.completion_tokens + other.completion_tokens,
                "estimated": self.estimated or other.estimated,
                "cost": (self.cost or 0.0) + (other.cost or 0.0) if known else None,
                "cached": self.cached and other.cached,
            }
        )


NOTHING = Usage(cost=0.0)
"""What an answer takes that no model had a part in."""


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
    nonce: str = Field(default_factory=lambda: secrets.token_hex(8), pattern=r"^[0-9a-f]{16}$")
    """Random word of this request, from which a writer makes what sets quoted text apart."""


class Failed(Value):
    """A sentence that did not pass the gate, as its writer is told of it."""

    text: str
    keys: tuple[int, ...]
    """Evidence keys that it cites."""
    reasons: tuple[str, ...]


class RepairRequest(Value):
    """Sentences to correct, and the request that they were written for."""

    request: WriteRequest
    failed: tuple[Failed, ...]


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
