"""The commands that score what Quotient reads, finds and answers against labelled data."""

# Whatever takes long to import waits until its command runs, so that `--help` stays quick.
# ruff: noqa: PLC0415
from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from assistant.console.documents import deliver
from assistant.console.edge import current
from assistant.console.examples import examples
from assistant.console.options import takes
from assistant.errors import ConfigurationError

EXTRACTIVE = "extractive"


@dataclass(frozen=True, kw_only=True)
class EvalOptions:
    """The options of every task."""

    gold: Annotated[Path, typer.Option(metavar="FILE", help="Labelled lines.")]
    papers: Annotated[
        Path | None, typer.Option(metavar="FILE", help="File of the papers; ours when it is left out.")
    ] = None
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON with every sample and miss instead of a table.")
    ] = False
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE.md", help="Write the table and every miss to this file."
        ),
    ] = None


@dataclass(frozen=True, kw_only=True)
class PlacedOptions(EvalOptions):
    """The options of tasks of which a range of papers is labelled."""

    places: Annotated[
        str | None,
        typer.Option(
            "--range",
            metavar="A-B",
            help="Papers that were labelled, by their place in the file; by default from the first to the "
            "last that has a line.",
        ),
    ] = None


@dataclass(frozen=True, kw_only=True)
class AskedOptions(EvalOptions):
    """The options of tasks in which something is written."""

    writer: Annotated[
        str,
        typer.Option(
            help="Who answers: extractive, openai (at the configured server and model) or provider:model."
        ),
    ] = EXTRACTIVE
    runs: Annotated[
        int, typer.Option(min=1, help="Ask everything so often, each time in a new library, and compare.")
    ] = 1


commands = typer.Typer(
    no_args_is_help=True,
    help="Score answers, searches, claims, comparisons and links against labelled data.",
    epilog=examples("eval"),
)


@commands.command("questions", epilog=examples("eval"))
@takes(AskedOptions)
def questions(options: AskedOptions) -> None:
    """Score the answers to questions, in a library made for it and thrown away."""
    _run("questions", options, writer=options.writer, runs=options.runs)


@commands.command("claims", epilog=examples("eval"))
@takes(PlacedOptions)
def claims(options: PlacedOptions) -> None:
    """Score the claims found in abstracts."""
    _run("claims", options, places=_places(options.places))


@commands.command("pairs", epilog=examples("eval"))
@takes(EvalOptions)
def pairs(options: EvalOptions) -> None:
    """Score the verdicts on pairs of claims."""
    _run("pairs", options)


@commands.command("links", epilog=examples("eval"))
@takes(PlacedOptions)
def links(options: PlacedOptions) -> None:
    """Score the links between papers; a range leaves links from other papers out."""
    _run("links", options, places=_places(options.places))


def _places(text: str | None) -> tuple[int, int] | None:
    if text is None:
        return None
    match = re.fullmatch(r"([0-9]+)-([0-9]+)", text)
    if match is None or not 1 <= int(match[1]) <= int(match[2]):
        raise typer.BadParameter(f"{text!r} is no range of places; write it as 1-38")
    return int(match[1]), int(match[2])


def _run(
    task: str,
    options: EvalOptions,
    *,
    places: tuple[int, int] | None = None,
    writer: str = EXTRACTIVE,
    runs: int = 1,
) -> None:
    """Run a task, and print its report or write it to a file."""
    _check_output(options.output)
    try:
        from evals.job import Job
        from evals.report import to_document, to_markdown
        from evals.run import evaluate
    except ImportError as exc:
        raise ConfigurationError(
            "The evaluation data is part of the source checkout of Quotient, not of the installed package; "
            "run this command in a checkout."
        ) from exc
    report = evaluate(
        Job(task=task, gold=options.gold, papers=options.papers, places=places, writer=writer, runs=runs)
    )
    terminal = current().terminal
    if options.output:
        deliver(terminal, to_document(report), options.output)
    if options.as_json:
        terminal.json(report.model_dump(mode="json"))
    elif options.output is None:
        terminal.line(to_markdown(report))


def _check_output(path: Path | None) -> None:
    """Refuse a file that cannot be written before anything takes time."""
    if path is not None and (path.suffix != ".md" or not path.absolute().parent.is_dir()):
        raise typer.BadParameter(
            f"{str(path)!r} cannot be written; name a file that ends in .md, in a folder that exists"
        )
