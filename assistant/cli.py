"""The ``quotient`` command: arguments in, exit code out.

Exit codes: 0 done, 1 failed, 2 wrong usage or setting, 3 nothing found, 4 the model failed or cannot be
reached, 130 interrupted.
"""

# Whatever takes long to import waits until its command runs, so that `--help` stays quick.
# ruff: noqa: PLC0415
from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Annotated

import typer

from assistant.console import checking, drafting, evaluating, exporting, figures, reading
from assistant.console.edge import FAILED, NOTHING_FOUND, Edge, Invocation
from assistant.console.examples import examples

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]


app = typer.Typer(
    name="quotient",
    cls=Edge,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    # Boxed help would load half of rich and take twice as long as everything else.
    rich_markup_mode=None,
    epilog=examples(),
)
config = typer.Typer(no_args_is_help=True, help="Show or change settings.", epilog=examples("config"))
app.add_typer(config, name="config")
app.add_typer(evaluating.commands, name="eval")
app.command("claims", epilog=examples("claims"))(figures.claims)
app.command("read-claims", epilog=examples("read-claims"))(reading.read_claims)
app.command("draft", epilog=examples("draft"))(drafting.draft_command)
app.command("export", epilog=examples("export"))(exporting.export_command)
app.command("check", epilog=examples("check"))(checking.check)
app.command("compare", epilog=examples("compare"))(figures.compare)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib import metadata

        typer.echo(f"quotient {metadata.version('quotient')}")
        raise typer.Exit


def _typed(text: str) -> str:
    """Replace the bytes of an argument that are no text in the terminal's encoding."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


@app.callback()
def main_options(
    library: Annotated[Path | None, typer.Option(metavar="DIR", help="Folder of the library.")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Show no progress.")] = False,
    no_color: Annotated[bool, typer.Option("--no-color", help="Print without colour.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Log details to stderr.")] = False,
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_print_version, help="Show the version.")
    ] = False,
) -> None:
    """Ask a library of paper abstracts; every sentence is cited and every number checked.

    Global options stand before the command.
    """
    # The options are read in `Edge`, which has to know them before any command can fail.
    del library, quiet, no_color, debug, version


@app.command(epilog=examples("add"))
def add(
    ctx: typer.Context,
    files: Annotated[
        list[str], typer.Argument(metavar="FILE...", help="Files of papers; 'sample' for ours.")
    ],
    no_vectors: Annotated[bool, typer.Option("--no-vectors", help="Leave embedding for later.")] = False,
    as_json: AsJson = False,
) -> None:
    """Add papers from saved Daily Papers pages, JSON Lines or CSV files."""
    from assistant.console.render import reports_record, show_reports
    from assistant.console.tasks import add_file, embed

    run: Invocation = ctx.obj
    with run.open("add") as assistant:
        reports = [report for file in files if (report := add_file(run.terminal, assistant, file))]
        total = len(assistant.papers())
        if as_json:
            run.terminal.json(reports_record(reports, total))
        else:
            show_reports(run.terminal, reports, total)
        if total and not no_vectors:
            embed(run.terminal, assistant)
    if len(reports) < len(files):
        raise typer.Exit(FAILED)


@app.command(epilog=examples("ask"))
def ask(
    ctx: typer.Context,
    question: Annotated[str, typer.Argument(help="The question, or '-' to read it from stdin.")],
    thread: Annotated[str | None, typer.Option(metavar="ID", help="Go on with this thread.")] = None,
    papers: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="Answer from these papers only; repeat or use commas."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Answer a question from the library, each sentence with its source."""
    from assistant.console.tasks import find_paper, tell

    run: Invocation = ctx.obj
    text = sys.stdin.read() if question == "-" else _typed(question)
    with run.open("ask") as assistant:
        scope = (
            [find_paper(assistant, name).id for item in papers for name in item.split(",")]
            if papers
            else None
        )
        if as_json:
            answer = assistant.ask(text, thread_id=thread, scope=scope)
            run.terminal.json(answer.model_dump(mode="json"))
        else:
            answer = tell(run.terminal, assistant.stream(text, thread_id=thread, scope=scope))
    if answer.abstained:
        raise typer.Exit(NOTHING_FOUND)


@app.command(epilog=examples("search"))
def search(
    ctx: typer.Context,
    query: Annotated[str, typer.Argument(help="Words or a whole question.")],
    k: Annotated[int, typer.Option("-k", min=1, max=1000, help="How many papers to show.")] = 10,
    as_json: AsJson = False,
) -> None:
    """List the papers that fit a query, best first."""
    from assistant.console.render import hit_record, show_hits

    run: Invocation = ctx.obj
    with run.open("search") as assistant:
        hits = assistant.search(_typed(query), k=k)
    if as_json:
        run.terminal.json([hit_record(hit) for hit in hits])
    else:
        show_hits(run.terminal, hits)
    if not hits:
        run.terminal.note("Nothing found.")
        raise typer.Exit(NOTHING_FOUND)


