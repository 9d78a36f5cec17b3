"""The commands about claimed figures: listing and comparing them."""

# Whatever takes long to import waits until its command runs, so that `--help` stays quick.
# ruff: noqa: PLC0415
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TypeVar, get_args

import typer

from assistant.console.documents import DocumentOptions, check_picture, deliver, draw
from assistant.console.edge import NOTHING_FOUND, Invocation, current
from assistant.console.options import takes

if TYPE_CHECKING:
    from assistant.console.documents import Format
    from assistant.pipeline import Assistant
    from assistant.schema import ClaimFilter, ComparedClaim, Comparison, LedgerEntry, Paper

Choice = TypeVar("Choice", bound=str)


@dataclass(frozen=True, kw_only=True)
class ClaimConditions:
    """Which claims are wanted."""

    metric: Annotated[str | None, typer.Option(help="Only this kind of figure, such as speedup.")] = None
    minimum: Annotated[float | None, typer.Option("--min", help="Only values from here up.")] = None
    maximum: Annotated[float | None, typer.Option("--max", help="Only values up to here.")] = None
    bound: Annotated[str | None, typer.Option(help="Only figures so bounded, such as up_to.")] = None
    hardware: Annotated[str | None, typer.Option(metavar="TEXT", help="Only on this hardware.")] = None
    model: Annotated[str | None, typer.Option(metavar="TEXT", help="Only with this model.")] = None
    baseline: Annotated[str | None, typer.Option(metavar="TEXT", help="Only over this baseline.")] = None
    own: Annotated[
        bool | None, typer.Option("--own/--background", help="Only the papers' own results, or only others'.")
    ] = None
    paper: Annotated[str | None, typer.Option(metavar="ID", help="Only claims of this paper.")] = None
    about: Annotated[str | None, typer.Option(metavar="TEXT", help="Only papers on this topic.")] = None
    proposed: Annotated[
        bool, typer.Option("--proposed", help="Also what a model proposed and nobody has accepted.")
    ] = False
    sort: Annotated[Literal["paper", "largest", "smallest"], typer.Option(help="Order of the claims.")] = (
        "paper"
    )
    limit: Annotated[int | None, typer.Option(min=1, help="Show this many at most.")] = None

    def filter(self, paper_ids: tuple[str, ...] | None) -> ClaimFilter:
        """Return what the ledger is asked for."""
        from assistant.schema import Bound, ClaimFilter, Metric

        return ClaimFilter(
            metric=_one_of(self.metric, get_args(Metric), "metric"),
            bound=_one_of(self.bound, get_args(Bound), "bound"),
            min_value=self.minimum,
            max_value=self.maximum,
            hardware=self.hardware,
            model=self.model,
            baseline=self.baseline,
            own=self.own,
            papers=paper_ids,
            proposed=None if self.proposed else False,
            order=self.sort,
            limit=self.limit,
        )


@dataclass(frozen=True, kw_only=True)
class ClaimOptions(DocumentOptions, ClaimConditions):
    """The options of ``claims``."""


@dataclass(frozen=True, kw_only=True)
class ComparedThings:
    """What is set side by side."""

    question: Annotated[
        list[str] | None, typer.Argument(help="A question or topic; after --papers, further ids.")
    ] = None
    papers: Annotated[
        list[str] | None, typer.Option(metavar="ID...", help="Compare all claims of these papers.")
    ] = None
    pairs: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Judge the pairs of claims in this file.")
    ] = None
    plot: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Draw the factors as .svg or .png as well.")
    ] = None


@dataclass(frozen=True, kw_only=True)
class CompareOptions(DocumentOptions, ComparedThings):
    """The options of ``compare``."""


@takes(ClaimOptions)
def claims(options: ClaimOptions) -> None:
    """List the figures that papers claim, each with its exact quote."""
    from assistant.console.tasks import find_paper

    run = current()
    form = options.chosen()
    options.filter(None)  # Wrong words are refused before a library is opened.
    with run.open("claims") as assistant:
        chosen = None if options.paper is None else (find_paper(assistant, options.paper).id,)
        entries = assistant.ledger.entries(options.filter(chosen), about=options.about)
        papers = {it.id: it for it in assistant.papers()}
        rows = _rows(assistant, entries, papers)
    if form == "table":
        from assistant.console.claim_tables import show_claims

        show_claims(run.terminal, rows)
    elif entries or options.output is None:
        deliver(run.terminal, _claims_document(form, entries, rows, papers), options.output)
    if not entries:
        run.terminal.note("No claim fits.")
        raise typer.Exit(NOTHING_FOUND)


