"""The command that writes papers and threads as files for other programs."""

# Whatever takes long to import waits until its command runs, so that `--help` stays quick.
# ruff: noqa: PLC0415
from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from assistant.console.documents import check_target, deliver, write_file
from assistant.console.edge import NOTHING_FOUND, current
from assistant.console.options import takes

if TYPE_CHECKING:
    from assistant.console.terminal import Terminal
    from assistant.export.document import Source
    from assistant.export.formats import Exported
    from assistant.pipeline import Assistant
    from assistant.schema import Answer, Draft, Thread

Form = Literal["bibtex", "ris", "csl-json", "csv", "markdown", "json", "latex", "docx"]

_SUFFIXES: dict[str, Form] = {
    **{".bib": "bibtex", ".ris": "ris", ".csv": "csv", ".md": "markdown"},
    **{".json": "json", ".tex": "latex", ".docx": "docx"},
}


@dataclass(frozen=True)
class Target:
    """What kind of file is wanted, and where."""

    form: Form
    path: Path | None
    """``None`` for stdout."""
    force: bool = False

    @property
    def name(self) -> str:
        """Name of the file without its suffix."""
        return self.path.stem if self.path else "references"


@dataclass(frozen=True, kw_only=True)
class FileOptions:
    """Where the file goes that a command makes, and what goes with it."""

    csl: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Style of the citations in a Word file.")
    ] = None
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write to this file.")
    ] = None
    force: Annotated[bool, typer.Option("--force", help="Overwrite files that exist.")] = False
    as_json: Annotated[bool, typer.Option("--json", help="Short for --format json.")] = False

    def placed(self, form: Form | None) -> Target:
        """Return where a file of which kind goes; its name tells the kind where none is given.

        Raises:
            BadParameter: The kind is open or does not go where it should, or the file exists.
        """
        if self.as_json and form not in {None, "json"}:
            raise typer.BadParameter(f"--json and --format {form} exclude each other")
        form = form or ("json" if self.as_json else None)
        form = form or (_SUFFIXES.get(self.output.suffix.lower()) if self.output else None)
        if not form:
            raise typer.BadParameter(f"choose --format {', '.join(_SUFFIXES.values())} or csl-json")
        if form == "docx" and self.output is None:
            raise typer.BadParameter("a Word file is not printed; name one with -o FILE")
        if self.csl and form != "docx":
            raise typer.BadParameter("--csl styles the citations of --format docx only")
        if self.output:
            check_target(self.output, force=self.force)
        return Target(form, self.output, self.force)


@dataclass(frozen=True, kw_only=True)
class ExportOptions(FileOptions):
    """What is exported, as what, and where."""

    papers: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Only these papers; repeat or use commas.")
    ] = None
    thread: Annotated[
        str | None, typer.Option(metavar="ID", help="This thread, or the papers that it cites.")
    ] = None
    turn: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Only the Nth answer of the thread.")
    ] = None
    draft: Annotated[
        str | None, typer.Option(metavar="ID", help="This draft of related work, as it is kept.")
    ] = None
    format: Annotated[Form | None, typer.Option(help="Kind of file; with -o, its name tells it.")] = None

    def target(self) -> Target:
        """Return what is written where, once nothing speaks against it."""
        if sum(map(bool, (self.papers, self.thread, self.draft))) > 1:
            raise typer.BadParameter("--papers, --thread and --draft exclude each other")
        if self.turn and not self.thread:
            raise typer.BadParameter("--turn counts the answers of a thread; name it with --thread ID")
        return self.placed(self.format)


@takes(ExportOptions)
def export_command(options: ExportOptions) -> None:
    """Write papers as a bibliography, or a thread or draft as a document with its references.

    Without --papers, --thread or --draft it is the whole library. LaTeX comes with a .bib file beside it;
    printed, it holds both.
    """
    from assistant.export.formats import export

    run = current()
    target = options.target()
    with run.open("export") as assistant:
        papers = {it.id: it for it in assistant.papers()}
        source = _source(assistant, options)
    if not source:
        run.terminal.note("The library is empty: `quotient add FILE` adds papers.")
        raise typer.Exit(NOTHING_FOUND)
    made = export(source, target.form, papers, name=target.name, style=options.csl)
    deliver_export(run.terminal, made, target)


def _source(assistant: Assistant, options: ExportOptions) -> Source:
    from assistant.console.tasks import find_paper

    if options.thread:
        thread = assistant.threads.get(options.thread)
        return _answer(thread, options.turn) if options.turn else thread
    if options.draft:
        return _kept_draft(assistant, options.draft)
    if options.papers:
        names = [name for item in options.papers for name in item.split(",") if name]
        return list({paper.id: paper for paper in (find_paper(assistant, name) for name in names)}.values())
    return assistant.papers()


def _answer(thread: Thread, number: int) -> Answer:
    from assistant.errors import NotFoundError

    answers = [turn.answer for turn in thread.turns if turn.answer and turn.answer.statements]
    if number > len(answers):
        raise NotFoundError(f"The thread has {len(answers)} answers; choose one of them with --turn.")
    return answers[number - 1]


def _kept_draft(assistant: Assistant, draft_id: str) -> Draft:
    from assistant.errors import NotFoundError

    draft = assistant.drafts.latest(draft_id).draft
    if draft is None:
        raise NotFoundError(
            f"The draft {draft_id!r} is not written yet; write it with `quotient draft --resume {draft_id}`."
        )
    return draft


def deliver_export(terminal: Terminal, made: Exported, target: Target) -> None:
    """Print what was made, or write it and what belongs beside it; a file appears whole or not at all."""
    if target.path is None:
        deliver(terminal, made.in_one.decode(), None)
        return
    if made.beside:
        beside = target.path.with_name(made.beside[0])
        check_target(beside, force=target.force)
        write_file(beside, made.beside[1])
        terminal.note(f"Wrote {beside}.")
    write_file(target.path, made.content)
    terminal.note(f"Wrote {target.path}.")
