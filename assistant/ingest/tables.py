"""Reader of CSV and TSV tables that have a title column."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from assistant.errors import IngestError
from assistant.ingest.records import ABSTRACT_NAMES, TITLE_NAMES, Found, squeezed
from assistant.schema import Ingested

_DELIMITERS: Final = {",": "csv", "\t": "tsv", ";": "csv", "|": "csv"}
_SUFFIXES: Final = {".csv", ".tsv", ".tab"}
_MOST_RESTARTS: Final = 20


@dataclass(frozen=True)
class _Row:
    line: int
    cells: tuple[str, ...]
    error: str = ""


def find_delimiter(text: str, file: str) -> str | None:
    """Return what separates the columns of a table, or ``None`` when the text is no table.

    Raises:
        IngestError: The file's name promises a table, but its first line names no title column.
    """
    header = _first_line(text)
    best = max(_DELIMITERS, key=lambda delimiter: len(_named(header, delimiter)))
    columns = len(_named(header, best))
    named_so = Path(file).suffix.lower() in _SUFFIXES
    if named_so and not columns:
        raise IngestError(
            f"{file!r} names no title column in its first line: expected a header such as"
            " 'title,abstract,authors,year'; add one and try again."
        )
    return best if columns > (0 if named_so else 1) else None


def read_table(text: str, file: str, *, delimiter: str) -> Ingested:
    """Read the papers of a table; a row that is broken is a problem, the others are kept."""
    found = Found(_DELIMITERS[delimiter], file)
    rows = _rows(text, delimiter)
    header = next(rows)
    names = [squeezed(cell) for cell in header.cells]
    if not any(name in ABSTRACT_NAMES for name in names):
        found.problems.add(
            header.line, ", ".join(header.cells), "the table has no abstract column; only titles were read"
        )
    for row in rows:
        if found.hopeless:
            break
        _take(found, names, row)
    return found.ingested()


def _first_line(text: str) -> str:
    return text.lstrip("\n").partition("\n")[0]


def _named(header: str, delimiter: str) -> list[str]:
    try:
        cells = next(csv.reader([header], delimiter=delimiter), list[str]())
    except csv.Error:
        return []
    names = [squeezed(cell) for cell in cells]
    return names if any(name in TITLE_NAMES for name in names) else []


def _take(found: Found, names: Sequence[str], row: _Row) -> None:
    shown = " ".join(row.cells)
    if row.error:
        found.problems.add(row.line, shown, row.error)
        return
    extra = [cell for cell in row.cells[len(names) :] if cell.strip()]
    if extra:
        found.problems.add(
            row.line,
            shown,
            f"the row has more cells than the table has columns ({len(names)}); it was left out",
        )
        return
    found.take(dict(zip(names, row.cells, strict=False)), row.line)


def _rows(text: str, delimiter: str) -> Iterator[_Row]:
    """Yield the rows that are not empty; after a broken one, reading resumes on the line below its first."""
    lines = [f"{line}\n" for line in text.split("\n")]
    start = 0
    for _ in range(_MOST_RESTARTS):
        broken = start
        for row in _rows_from(lines, start, delimiter):
            yield row
            if row.error:
                broken = row.line
        if broken == start:
            return
        start = broken
    yield _Row(start + 1, ("",), "too many rows before it are broken; the rest of the table was left out")


def _rows_from(lines: Sequence[str], start: int, delimiter: str) -> Iterator[_Row]:
    reader = csv.reader((lines[i] for i in range(start, len(lines))), delimiter=delimiter, strict=True)
    first = start + 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield _Row(first, tuple(cells))
            first = start + reader.line_num + 1
    except csv.Error as exc:
        yield _Row(first, (lines[first - 1].strip(),), f"the row cannot be read ({exc}); it was left out")
