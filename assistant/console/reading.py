"""The command that has a model read the abstracts as well."""

# Whatever takes long to import waits until its command runs, so that `--help` stays quick.
# ruff: noqa: PLC0415
from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.console.edge import INTERRUPTED, Invocation
from assistant.errors import ModelError

if TYPE_CHECKING:
    from assistant.console.terminal import Terminal
    from assistant.schema import ReadingReport


def read_claims(
    ctx: typer.Context,
    papers: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Only these papers; repeat or use commas.")
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Read at most so many papers.")] = None,
    again: Annotated[
        bool, typer.Option("--again", help="Also papers that this model has read already.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")] = False,
) -> None:
    """Have the model read the abstracts as well, and compare its claims with those of the rules.

    Claims that only the model finds, and the text bears out, are proposals until you accept them.
    """
    from assistant.console.tasks import find_paper

    run: Invocation = ctx.obj
    with run.open("read-claims") as assistant:
        names = None if papers is None else [name for item in papers for name in item.split(",") if name]
        ids = None if names is None else [find_paper(assistant, name).id for name in names]
        assistant.ledger.refresh()
        reports = assistant.second_reader.read_again(ids, limit=limit, again=again)
        _follow(run.terminal, reports, as_json=as_json)


def _follow(terminal: Terminal, reports: Iterator[ReadingReport], *, as_json: bool) -> None:
    """Show how the reading goes on, and at its end, whatever ended it, what it has come to."""
    last = next(reports)
    if not last.total:
        _show(terminal, last, as_json=as_json)
        return
    try:
        with terminal.progress("Reading") as progress:
            progress(0, last.total)
            for report in reports:
                last = report
                progress(last.done, last.total)
    except KeyboardInterrupt:
        _show(terminal, last, as_json=as_json)
        terminal.note("Interrupted: what was read is kept, and the same command reads the rest.")
        raise typer.Exit(INTERRUPTED) from None
    except ModelError:
        _show(terminal, last, as_json=as_json)
        raise
    _show(terminal, last, as_json=as_json)


def _show(terminal: Terminal, report: ReadingReport, *, as_json: bool) -> None:
    if as_json:
        terminal.json(report.model_dump(mode="json"))
        return
    if not report.total:
        terminal.line("Nothing to read: this model has read every abstract; --again reads them once more.")
        return
    terminal.line(f"{report.done - len(report.failed)} of {report.total} papers read.")
    terminal.line(
        f"{report.agreeing} claims agree, {report.differing} differ in some field, "
        f"{report.unconfirmed} are not confirmed, {report.proposed} are proposed."
    )
    for paper_id, reason in report.failed.items():
        terminal.line(f"{paper_id} not read: {reason}", indent=2)
    for reason, number in sorted(report.refused.items()):
        terminal.line(f"refused: {reason} ({number})", indent=2)
    for name, number in sorted(report.dropped.items()):
        terminal.line(f"left out, as the text says otherwise or nothing: {name} ({number})", indent=2)
    terminal.note(_usage(report))


def _usage(report: ReadingReport) -> str:
    from assistant.export.wording import cost

    usage = report.usage
    about = "about " if usage.estimated else ""
    tokens = f"{about}{usage.prompt_tokens:,} tokens read, {usage.completion_tokens:,} written"
    return f"{', '.join(part for part in (tokens, cost(usage)) if part)}."
