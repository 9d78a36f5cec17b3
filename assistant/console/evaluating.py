"""The command that scores what Quotient reads from abstracts against labelled data."""

# Whatever takes long to import waits until its command runs, so that `--help` stays quick.
# ruff: noqa: PLC0415
from __future__ import annotations

import re
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from assistant.console.edge import Invocation
from assistant.console.examples import examples
from assistant.errors import ConfigurationError

if TYPE_CHECKING:
    from pydantic import BaseModel

    from assistant.models.judge import SupportJudge
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


@commands.command("attack", epilog=examples("eval"))
def attack(
    ctx: typer.Context,
    gold: Annotated[
        Path | None,
        typer.Option(metavar="FILE|DIR", help="Papers to make sentences from; ours when it is left out."),
    ] = None,
    seed: Annotated[int, typer.Option(help="Which sentences are drawn.")] = 0,
    judge: Annotated[
        bool, typer.Option("--judge", help="Ask the configured model for its opinion, too.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Attack the gate: make true sentences false and count what it catches, and what it refuses wrongly."""
    run: Invocation = ctx.obj
    with _checkout():
        from evals.attack import run as attacks
    asked = _judge(run) if judge else None
    found = attacks.attack(gold, seed=seed, judge=asked)
    _print(run, found, attacks.to_markdown(found), as_json=as_json)


@commands.command("support", epilog=examples("eval"))
def support(
    ctx: typer.Context,
    gold: Annotated[Path, typer.Option(metavar="DIR", help="SciFact's claims.jsonl and corpus.jsonl.gz.")],
    embeddings: Annotated[
        bool, typer.Option("--embeddings", help="Measure sentence embeddings, too; takes minutes.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Measure how well wording tells supported claims from others, with thresholds from the train split."""
    with _checkout():
        from evals import support as supports
    found = supports.measure_support(gold, embeddings=embeddings)
    _print(ctx.obj, found, supports.to_markdown(found), as_json=as_json)


def _judge(run: Invocation) -> SupportJudge:
    from assistant.pipeline import build_support_judge

    return build_support_judge(run.settings())


@contextmanager
def _checkout() -> Generator[None]:
    try:
        yield
    except ImportError as exc:
        raise ConfigurationError(
            "The evaluation data is part of the source checkout of Quotient, not of the installed package; "
            "run this command in a checkout."
        ) from exc


def _print(run: Invocation, report: BaseModel, table: str, *, as_json: bool) -> None:
    if as_json:
        run.terminal.json(report.model_dump(mode="json"))
    else:
        run.terminal.line(table)


def _job(
    task: Literal["claims", "pairs", "links"], gold: Path, papers: Path | None, *, places: str | None = None
) -> Job:
    with _checkout():
        from evals.run import Job
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
    _print(run, report, to_markdown(report), as_json=as_json)
