"""Writes to the terminal: data to stdout, all else to stderr, and nothing that would steer it."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from assistant.export.escape import to_json
from assistant.export.escape import without_steering as clean


class Terminal:
    """The two streams of one command."""

    def __init__(self, *, quiet: bool = False, color: bool = True) -> None:
        self.quiet = quiet
        self._out = Console(no_color=None if color else True, markup=False, highlight=False, emoji=False)
        self._err = Console(
            stderr=True, no_color=None if color else True, markup=False, highlight=False, emoji=False
        )

    @property
    def interactive(self) -> bool:
        """Whether a person reads the data, not another program."""
        return self._out.is_terminal

    def line(self, *parts: str | tuple[str, str], indent: int = 0) -> None:
        """Print one line of data; a part is text, or text with a style."""
        self._write(self._out, parts, indent)

    def table(self, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """Print a table, or lines of fields between tabs when another program reads them."""
        if not self._out.is_terminal:
            # Written as it is: rich would turn the tabs into spaces.
            for row in rows:
                self._out.file.write("\t".join(" ".join(clean(field).split()) for field in row) + "\n")
            return
        # Takes a while to import, and most commands show no table.
        from rich.table import Table  # noqa: PLC0415

        table = Table(*headings, header_style="bold")
        for row in rows:
            table.add_row(*(Text(clean(field)) for field in row))
        self._out.print(table)

    def json(self, value: object) -> None:
        """Print one JSON document, always as UTF-8."""
        self.document(to_json(value) + "\n")

    def document(self, text: str) -> None:
        """Print a whole document as it is, always as UTF-8; to a person, without what steers a terminal."""
        sys.stdout.flush()
        sys.stdout.buffer.write((clean(text) if self.interactive else text).encode())
        sys.stdout.buffer.flush()

    def note(self, message: str) -> None:
        """Say something beside the data, unless quiet."""
        if not self.quiet:
            self._write(self._err, ((message, "dim"),), 0)

    def error(self, message: str) -> None:
        """Say what went wrong, quiet or not."""
        self._write(self._err, (("Error: ", "bold red"), message), 0)

    @contextmanager
    def progress(self, label: str) -> Generator[Callable[[int, int], None]]:
        """Show a progress bar on stderr; call what is yielded with (done, total)."""
        # Takes a tenth of a second to import, and most commands show no bar.
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=self._err, disable=self.quiet) as bar:
            task = bar.add_task(label, total=None)
            yield lambda done, total: bar.update(task, completed=done, total=total)

    @contextmanager
    def status(self, label: str) -> Generator[Callable[[str], None]]:
        """Show a phrase on stderr while one waits; call what is yielded with the next phrase.

        An empty phrase ends it, which has to come before anything is printed: rich sends stdout through the
        stream of its animation while that runs.
        """
        if self.quiet or not self._err.is_terminal:
            yield lambda _: None
            return
        with self._err.status(label) as shown:
            yield lambda phrase: shown.update(phrase) if phrase else shown.stop()

    def ask(self, name: str) -> str:
        """Ask for a value without showing it, or read it from stdin when that is no terminal."""
        return getpass.getpass(f"{name}: ") if sys.stdin.isatty() else sys.stdin.read()

    def _write(self, console: Console, parts: tuple[str | tuple[str, str], ...], indent: int) -> None:
        text = Text()
        for part in parts:
            words, style = part if isinstance(part, tuple) else (part, "")
            text.append(clean(words), style)
        if not text:
            console.print()
        elif console.is_terminal:
            console.print(Padding(text, (0, 0, 0, indent), expand=False))
        else:
            # Piped text is for other programs, which expect one record per line whatever its length.
            console.print(Text(" " * indent) + text, soft_wrap=True)
