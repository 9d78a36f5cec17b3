"""How a reader words what it could not use, and how much of that it keeps."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from assistant.schema import Problem

MOST_PROBLEMS: Final = 1000
"""Nobody reads further; a file that is wrong throughout must not fill the memory with saying so."""

_SHOWN: Final = 100


def problem(line: int, text: str, reason: str) -> Problem:
    """Return a problem that shows the start of the offending text on one line."""
    shown = " ".join(text[: 2 * _SHOWN].split())
    if len(shown) > _SHOWN:
        shown = f"{shown[: _SHOWN - 1]}…"
    return Problem(line=line, text=shown, reason=reason)


@dataclass
class Problems:
    """The problems of one file: the first ones in full, the others by their number."""

    kept: list[Problem] = field(default_factory=list[Problem])
    count: int = 0

    def add(self, line: int, text: str, reason: str) -> None:
        """Add a problem."""
        self.count += 1
        if len(self.kept) < MOST_PROBLEMS:
            self.kept.append(problem(line, text, reason))

    def all(self) -> tuple[Problem, ...]:
        """Return the problems in the order they were added; the last one says how many more there were."""
        more = self.count - len(self.kept)
        if not more:
            return tuple(self.kept)
        return (*self.kept, problem(self.kept[-1].line, "", f"{more:,} more problems follow this one"))
