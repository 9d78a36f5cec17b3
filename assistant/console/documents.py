"""Where the documents go that commands make: to stdout, or to a file that appears whole or not at all."""

# Whatever takes long to import waits until its command runs, so that `--help` stays quick.
# ruff: noqa: PLC0415
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from assistant.errors import AssistantError

if TYPE_CHECKING:
    from assistant.console.terminal import Terminal
    from assistant.schema import ComparedClaim

Format = Literal["table", "json", "csv", "markdown", "latex"]

_SUFFIXES: dict[str, Format] = {".json": "json", ".csv": "csv", ".md": "markdown", ".tex": "latex"}
_PICTURES = (".svg", ".png")


@dataclass(frozen=True, kw_only=True)
class DocumentOptions:
    """In which form a result is wanted, and where."""

    format: Annotated[
        Format | None, typer.Option(help="Form of the result; with -o, the file's name tells it.")
    ] = None
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write to this file.")
    ] = None
    force: Annotated[bool, typer.Option("--force", help="Overwrite files that exist.")] = False
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")] = False

    def chosen(self) -> Format:
        """Return the form that is wanted, once nothing speaks against writing it where it is wanted."""
        if self.as_json and self.format not in {None, "json"}:
            raise typer.BadParameter(f"--json and --format {self.format} exclude each other")
        form = self.format or ("json" if self.as_json else None)
        if self.output is None:
            return form or "table"
        check_target(self.output, force=self.force)
        form = form or _SUFFIXES.get(self.output.suffix.lower())
        if form is None or form == "table":
            raise typer.BadParameter(
                f"{str(self.output)!r} tells no form; choose --format {', '.join(_SUFFIXES.values())}"
            )
        return form


def check_target(path: Path, *, force: bool) -> None:
    """Refuse a file that is already there, unless it may be overwritten, before any work is done for it."""
    if path.exists() and not force:
        raise typer.BadParameter(f"{str(path)!r} already exists; --force overwrites it")


def check_picture(path: Path, *, force: bool) -> None:
    """Refuse a picture of a kind that cannot be drawn, and a file as in `check_target`."""
    if path.suffix.lower() not in _PICTURES:
        raise typer.BadParameter(f"{str(path)!r} is no picture; its name ends in .svg or .png")
    check_target(path, force=force)


def deliver(terminal: Terminal, document: str, path: Path | None) -> None:
    """Print a document, or write it to a file."""
    if path is None:
        terminal.document(document)
    else:
        write_file(path, document.encode())
        terminal.note(f"Wrote {path}.")


def draw(terminal: Terminal, rows: Sequence[ComparedClaim], path: Path) -> None:
    """Write the plot of the claims that amount to a factor, and say what it shows."""
    from assistant.export.charts.points import chart_points
    from assistant.export.charts.render import chart_png, chart_svg, describe
    from assistant.export.charts.speedups import speedup_chart

    points = chart_points(rows)
    chart = speedup_chart(points)
    if chart is None:
        terminal.note(f"{describe(points)} {path} was not written.")
        return
    write_file(path, chart_png(chart) if path.suffix.lower() == ".png" else chart_svg(chart).encode())
    terminal.note(f"Wrote {path}. {describe(points)}")


def write_file(path: Path, content: bytes) -> None:
    """Write a file that appears only when it is complete; raises `AssistantError`."""
    unfinished = path.with_name(f".{path.name}.part")
    try:
        try:
            unfinished.write_bytes(content)
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)
    except OSError as exc:
        raise AssistantError(f"The file {str(path)!r} cannot be written: {exc.strerror or exc}.") from exc
