"""The commands about claimed figures: listing and comparing them."""

# Whatever takes long to import waits until its command runs, so that `--help` stays quick.
# ruff: noqa: PLC0415
from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from assistant.console.edge import NOTHING_FOUND, Invocation, current

if TYPE_CHECKING:
    from assistant.pipeline import Assistant
    from assistant.schema import Comparison, Metric

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]


def claims(
    metric: Annotated[str | None, typer.Option(help="Only this kind of figure, such as speedup.")] = None,
    minimum: Annotated[float | None, typer.Option("--min", help="Only values from here up.")] = None,
    paper: Annotated[str | None, typer.Option(metavar="ID", help="Only claims of this paper.")] = None,
    about: Annotated[str | None, typer.Option(metavar="TEXT", help="Only papers on this topic.")] = None,
    as_json: AsJson = False,
) -> None:
    """List the figures that papers claim, each with its exact quote."""
    from assistant.console.claim_tables import show_entries
    from assistant.console.tasks import find_paper
    from assistant.ledger.records import entry_record
    from assistant.schema import ClaimFilter

    run = current()
    kind = _metric(metric)
    with run.open("claims") as assistant:
        papers = None if paper is None else (find_paper(assistant, paper).id,)
        wanted = ClaimFilter(metric=kind, min_value=minimum, papers=papers)
        entries = assistant.ledger.entries(wanted, about=about)
        titles = {it.id: it.title for it in assistant.papers()}
    if as_json:
        run.terminal.json([entry_record(it, titles[it.claim.quote.paper_id]) for it in entries])
    else:
        show_entries(run.terminal, entries, titles)
    if not entries:
        run.terminal.note("No claim fits.")
        raise typer.Exit(NOTHING_FOUND)


def compare(
    ctx: typer.Context,
    question: Annotated[
        list[str] | None, typer.Argument(help="A question or topic; after --papers, further ids.")
    ] = None,
    papers: Annotated[
        list[str] | None, typer.Option(metavar="ID...", help="Compare all claims of these papers.")
    ] = None,
    pairs: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Judge the pairs of claims in this file.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Set claims side by side, and say which may be compared and why."""
    from assistant.console.claim_tables import show_comparison
    from assistant.ledger.records import comparison_record

    run: Invocation = ctx.obj
    words = " ".join(question or ())
    if bool(pairs) + bool(papers or words) != 1:
        raise typer.BadParameter("give either a question, --papers with ids, or --pairs with a file")
    if pairs is not None:
        _judge(run, pairs, as_json=as_json)
        return
    with run.open("compare") as assistant:
        comparison = _comparison(assistant, [*(papers or ()), *(question or ())] if papers else words)
    if as_json:
        run.terminal.json(comparison_record(comparison))
    else:
        show_comparison(run.terminal, comparison)
    if not comparison.rows:
        run.terminal.note("No claim to compare.")
        raise typer.Exit(NOTHING_FOUND)


def _metric(name: str | None) -> Metric | None:
    from assistant.schema import Metric

    for metric in get_args(Metric):
        if metric == name:
            return metric
    if name is not None:
        raise typer.BadParameter(f"{name!r} is no metric; choose one of {', '.join(get_args(Metric))}")
    return None


def _comparison(assistant: Assistant, chosen: str | list[str]) -> Comparison:
    from assistant.console.tasks import find_paper

    if isinstance(chosen, str):
        return assistant.ledger.compare_about(chosen)
    names = [name for item in chosen for name in item.split(",") if name]
    return assistant.ledger.compare_papers([find_paper(assistant, name).id for name in names])


def _judge(run: Invocation, path: Path, *, as_json: bool) -> None:
    from assistant.console.claim_tables import show_judged
    from assistant.ledger.pairs import read_pairs

    given = read_pairs(path)
    with run.open("compare") as assistant:
        judged = assistant.ledger.judge(given)
    if as_json:
        fields = {"id", "verdict", "reasons", "may_rank"}
        run.terminal.json([pair.model_dump(mode="json", include=fields) for pair in judged])
    else:
        show_judged(run.terminal, judged)
