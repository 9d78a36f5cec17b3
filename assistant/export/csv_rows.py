"""Rows as CSV that every spreadsheet reads and none takes for formulas."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from assistant.export.escape import csv_cell

Cell = str | float | bool | None


def csv_rows(columns: Sequence[str], rows: Iterable[Mapping[str, Cell]]) -> str:
    """Return one row of headings and one row per mapping; an empty cell stands for ``None``.

    Numbers are plain numbers; a text that a spreadsheet would take for a formula has an apostrophe before it.
    """
    # The csv module's own dialect is that of RFC 4180.
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(columns)
    writer.writerows([_printed(row[column]) for column in columns] for row in rows)
    return file.getvalue()


def _printed(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return str(cell).lower()
        case str():
            return csv_cell(cell)
        case _:
            return f"{cell:.15g}"