@takes(CompareOptions)
def compare(options: CompareOptions) -> None:
    """Set claims side by side, and say which may be compared and why."""
    run = current()
    words = " ".join(options.question or ())
    if bool(options.pairs) + bool(options.papers or words) != 1:
        raise typer.BadParameter("give either a question, --papers with ids, or --pairs with a file")
    form = options.chosen()
    if options.plot:
        check_picture(options.plot, force=options.force)
    if options.pairs is not None:
        _judge(run, options.pairs, options, form)
        return
    named = [*(options.papers or ()), *(options.question or ())]
    with run.open("compare") as assistant:
        comparison = _comparison(assistant, named if options.papers else words)
        papers = {it.id: it for it in assistant.papers()}
    if form == "table":
        from assistant.console.claim_tables import show_comparison

        show_comparison(run.terminal, comparison)
    elif comparison.rows or options.output is None:
        deliver(run.terminal, _comparison_document(form, comparison, papers), options.output)
    if not comparison.rows:
        run.terminal.note("No claim to compare.")
        raise typer.Exit(NOTHING_FOUND)
    if options.plot:
        draw(run.terminal, comparison.rows, options.plot)


def _one_of(name: str | None, choices: tuple[Choice, ...], kind: str) -> Choice | None:
    for choice in choices:
        if choice == name:
            return choice
    if name is not None:
        raise typer.BadParameter(f"{name!r} is no {kind}; choose one of {', '.join(choices)}")
    return None


def _rows(
    assistant: Assistant, entries: Sequence[LedgerEntry], papers: dict[str, Paper]
) -> list[ComparedClaim]:
    """Return claims as rows, with what their papers say about quality beside them."""
    from assistant.claims.costs import quality_beside
    from assistant.schema import ClaimFilter, ComparedClaim

    ids = tuple({entry.claim.quote.paper_id for entry in entries})
    beside = [it.claim for it in assistant.ledger.entries(ClaimFilter(papers=ids, metric="quality"))]
    rows: list[ComparedClaim] = []
    for claim in (entry.claim for entry in entries):
        paper = papers[claim.quote.paper_id]
        quality = quality_beside(claim, paper, [it for it in beside if it.quote.paper_id == paper.id])
        rows.append(ComparedClaim(claim=claim, title=paper.title, quality=quality))
    return rows


def _claims_document(
    form: Format, entries: Sequence[LedgerEntry], rows: Sequence[ComparedClaim], papers: dict[str, Paper]
) -> str:
    from assistant.console.terminal import to_json
    from assistant.export.claims_csv import claims_to_csv
    from assistant.export.claims_latex import claims_to_latex
    from assistant.export.claims_markdown import claims_to_markdown
    from assistant.ledger.records import entry_record

    match form:
        case "csv":
            return claims_to_csv(rows)
        case "markdown":
            return claims_to_markdown(rows)
        case "latex":
            return claims_to_latex(rows, papers)
        case _:
            records = [entry_record(it, papers[it.claim.quote.paper_id].title) for it in entries]
            return to_json(records) + "\n"


def _comparison_document(form: Format, comparison: Comparison, papers: dict[str, Paper]) -> str:
    from assistant.console.terminal import to_json
    from assistant.export.claims_csv import comparison_to_csv
    from assistant.export.claims_latex import comparison_to_latex
    from assistant.export.claims_markdown import comparison_to_markdown
    from assistant.ledger.records import comparison_record

    match form:
        case "csv":
            return comparison_to_csv(comparison)
        case "markdown":
            return comparison_to_markdown(comparison)
        case "latex":
            return comparison_to_latex(comparison, papers)
        case _:
            return to_json(comparison_record(comparison)) + "\n"


def _comparison(assistant: Assistant, chosen: str | list[str]) -> Comparison:
    from assistant.console.tasks import find_paper

    if isinstance(chosen, str):
        return assistant.ledger.compare_about(chosen)
    names = [name for item in chosen for name in item.split(",") if name]
    return assistant.ledger.compare_papers([find_paper(assistant, name).id for name in names])


def _judge(run: Invocation, path: Path, options: CompareOptions, form: Format) -> None:
    from assistant.console.claim_tables import show_judged
    from assistant.console.terminal import to_json
    from assistant.ledger.pairs import read_pairs

    if form not in {"table", "json"} or options.plot:
        raise typer.BadParameter("given pairs are judged as a table or as JSON, without a plot")
    given = read_pairs(path)
    with run.open("compare") as assistant:
        judged = assistant.ledger.judge(given)
    if form == "table":
        show_judged(run.terminal, judged)
        return
    fields = {"id", "verdict", "reasons", "may_rank"}
    records = [pair.model_dump(mode="json", include=fields) for pair in judged]
    deliver(run.terminal, to_json(records) + "\n", options.output)
