"""Papers, where they came from, and what an import or a search did with them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from assistant.schema.base import Value

PaperField = Literal["title", "abstract"]


class Source(Value):
    """Where a paper's record came from."""

    format: str
    """Name of the reader, for example ``daily_papers``."""
    file: str
    """File name without its folder."""
    line: int = Field(ge=1)
    """First line (or record number) of the paper in the file."""


class Paper(Value):
    """One paper of the library, its text kept verbatim."""

    id: str
    """Content hash of the folded title and abstract."""
    title: str
    abstract: str | None = None
    """``None`` means that only the title is known; such a paper is never cited for a claim."""
    authors: tuple[str, ...] = ()
    year: int | None = None
    date: str | None = None
    """Date as the source printed it."""
    venue: str | None = None
    doi: str | None = None
    arxiv_id: str | None = None
    urls: tuple[str, ...] = ()
    source: Source | None = None
    flags: tuple[str, ...] = ()


class Problem(Value):
    """Something in a file that could not be understood or used."""

    line: int = Field(ge=1)
    """Line of the file, from 1."""
    text: str
    """Start of the offending text."""
    reason: str


class Ingested(Value):
    """What a reader found in one file."""

    papers: tuple[Paper, ...]
    problems: tuple[Problem, ...] = ()


class Skipped(Value):
    """A paper or line that an import left out, and why."""

    title: str
    reason: str
    line: int | None = None


class AddReport(Value):
    """What one import changed in the library."""

    file: str
    added: tuple[str, ...] = ()
    """Ids of new papers."""
    merged: tuple[str, ...] = ()
    """Ids of papers that gained a field."""
    skipped: tuple[Skipped, ...] = ()


class Passage(Value):
    """A run of whole sentences of one abstract, the unit that is embedded."""

    paper_id: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    text: str


class ScoredSentence(Value):
    """A sentence of an abstract and how well it fits a question."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    score: float
    """From 0 to 1; comparable between the papers of one question."""
    parts: tuple[float, ...] = ()
    """The same for each part of the question, when it asks several things."""
    figure: bool = False
    """True when it states a figure that the question asks for."""


class Relevant(Value):
    """A paper and how likely it belongs into the answer to a question."""

    paper: Paper
    probability: float = Field(ge=0, le=1)
    sentences: tuple[ScoredSentence, ...] = ()
    """All sentences of the abstract, in order."""


class Hit(Value):
    """A paper found by a query."""

    paper: Paper
    score: float
    """Fused score; higher is better, comparable only within one result list."""
    cosine: float | None = None
    """Cosine of the closest passage; ``None`` when not found that way."""
    dense_rank: int | None = None
    """Rank by embedding, from 1; ``None`` when not found that way."""
    lexical_rank: int | None = None
    """Rank by full text, from 1; ``None`` when not found that way."""