@app.command(epilog=examples("papers"))
def papers(ctx: typer.Context, as_json: AsJson = False) -> None:
    """List all papers, in the order they were added."""
    from assistant.console.render import show_papers

    run: Invocation = ctx.obj
    with run.open("papers") as assistant:
        found = assistant.papers()
    if as_json:
        run.terminal.json([paper.model_dump(mode="json") for paper in found])
    else:
        show_papers(run.terminal, found)
    if not found:
        run.terminal.note(
            "The library is empty: `quotient add FILE` adds papers, `quotient add sample` ours."
        )


@app.command(epilog=examples("show"))
def show(
    ctx: typer.Context,
    paper_id: Annotated[str, typer.Argument(help="Id of a paper, or its first characters.")],
    as_json: AsJson = False,
) -> None:
    """Show one paper with its abstract."""
    from assistant.console.render import show_paper
    from assistant.console.tasks import find_paper

    run: Invocation = ctx.obj
    with run.open("show") as assistant:
        paper = find_paper(assistant, paper_id)
    if as_json:
        run.terminal.json(paper.model_dump(mode="json"))
    else:
        show_paper(run.terminal, paper)


@app.command("app", epilog=examples("app"))
def serve_app(
    ctx: typer.Context,
    port: Annotated[int, typer.Option(min=1, max=65535, help="First port to try.")] = 8501,
    check: Annotated[bool, typer.Option("--check", help="Stop once a page has been served.")] = False,
    sample: Annotated[bool, typer.Option(help="Fill an empty library with the sample papers.")] = True,
) -> None:
    """Serve the app to a browser on this machine."""
    from assistant.console import serving, tasks

    run: Invocation = ctx.obj
    with run.open("app") as assistant:
        if sample and not assistant.papers():
            tasks.add_file(run.terminal, assistant, "sample")
        if not check:
            serving.serve_app(run.terminal, assistant, port)
        elif not serving.check_app(run.terminal, assistant, port):
            raise typer.Exit(FAILED)


@app.command(epilog=examples("doctor"))
def doctor(
    ctx: typer.Context,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Make the search indexes anew first.")] = False,
    as_json: AsJson = False,
) -> None:
    """Examine the library, its indexes and the model."""
    from assistant.console.render import show_checks

    run: Invocation = ctx.obj
    with run.open("doctor") as assistant:
        if rebuild:
            with run.terminal.progress("Rebuilding") as progress:
                checks = assistant.doctor(rebuild=True, progress=progress)
        else:
            checks = assistant.doctor()
    if as_json:
        run.terminal.json([check.model_dump(mode="json") for check in checks])
    else:
        show_checks(run.terminal, checks)
    if not all(check.ok for check in checks):
        raise typer.Exit(FAILED)


@config.command("show", epilog=examples("config"))
def config_show(ctx: typer.Context, as_json: AsJson = False) -> None:
    """Show every setting and where its value came from; keys are masked."""
    from assistant.console.render import show_settings
    from assistant.settings import explain

    run: Invocation = ctx.obj
    rows = explain(run.settings())
    if as_json:
        run.terminal.json([row._asdict() for row in rows])
    else:
        show_settings(run.terminal, rows)


@config.command("set", epilog=examples("config"))
def config_set(
    ctx: typer.Context,
    key: Annotated[str, typer.Argument(help="Name of the setting.")],
    value: Annotated[str, typer.Argument(help="Its value; '' removes it, '-' reads it from stdin.")] = "-",
    as_json: AsJson = False,
) -> None:
    """Store a setting; a key is never typed here.

    An API key is asked for without being shown, or read from stdin, since others can see a command line.
    """
    from assistant.settings import is_secret, write_setting

    if is_secret(key) and value not in {"", "-"}:
        raise typer.BadParameter(f"others can see a command line; leave the value out to be asked for {key}")
    run: Invocation = ctx.obj
    path = write_setting(key, run.terminal.ask(key) if value == "-" else value)
    if as_json:
        run.terminal.json({"path": str(path), "name": key})
    else:
        run.terminal.note(f"Stored {key} in {path}.")


@config.command("path", epilog=examples("config"))
def config_path(ctx: typer.Context, as_json: AsJson = False) -> None:
    """Show where the settings file is."""
    from assistant.config_file import config_path as settings_file

    run: Invocation = ctx.obj
    path = str(settings_file())
    if as_json:
        run.terminal.json({"path": path})
    else:
        run.terminal.line(path)


def main() -> None:
    """Run the command line; what the terminal cannot show is replaced, never an error."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    app()
