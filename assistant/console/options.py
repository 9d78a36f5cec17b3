"""Commands with many options: one frozen value holds them all."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import TypeVar, get_type_hints

Options = TypeVar("Options")


def takes(options: type[Options]) -> Callable[[Callable[[Options], None]], Callable[..., None]]:
    """Make a command of a function: the fields of a dataclass become options, and it is given their value."""

    def made(function: Callable[[Options], None]) -> Callable[..., None]:
        @wraps(function)
        def command(**given: object) -> None:
            function(options(**given))

        # Typer reads what a command takes from its signature; a hint is looked up where its class is defined.
        hints = get_type_hints(options, include_extras=True)
        fields = inspect.signature(options).parameters
        signature = inspect.Signature([it.replace(annotation=hints[name]) for name, it in fields.items()])
        command.__signature__ = signature  # pyright: ignore[reportAttributeAccessIssue]
        command.__annotations__ = hints
        return command

    return made
