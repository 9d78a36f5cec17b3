"""What several commands do with an open library and a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from assistant.console.edge import INTERRUPTED
from assistant.console.render import show_correction, show_sources, show_statement
from assistant.console.terminal import Terminal
from assistant.errors import IngestError, NotFoundError
from assistant.resources import resource
from assistant.schema import AddReport, Answer, AnswerEvent, Event, Paper, StageEvent, StatementEvent

if TYPE_CHECKING:
    from assistant.pipeline import Assistant


def add_file(terminal: Terminal, assistant: Assistant, file: str) -> AddReport | None:
    """Add one file, ``sample`` being ours unless there is such a file; ``None`` when it could not be read."""
    path = Path(file)
    if file == "sample" and not path.exists():
        path = resource("sample")
    try:
        with terminal.progress(f"Adding {path.name}") as progress:
            return assistant.add(path, progress=progress)
    except IngestError as exc:
        terminal.error(str(exc))
        return None


def embed(terminal: Terminal, assistant: Assistant) -> None:
    """Embed what has no vector yet; an interrupt is answered with what is kept."""
    try:
        with terminal.progress("Embedding") as progress:
            assistant.sync(progress=progress)
    except KeyboardInterrupt:
        terminal.note(
            "Interrupted: all papers are stored and found by their words; the rest is embedded next time."
        )
        raise typer.Exit(INTERRUPTED) from None


def tell(terminal: Terminal, events: Iterator[Event]) -> Answer:
    """Print each sentence as it is released, then the sources; return the answer."""
    with terminal.status("Searching") as say:
        answers = [answer for event in events if (answer := _told(terminal, event, say))]
    show_sources(terminal, answers[-1])
    return answers[-1]


def find_paper(assistant: Assistant, prefix: str) -> Paper:
    """Return the only paper whose id starts with ``prefix``.

    Raises:
        NotFoundError: No paper, or more than one, fits.
    """
    found = [paper for paper in assistant.papers() if prefix and paper.id.startswith(prefix)]
    if len(found) == 1:
        return found[0]
    if found:
        ids = ", ".join(paper.id for paper in found[:3])
        raise NotFoundError(
            f"{len(found)} papers have an id that starts with {prefix!r}, such as {ids}; give more of it."
        )
    raise NotFoundError(f"No paper has the id {prefix!r}; `quotient papers` lists them.")


def _told(terminal: Terminal, event: Event, say: Callable[[str], None]) -> Answer | None:
    match event:
        case StageEvent():
            say(f"Searched {event.searched}, reading {event.reading}, citing {event.citing}")
            return None
        case StatementEvent():
            say("")
            show = show_statement if event.replaces is None else show_correction
            show(terminal, event.statement)
            return None
        case AnswerEvent():
            return event.answer
