"""The edge of the command line: every failure becomes one sentence on stderr and an exit code."""

# Whatever takes long to import waits until a command runs, so that `--help` stays quick.
# ruff: noqa: PLC0415
from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from typer.core import TyperGroup

from assistant.errors import (
    AssistantError,
    ConfigurationError,
    DraftError,
    ManuscriptError,
    ModelError,
    NotFoundError,
    QuestionError,
    UnknownTopicError,
)

if TYPE_CHECKING:
    from typer._click.core import Context

    from assistant.console.terminal import Terminal
    from assistant.pipeline import Assistant
    from assistant.settings import Settings

FAILED, USAGE, NOTHING_FOUND, MODEL_FAILED, INTERRUPTED = 1, 2, 3, 4, 130

_EXIT_CODES: tuple[tuple[type[AssistantError], int], ...] = (
    (ModelError, MODEL_FAILED),
    (NotFoundError, NOTHING_FOUND),
    (UnknownTopicError, NOTHING_FOUND),
    (DraftError, USAGE),
    (QuestionError, USAGE),
    # Not FAILED, which says that a manuscript was checked and did not pass.
    (ManuscriptError, USAGE),
    (ConfigurationError, USAGE),
    (AssistantError, FAILED),
)


@dataclass(frozen=True)
class Invocation:
    """What the global options ask for."""

    library: Path | None = None
    quiet: bool = False
    no_color: bool = False
    debug: bool = False

    @cached_property
    def terminal(self) -> Terminal:
        """Where to write."""
        from assistant.console.terminal import Terminal

        return Terminal(quiet=self.quiet, color=not self.no_color)

    def settings(self) -> Settings:
        """Load the settings in force."""
        from assistant.settings import load_settings

        return load_settings(library=self.library)

    def open(self, command: str) -> Assistant:
        """Open the library."""
        from assistant.pipeline import Assistant

        return Assistant.open(settings=self.settings(), command=f"quotient {command}")


def current() -> Invocation:
    """Return what the global options of the running command ask for, where its parameters leave no room."""
    # Typer hands its context to parameters only; importing this elsewhere would slow down the help.
    from typer._click.globals import get_current_context

    return get_current_context().find_root().obj


class Edge(TyperGroup):
    """Turns every failure of a command into one sentence on stderr and an exit code."""

    def invoke(self, ctx: Context) -> object:
        """Run the command that was asked for."""
        options = {name: value for name, value in ctx.params.items() if name != "version"}
        ctx.obj = run = Invocation(**options)
        logging.basicConfig(level=logging.ERROR)
        if run.debug:
            # Ours only: what other packages log may hold keys and whole abstracts.
            logging.getLogger("assistant").setLevel(logging.DEBUG)
        try:
            return super().invoke(ctx)
        except AssistantError as exc:
            run.terminal.error(str(exc))
            raise typer.Exit(next(code for kind, code in _EXIT_CODES if isinstance(exc, kind))) from exc
        except (typer.Exit, typer.Abort, typer.TyperException, BrokenPipeError):
            raise
        # A user never sees a traceback, whatever it was.
        except Exception as exc:
            run.terminal.error(_unexpected(exc, debug=run.debug))
            raise typer.Exit(FAILED) from exc


def _unexpected(error: Exception, *, debug: bool) -> str:
    logging.getLogger(__name__).debug("Unexpected error", exc_info=error)
    again = "" if debug else "; run it again as `quotient --debug ...` for details"
    return f"Unexpected {type(error).__name__}: {' '.join(str(error).split())}{again}."
