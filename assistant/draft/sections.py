"""Writes the paragraph of a theme from sentences of its papers, each through the gate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from assistant.answer.extractive.subjects import subjects_of
from assistant.draft.contrast import contrasts
from assistant.draft.openings import Cited, openings
from assistant.draft.protocols import Claims
from assistant.draft.telling import sentences_to_tell, told
from assistant.schema import (
    NOTHING,
    Claim,
    DraftOptions,
    DraftTheme,
    Evidence,
    Relevant,
    Statement,
    Usage,
)
from assistant.verify.gate import Gate


@dataclass(frozen=True)
class Section:
    """A theme that is to be written, with all that may be used for it."""

    topic: str
    theme: DraftTheme
    number: int
    """Its place among the themes, from 0."""
    evidence: tuple[Evidence, ...]
    """The theme's papers under the keys by which they are cited, in the order in which they are told."""
    relevant: Mapping[str, Relevant]
    """How well each sentence fits the topic, by paper id."""
    claims: Mapping[str, Sequence[Claim]]
    """The figures of each paper, by its id."""
    options: DraftOptions


@dataclass
class Report:
    """What writing the sections of a draft took, and what its reader is to know."""

    usage: Usage = NOTHING
    prompts: list[str] = field(default_factory=list[str])
    warnings: list[str] = field(default_factory=list[str])

    def warn(self, warning: str) -> None:
        """Add a warning that was not given yet."""
        if warning not in self.warnings:
            self.warnings.append(warning)


class SectionWriter(Protocol):
    """Writes the paragraph of one theme."""

    @property
    def name(self) -> str:
        """What the reader is told about who wrote."""
        ...

    def write(self, section: Section, report: Report) -> Iterator[tuple[Statement, ...]]:
        """Yield the paragraph as it grows, the whole one last; each sentence has its verdict.

        Markers are evidence keys. What was spent and what went wrong goes into ``report``.
        """
        ...


class ExtractiveSections:
    """The writer that needs no model: sentences of the abstracts, retold, after an opening."""

    name = "extractive"

    def __init__(self, claims: Claims) -> None:
        self._claims = claims

    def write(self, section: Section, report: Report) -> Iterator[tuple[Statement, ...]]:
        """Yield an opening, what each paper does and reports, and how figures compare; all supported."""
        if section.options.language.casefold() != "english":
            report.warn(f"Without a model the draft is in English, not in {section.options.language}.")
        written = [*_paragraph(section, Gate(section.evidence))]
        yield (*written, *contrasts(section.evidence, section.claims, self._claims, written))


def _paragraph(section: Section, gate: Gate) -> Iterator[Statement]:
    papers = [(item.key, item.paper) for item in section.evidence if item.paper.abstract]
    yield from _first(gate, openings(section.theme.title, papers, section.number))
    for (key, paper), subject in zip(papers, subjects_of([paper for _, paper in papers]), strict=True):
        relevant = section.relevant.get(paper.id) or Relevant(paper=paper, probability=0.0)
        chosen = sentences_to_tell(
            relevant, section.claims.get(paper.id, ()), subject.method, section.options.length
        )
        for wordings in told(chosen, paper, subject):
            yield from _first(gate, ((wording, (key,)) for wording in wordings))


def _first(gate: Gate, wordings: Iterable[Cited]) -> Iterator[Statement]:
    """Yield the first wording that the gate supports, if any."""
    checked = (gate.check(text, keys) for text, keys in wordings)
    found = next((one for one in checked if one.verdict == "supported"), None)
    if found:
        yield found
