"""The commands that measure the gate: attacks on it, and how well wording tells what is supported."""

# Whatever takes long to import waits until its command runs, so that `--help` stays quick.
# ruff: noqa: PLC0415
from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.console.edge import Invocation
from assistant.errors import ConfigurationError

if TYPE_CHECKING:
    from pydantic import BaseModel

    from assistant.models.judge import SupportJudge

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON with every miss instead of a table.")]


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
    from assistant.building import build_support_judge

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
