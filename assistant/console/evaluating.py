"""The commands that score what Quotient reads, finds and answers against labelled data."""

# Whatever takes long to import waits until its command runs, so that `--help` stays quick.
# ruff: noqa: PLC0415
from __future__ import annotations

import re
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.console.documents import deliver
from assistant.console.edge import current
from assistant.console.examples import examples
from assistant.console.options import takes
from assistant.errors import ConfigurationError

if TYPE_CHECKING:
    from assistant.console.terminal import Terminal
    from evals.job import Job, Progress


@dataclass(frozen=True, kw_only=True)
class ReportOptions:
    """The options of every task."""

    gold: Annotated[Path, typer.Option(metavar="FILE", help="Labelled lines.")]
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON with every sample and miss instead of a table.")
    ] = False
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", metavar="FILE.md", help="Write the table and every miss to this file."
        ),
    ] = None

    against: Annotated[
        Path | None,
        typer.Option(metavar="FILE.json", help="Compare with what --json printed before, sample by sample."),
    ] = None

    def job(self, task: str) -> Job:
        """Return what is to be done."""
        from evals.job import Job

        return Job(task=task, gold=self.gold)


@dataclass(frozen=True, kw_only=True)
class LabelOptions(ReportOptions):
    """The options of tasks whose labels are about the papers of a file."""

    papers: Annotated[
        Path | None, typer.Option(metavar="FILE", help="File of the papers; ours when it is left out.")
    ] = None

    def job(self, task: str) -> Job:
        """Return what is to be done."""
        return replace(super().job(task), papers=self.papers)


@dataclass(frozen=True, kw_only=True)
class PlacedOptions(LabelOptions):
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

    def job(self, task: str) -> Job:
        """Return what is to be done."""
        return replace(super().job(task), places=_places(self.places))


@dataclass(frozen=True, kw_only=True)
class AskedOptions(LabelOptions):
    """The options of tasks in which something is written."""

    writer: Annotated[
        str,
        typer.Option(
            help="Who answers: extractive, openai (at the configured server and model) or provider:model."
        ),
    ] = "extractive"
    runs: Annotated[
        int, typer.Option(min=1, help="Ask everything so often, each time in a new library, and compare.")
    ] = 1

    def job(self, task: str) -> Job:
        """Return what is to be done."""
        return replace(super().job(task), writer=self.writer, runs=self.runs)


@dataclass(frozen=True, kw_only=True)
class SearchedOptions(ReportOptions):
    """The options of searching a test collection."""

    gold: Annotated[
        Path,
        typer.Option(
            metavar="DIR", help="Folder with corpus.jsonl or corpus.jsonl.gz, queries.jsonl and qrels.tsv."
        ),
    ]
    qrels: Annotated[str, typer.Option(metavar="NAME", help="File of judgements in the folder.")] = (
        "qrels.tsv"
    )
    relevant_from: Annotated[
        int, typer.Option(metavar="N", min=1, help="Smallest relevance that counts.")
    ] = 1
    limit: Annotated[int | None, typer.Option(min=1, help="Use the first documents only.")] = None
    keep: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Keep the library here, so that a second run embeds nothing."),
    ] = None
    lexical_only: Annotated[bool, typer.Option("--lexical-only", help="Embed nothing.")] = False

    def job(self, task: str) -> Job:
        """Return what is to be done."""
        from evals.job import Searching

        searching = Searching(self.qrels, self.relevant_from, self.limit, self.keep, self.lexical_only)
        return replace(super().job(task), searching=searching)


commands = typer.Typer(
    no_args_is_help=True,
    help="Score answers, searches, claims, comparisons and links against labelled data.",
    epilog=examples("eval"),
)


@commands.command("questions", epilog=examples("eval"))
@takes(AskedOptions)
def questions(options: AskedOptions) -> None:
    """Score the answers to questions, in a library made for it and thrown away."""
    _run("questions", options)


@commands.command("topics", epilog=examples("eval"))
@takes(LabelOptions)
def topics(options: LabelOptions) -> None:
    """Score which papers are found for topics of related work."""
    _run("topics", options)


@commands.command("claims", epilog=examples("eval"))
@takes(PlacedOptions)
def claims(options: PlacedOptions) -> None:
    """Score the claims found in abstracts."""
    _run("claims", options)


@commands.command("pairs", epilog=examples("eval"))
@takes(LabelOptions)
def pairs(options: LabelOptions) -> None:
    """Score the verdicts on pairs of claims."""
    _run("pairs", options)


@commands.command("links", epilog=examples("eval"))
@takes(PlacedOptions)
def links(options: PlacedOptions) -> None:
    """Score the links between papers; a range leaves links from other papers out."""
    _run("links", options)


@commands.command("retrieval", epilog=examples("eval"))
@takes(SearchedOptions)
def retrieval(options: SearchedOptions) -> None:
    """Score searches in a public test collection by text, by meaning and by both."""
    _run("retrieval", options)


def _places(text: str | None) -> tuple[int, int] | None:
    if text is None:
        return None
    match = re.fullmatch(r"([0-9]+)-([0-9]+)", text)
    if match is None or not 1 <= int(match[1]) <= int(match[2]):
        raise typer.BadParameter(f"{text!r} is no range of places; write it as 1-38")
    return int(match[1]), int(match[2])


def _run(task: str, options: ReportOptions) -> None:
    """Run a task, and print its report or write it to a file."""
    _check_output(options.output)
    try:
        from evals.against import compared, read_report
        from evals.report import to_document, to_markdown
        from evals.run import evaluate
    except ImportError as exc:
        raise ConfigurationError(
            "The evaluation data is part of the source checkout of Quotient, not of the installed package; "
            "run this command in a checkout."
        ) from exc
    terminal = current().terminal
    earlier = read_report(options.against) if options.against else None
    with ExitStack() as stack:
        report = evaluate(replace(options.job(task), progress=_bar(terminal, stack)))
    if earlier:
        report = compared(report, earlier)
    if options.output:
        deliver(terminal, to_document(report), options.output)
    if options.as_json:
        terminal.json(report.model_dump(mode="json"))
    elif options.output is None:
        terminal.line(to_markdown(report))


def _bar(terminal: Terminal, stack: ExitStack) -> Progress:
    """Return what shows a progress bar from its first call on: tasks that are done at once show none."""
    bar = cache(lambda: stack.enter_context(terminal.progress("Scoring")))

    def show(done: int, total: int) -> None:
        bar()(done, total)

    return show


def _check_output(path: Path | None) -> None:
    """Refuse a file that cannot be written before anything takes time."""
    if path is not None and (path.suffix != ".md" or not path.absolute().parent.is_dir()):
        raise typer.BadParameter(
            f"{str(path)!r} cannot be written; name a file that ends in .md, in a folder that exists"
        )
