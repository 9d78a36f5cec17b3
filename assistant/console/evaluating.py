"""The command that scores what Quotient reads from abstracts against labelled data."""

# Whatever takes long to import waits until its command runs, so that `--help` stays quick.
# ruff: noqa: PLC0415
from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from assistant.console.edge import Invocation
from assistant.console.examples import examples
from assistant.errors import ConfigurationError

if TYPE_CHECKING:
    from evals.run import Job

Gold = Annotated[Path, typer.Option(metavar="FILE", help="Labelled lines.")]
Papers = Annotated[
    Path | None, typer.Option(metavar="FILE", help="File of the papers; ours when it is left out.")
]
Range = Annotated[
    str | None,
    typer.Option(
        "--range",
        metavar="A-B",
        help="Papers that were labelled, by their place in the file; by default from the first to the last "
        "that has a line.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON with every miss instead of a table.")]

commands = typer.Typer(
    no_args_is_help=True,
    help="Score claims, comparisons and links against labelled data.",
    epilog=examples("eval"),
)


@commands.command("claims", epilog=examples("eval"))
def claims(
    ctx: typer.Context, gold: Gold, papers: Papers = None, places: Range = None, as_json: AsJson = False
) -> None:
    """Score the claims found in abstracts."""
    _run(ctx.obj, _job("claims", gold, papers, places=places), as_json=as_json)


@commands.command("pairs", epilog=examples("eval"))
def pairs(ctx: typer.Context, gold: Gold, papers: Papers = None, as_json: AsJson = False) -> None:
    """Score the verdicts on pairs of claims."""
    _run(ctx.obj, _job("pairs", gold, papers), as_json=as_json)


@commands.command("links", epilog=examples("eval"))
def links(
    ctx: typer.Context, gold: Gold, papers: Papers = None, places: Range = None, as_json: AsJson = False
) -> None:
    """Score the links between papers; a range leaves links from other papers out."""
    _run(ctx.obj, _job("links", gold, papers, places=places), as_json=as_json)


def _job(
    task: Literal["claims", "pairs", "links"], gold: Path, papers: Path | None, *, places: str | None = None
) -> Job:
    try:
        from evals.run import Job
    except ImportError as exc:
        raise ConfigurationError(
            "The evaluation data is part of the source checkout of Quotient, not of the installed package; "
            "run this command in a checkout."
        ) from exc
    return Job(task=task, gold=gold, papers=papers, places=_places(places))


def _places(text: str | None) -> tuple[int, int] | None:
    if text is None:
        return None
    match = re.fullmatch(r"([0-9]+)-([0-9]+)", text)
    if match is None or not 1 <= int(match[1]) <= int(match[2]):
        raise typer.BadParameter(f"{text!r} is no range of places; write it as 1-38")
    return int(match[1]), int(match[2])


def _run(run: Invocation, job: Job, *, as_json: bool) -> None:
    from evals.run import evaluate, to_markdown

    report = evaluate(job)
    if as_json:
        run.terminal.json(report.model_dump(mode="json"))
    else:
        run.terminal.line(to_markdown(report))
