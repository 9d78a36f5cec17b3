"""How much of one file is read, so that no file can take all memory or time."""

from __future__ import annotations

from typing import Final

from assistant.errors import IngestError

LARGEST_FILE: Final = 64 * 1024 * 1024
MOST_LINES: Final = 2_000_000
MOST_PAPERS: Final = 100_000
LONGEST_TEXT: Final = 200_000
"""Characters of a title and abstract together; the longest abstracts have a few thousand."""

TOO_LONG: Final = (
    f"the text is longer than {LONGEST_TEXT:,} characters, too long for an abstract; it was left out"
)


def check_count(papers: int, file: str) -> None:
    """Raise IngestError when a file holds more papers than are read from one file."""
    if papers > MOST_PAPERS:
        raise IngestError(
            f"{file!r} holds more than {MOST_PAPERS:,} papers: expected at most that many in one file;"
            " split it into smaller files."
        )


def check_lines(text: str, file: str, *, most: int = MOST_LINES) -> None:
    """Raise IngestError when a text has more lines than are read from one file."""
    lines = text.count("\n")
    if lines > most:
        raise IngestError(
            f"{file!r} has {lines:,} lines: expected at most {most:,} in one file;"
            " split it into smaller files."
        )
