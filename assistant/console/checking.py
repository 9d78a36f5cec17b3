"""The command that checks manuscripts written elsewhere."""

# Whatever takes long to import waits until its command runs, so that `--help` stays quick.
# ruff: noqa: PLC0415
from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.console.edge import FAILED, Invocation

if TYPE_CHECKING:
    from assistant.console.terminal import Terminal
    from assistant.manuscript.report import Finding
    from assistant.schema import ManuscriptReport

_LONGEST_SHOWN = 200


def check(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A manuscript in LaTeX or Markdown.")],
    bib: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE.bib", help="Its bibliography, unless it lies beside it; may be repeated."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")] = False,
) -> None:
    """Check a manuscript: each sentence and number against the abstracts of the papers it cites.

    Exit code 0 says that nothing failed, 1 that something did, 2 that a file could not be read.
    """
    from assistant.export.cite_keys import cite_keys
    from assistant.manuscript import check_manuscript

    run: Invocation = ctx.obj
    with run.open("check") as assistant:
        papers = assistant.papers()
    report = check_manuscript(file, papers, bibliographies=bib or (), keys=cite_keys(papers))
    if as_json:
        run.terminal.json({**report.model_dump(mode="json"), "passed": report.passed})
    else:
        _show(run.terminal, report, str(file))
    if not report.passed:
        raise typer.Exit(FAILED)


def _show(terminal: Terminal, report: ManuscriptReport, file: str) -> None:
    from assistant.manuscript.report import findings

    for finding in findings(report):
        _show_finding(terminal, finding, file if finding.file == report.file else finding.file)
    terminal.line("")
    terminal.line((_summary(report), "bold"))


def _show_finding(terminal: Terminal, finding: Finding, file: str) -> None:
    style = "red" if finding.failed else "yellow"
    terminal.line(
        (f"{file}:{finding.line}: ", "cyan"), (f"{finding.kind}: ", style), _one_line(finding.message)
    )
    if finding.text:
        terminal.line((_shortened(_one_line(finding.text)), "dim"), indent=4)


def _summary(report: ManuscriptReport) -> str:
    checked = [one for one in report.sentences if one.state == "checked"]
    failed = len(report.failed)
    parts = [
        f"{_counted(len(checked), 'sentence')} checked: {len(checked) - failed} supported, {failed} not",
        f"{sum(one.state == 'not_checked' for one in report.sentences)} not checked",
        f"{sum(one.state == 'no_citation' for one in report.sentences)} with a number but no citation",
        f"{_counted(len(report.unknown_keys), 'unknown key')}",
        f"{len(report.not_in_library)} cited but not in the library",
        f"{len(report.uncited)} never cited",
    ]
    return "; ".join(parts) + "."


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1]}…"
