"""The command that checks manuscripts written elsewhere."""

# Whatever takes long to import waits until its command runs, so that `--help` stays quick.
# ruff: noqa: PLC0415
from __future__ import annotations

from collections import Counter
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
    if report.not_in_library:
        terminal.note("`quotient add FILE` adds the missing papers; then check again.")


def _show_finding(terminal: Terminal, finding: Finding, file: str) -> None:
    style = "red" if finding.failed else "yellow"
    terminal.line(
        (f"{file}:{finding.line}: ", "cyan"), (f"{finding.kind}: ", style), _one_line(finding.message)
    )
    if finding.text:
        terminal.line((_shortened(_one_line(finding.text)), "dim"), indent=4)


def _summary(report: ManuscriptReport) -> str:
    states = Counter(one.state for one in report.sentences)
    counts = {
        "sentences checked": states["checked"],
        "not supported": len(report.failed),
        "not checked": states["not_checked"],
        "numbers without a citation": states["no_citation"],
        "unknown keys": len(report.unknown_keys),
        "cited papers not in the library": len(report.not_in_library),
        "entries never cited": len(report.uncited),
    }
    always = {"sentences checked", "not supported"}
    told = "; ".join(f"{what}: {count}" for what, count in counts.items() if count or what in always)
    return f"{told[:1].upper()}{told[1:]}."


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1]}…"
