"""The command that drafts related work."""

# Whatever takes long to import waits until its command runs, so that `--help` stays quick.
# ruff: noqa: PLC0415
from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from assistant.console.edge import FAILED, current
from assistant.console.exporting import FileOptions, Target, deliver_export
from assistant.console.options import takes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.console.terminal import Terminal
    from assistant.pipeline import Assistant
    from assistant.schema import Draft, DraftVersion

Form = Literal["md", "markdown", "latex", "docx", "json", "bibtex", "ris", "csl-json", "csv"]


@dataclass(frozen=True, kw_only=True)
class DraftingOptions(FileOptions):
    """What is drafted from which papers, and where it goes."""

    topic: Annotated[str | None, typer.Argument(help="What the related work is about.")] = None
    papers: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="Exactly these papers; repeat or use commas. Else those suggested."),
    ] = None
    resume: Annotated[
        str | None, typer.Option("--resume", metavar="ID", help="Write a kept draft from its outline again.")
    ] = None
    length: Annotated[
        Literal["short", "medium", "long"], typer.Option(help="One, two or three sentences per paper.")
    ] = "medium"
    tone: Annotated[Literal["neutral", "critical"], typer.Option(help="For a model that writes.")] = "neutral"
    language: Annotated[str, typer.Option(help="For a model that writes.")] = "English"
    table: Annotated[bool, typer.Option(help="Add a table of the claimed figures.")] = True
    format: Annotated[Form | None, typer.Option(help="Kind of file; with -o, its name tells it.")] = None

    def target(self) -> Target:
        """Return what is written where, once nothing speaks against it."""
        if (self.topic is None) == (self.resume is None):
            raise typer.BadParameter("name a topic, or a kept draft with --resume ID")
        form = "markdown" if self.format == "md" else self.format
        printed = form is None and self.output is None and not self.as_json
        return self.placed("markdown" if printed else form)


@takes(DraftingOptions)
def draft_command(options: DraftingOptions) -> None:
    """Draft a related-work section, each sentence cited and checked, and each chosen paper accounted for.

    The draft is kept in the library, where the app shows and changes it.
    """
    from assistant.export.formats import export

    run = current()
    target = options.target()
    with run.open("draft") as assistant:
        draft_id = options.resume or _begun(assistant, options)
        draft = _written(run.terminal, assistant, draft_id)
        papers = {it.id: it for it in assistant.papers()}
    made = export(draft, target.form, papers, name=target.name, style=options.csl)
    deliver_export(run.terminal, made, target)
    _tell(run.terminal, draft, draft_id)
    if not draft.coverage.holds or draft.incomplete:
        raise typer.Exit(FAILED)


def _begun(assistant: Assistant, options: DraftingOptions) -> str:
    """Find or take the papers, group them, and keep this as a new draft."""
    from assistant.schema import DraftOptions

    topic = options.topic or ""
    chosen = _chosen(assistant, options.papers) if options.papers else None
    found = () if chosen else tuple(assistant.drafting.candidates(topic))
    selected = chosen or tuple(one.paper_id for one in found if one.suggested)
    outline = assistant.drafting.outline(topic, selected)
    settings = DraftOptions(
        length=options.length, tone=options.tone, language=options.language, table=options.table
    )
    kept = assistant.drafts.create(
        outline.topic, candidates=found, selected=selected, outline=outline, options=settings
    )
    return kept.id


def _chosen(assistant: Assistant, names: Sequence[str]) -> tuple[str, ...]:
    from assistant.console.tasks import find_paper

    single = [name for item in names for name in item.split(",") if name]
    return tuple(dict.fromkeys(find_paper(assistant, name).id for name in single))


def _written(terminal: Terminal, assistant: Assistant, draft_id: str) -> Draft:
    """Write a draft from the outline that is kept, and keep it as a version."""
    from assistant.errors import DraftError

    version: DraftVersion = assistant.drafts.latest(draft_id)
    if version.outline is None or version.selected is None:
        raise DraftError("The draft has no outline yet; group its papers into themes in the app first.")
    draft = None
    with terminal.progress("Writing") as progress:
        for event in assistant.drafting.stream(version.outline, version.selected, version.options):
            progress(event.done, event.total)
            draft = event.draft
    if draft is None:
        raise DraftError("Nothing was written; try again.")
    assistant.drafts.save(draft_id, f"Written by {draft.writer}", draft=draft)
    return draft


def _tell(terminal: Terminal, draft: Draft, draft_id: str) -> None:
    """Say how the selected papers are covered, and what the reader has to know."""
    coverage = draft.coverage
    terminal.note(f"{len(coverage.cited)} of {len(coverage.selected)} selected papers are cited.")
    for one in coverage.missing:
        terminal.note(f"Not cited: {one.title} ({one.reason or 'no reason is given'}).")
    for warning in draft.warnings:
        terminal.note(warning)
    terminal.note(f"To write it again: quotient draft --resume {draft_id}")
