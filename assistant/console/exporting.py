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

Form = Literal["bibtex", "ris", "csl-json", "csv", "markdown", "json", "latex", "docx"]

_SUFFIXES: dict[str, Form] = {
    **{".bib": "bibtex", ".ris": "ris", ".csv": "csv", ".md": "markdown"},
    **{".json": "json", ".tex": "latex", ".docx": "docx"},
}


@dataclass(frozen=True, kw_only=True)
class ExportOptions:
    """What is exported, as what, and where."""

    papers: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Only these papers; repeat or use commas.")
    ] = None
    thread: Annotated[
        str | None, typer.Option(metavar="ID", help="This thread, or the papers that it cites.")
    ] = None
    format: Annotated[Form | None, typer.Option(help="Kind of file; with -o, its name tells it.")] = None
    csl: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Style of the citations in a Word file.")
    ] = None
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write to this file.")
    ] = None
    force: Annotated[bool, typer.Option("--force", help="Overwrite files that exist.")] = False

    def form(self) -> Form:
        """Return the kind of file that is wanted, once nothing speaks against it."""
        if self.papers and self.thread:
            raise typer.BadParameter("--papers and --thread exclude each other")
        form = self.format or (self.output and _SUFFIXES.get(self.output.suffix.lower()))
        if not form:
            raise typer.BadParameter(f"choose --format {', '.join(_SUFFIXES.values())} or csl-json")
        if form == "docx" and self.output is None:
            raise typer.BadParameter("a Word file is not printed; name one with -o FILE")
        if self.csl and form != "docx":
            raise typer.BadParameter("--csl styles the citations of --format docx only")
        if self.output:
            check_target(self.output, force=self.force)
        return form


@takes(ExportOptions)
def export_command(options: ExportOptions) -> None:
    """Write papers as a bibliography, or a thread as a document with its references.

    Without --papers or --thread it is the whole library. LaTeX comes with a .bib file beside it; printed, it
    holds both.
    """
    from assistant.export.formats import export

    run = current()
    form = options.form()
    with run.open("export") as assistant:
        papers = {it.id: it for it in assistant.papers()}
        source = _source(assistant, options)
    if not source:
        run.terminal.note("The library is empty: `quotient add FILE` adds papers.")
        raise typer.Exit(NOTHING_FOUND)
    name = options.output.stem if options.output else "references"
    made = export(source, form, papers, name=name, style=options.csl)
    _deliver(run.terminal, made, options)


def _source(assistant: Assistant, options: ExportOptions) -> Source:
    from assistant.console.tasks import find_paper

    if options.thread:
        return assistant.threads.get(options.thread)
    if options.papers:
        names = [name for item in options.papers for name in item.split(",") if name]
        return list({paper.id: paper for paper in (find_paper(assistant, name) for name in names)}.values())
    return assistant.papers()


def _deliver(terminal: Terminal, made: Exported, options: ExportOptions) -> None:
    if options.output is None:
        deliver(terminal, made.in_one.decode(), None)
        return
    if made.beside:
        beside = options.output.with_name(made.beside[0])
        check_target(beside, force=options.force)
        write_file(beside, made.beside[1])
        terminal.note(f"Wrote {beside}.")
    write_file(options.output, made.content)
    terminal.note(f"Wrote {options.output}.")
