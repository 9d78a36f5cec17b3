"""Writes the paragraph of a theme with a model: by a plan, through the gate, with one round of repair."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.answer.figures.subjects import label_of
from assistant.answer.progress import Corrected, Progress
from assistant.answer.writing import Writer
from assistant.answer.written import written
from assistant.draft.sections import ExtractiveSections, Report, Section
from assistant.errors import ModelError
from assistant.prompts import defuse, load_prompt
from assistant.schema import DraftLength, DraftTone, Evidence, Statement
from assistant.text.folding import folded

_log = logging.getLogger(__name__)

_PER_PAPER: dict[DraftLength, str] = {
    "short": "one sentence: what it does",
    "medium": "two sentences: what it does, then its main result with the baseline",
    "long": "three sentences: what it does, how, and its main result with the baseline",
}
_MANNER: dict[DraftTone, str] = {
    "neutral": "Report plainly.",
    "critical": "Report plainly, and say which results cannot be compared and what the papers leave open.",
}


class ModelSections:
    """A model writes; what it leaves out, or all of it where it fails, is told from the abstracts."""

    def __init__(self, writer: Writer, otherwise: ExtractiveSections) -> None:
        self._writer = writer
        self._otherwise = otherwise
        self._brief = load_prompt("brief")
        self._failed = False
        self.name = writer.name

    def write(self, section: Section, report: Report) -> Iterator[tuple[Statement, ...]]:
        """Yield the paragraph as it grows: the model's sentences, corrections in place, then the rest."""
        statements: list[Statement] = []
        if not self._failed:
            yield from self._by_model(section, statements, report)
        supported = {it.paper_id for one in statements if one.verdict == "supported" for it in one.citations}
        left = [item for item in section.evidence if item.paper.id not in supported and item.paper.abstract]
        if left and not self._failed:
            names = ", ".join(_name(item) for item in left)
            report.warn(f"The model left out {names}; sentences of the abstracts tell of them.")
        rest = tuple(self._told(left, section, report)) if left else ()
        yield (*statements, *rest)

    def _by_model(
        self, section: Section, statements: list[Statement], report: Report
    ) -> Iterator[tuple[Statement, ...]]:
        progress = Progress(searched=0, kind="synthesis", evidence=section.evidence, statements=statements)
        try:
            for said in written(self._writer, self._asked(section), (), progress):
                if isinstance(said, Corrected):
                    statements[said.place] = said.statement
                elif said:
                    statements.append(said)
                yield tuple(statements)
        except ModelError as failure:
            _log.info("The model failed at %r: %s", section.theme.title, failure)
            self._failed = not statements
            report.warn(f"{failure} What it did not write is told by sentences of the abstracts.")
        finish = progress.finish
        report.usage += progress.spent + (finish.usage if finish else progress.spent)
        report.prompts += [
            ref for ref in (*self._writer.prompts, *progress.prompts) if ref not in report.prompts
        ]
        for warning in finish.warnings if finish else ():
            report.warn(warning)

    def _told(self, left: Sequence[Evidence], section: Section, report: Report) -> Iterator[Statement]:
        part = replace(section, evidence=tuple(left), theme=section.theme.model_copy(update={"title": ""}))
        for statements in self._otherwise.write(part, report):
            yield from statements

    def _asked(self, section: Section) -> str:
        """Return the brief: which paper is told in which sentences, and how."""
        language = section.options.language
        lines = [
            f"1. One sentence on what these papers share, with a tag of each: {_names(section.evidence)}."
        ]
        lines += [
            f"{number}. {_name(item)} [{item.key}]: {_PER_PAPER[section.options.length]}."
            for number, item in enumerate(section.evidence, start=2)
        ]
        told = lines if len(section.evidence) > 1 else lines[1:]
        manner = _MANNER[section.options.tone]
        return self._brief.render(
            topic=defuse(section.topic),
            theme=defuse(section.theme.title),
            purpose=defuse(section.theme.purpose),
            plan="\n".join(told),
            manner=manner if language.casefold() == "english" else f"{manner} Write in {defuse(language)}.",
        )


def _name(item: Evidence) -> str:
    return defuse(label_of(item.paper) or f'"{folded(item.paper.title)}"')


def _names(evidence: Sequence[Evidence]) -> str:
    return ", ".join(f"{_name(item)} [{item.key}]" for item in evidence)
