"""A related-work draft and the steps that lead to it: candidates, outline, text and coverage."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, Self

from pydantic import Field, model_validator

from assistant.schema.answers import Statement
from assistant.schema.base import Value
from assistant.schema.claims import Comparison
from assistant.schema.writing import Usage

DraftLength = Literal["short", "medium", "long"]
"""One sentence per paper, up to two, or up to three."""
DraftTone = Literal["neutral", "critical"]
"""Plain report, or with an eye to what is not comparable and not covered."""


class DraftOptions(Value):
    """How a draft is to be written."""

    length: DraftLength = "medium"
    tone: DraftTone = "neutral"
    language: str = Field(default="English", min_length=1, max_length=40)
    """Language of the draft; other than English only where a model writes."""
    table: bool = True
    """Whether a table of claimed figures is part of the draft."""


class Candidate(Value):
    """A paper that may belong to a topic."""

    paper_id: str
    title: str
    probability: float = Field(ge=0, le=1)
    suggested: bool
    """True for papers above the suggested cut."""
    reasons: tuple[str, ...] = ()
    """Why it was found and why it is or is not suggested, one clause each."""


class DraftTheme(Value):
    """Papers that a section tells of together."""

    title: str
    papers: tuple[str, ...]
    """Ids, in the order in which they are told."""
    purpose: str = ""
    """What the section is to say, in one line."""


class Outline(Value):
    """The themes of a draft, in order; a paper belongs to at most one."""

    topic: str
    themes: tuple[DraftTheme, ...]

    @model_validator(mode="after")
    def _no_paper_twice(self) -> Self:
        papers = self.papers
        if len(set(papers)) < len(papers):
            raise ValueError("a paper stands under two themes")
        return self

    @property
    def papers(self) -> tuple[str, ...]:
        """Ids of all papers, in order."""
        return tuple(id_ for theme in self.themes for id_ in theme.papers)


class Paragraph(Value):
    """The sentences of one theme."""

    theme: str
    statements: tuple[Statement, ...]


class Missing(Value):
    """A selected paper that the text does not cite."""

    paper_id: str
    title: str
    reason: str


class Coverage(Value):
    """What the text cites, laid beside what was selected; all are ids of papers."""

    selected: tuple[str, ...] = ()
    cited: tuple[str, ...] = ()
    """In order of appearance."""
    missing: tuple[Missing, ...] = ()
    """Selected and not cited, each with the reason."""
    extraneous: tuple[str, ...] = ()
    """Cited and not selected."""

    @property
    def holds(self) -> bool:
        """True when nothing unselected is cited and each missing paper has a reason."""
        return not self.extraneous and all(one.reason for one in self.missing)


class Draft(Value):
    """A related-work section: paragraphs by theme, each sentence with its citations and verdict."""

    topic: str
    options: DraftOptions = DraftOptions()
    themes: tuple[DraftTheme, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    """In order; citations are numbered by first appearance through the whole draft."""
    comparison: Comparison | None = None
    """The figures of its table; ``None`` when there is no table."""
    coverage: Coverage = Coverage()
    writer: str = "extractive"
    usage: Usage = Usage()
    prompts: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    incomplete: bool = False
    """True when writing was stopped or the model failed; what was written is kept."""
    seconds: float = 0.0


DraftStage = Literal["reading", "writing", "checking", "done"]


class DraftEvent(Value):
    """Progress of a draft in the making, with what is written so far."""

    stage: DraftStage
    done: int = 0
    """Themes written, of ``total``."""
    total: int = 0
    draft: Draft


class DraftVersion(Value):
    """All steps of a draft as they stood at one time; a step not reached yet is ``None``."""

    number: int = Field(ge=1)
    created: datetime
    note: str
    """What was changed."""
    topic: str
    options: DraftOptions = DraftOptions()
    candidates: tuple[Candidate, ...] = ()
    selected: tuple[str, ...] | None = None
    outline: Outline | None = None
    draft: Draft | None = None


class StoredDraft(Value):
    """A draft that the library keeps, with its versions."""

    id: str
    title: str
    created: datetime
    versions: tuple[DraftVersion, ...] = ()
    """In order; the last one is current."""
