"""A table whose cells are shown verbatim and can open something."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import cast

import streamlit as st

from ui.views.component import define

_mount = define("table")


@dataclass(frozen=True)
class Cell:
    """One cell; without text it reads "not stated"."""

    text: str | None
    id: str | None = None
    """What is opened when the cell is clicked."""
    current: bool = False


def draw_table(
    headings: Sequence[Cell],
    rows: Sequence[Sequence[Cell]],
    *,
    key: str,
    label: str,
    on_open: Callable[[str], None] | None = None,
) -> None:
    """Draw a table; the first cell of a row is its heading, and ``on_open`` gets the id of a clicked cell.

    ``label`` names the table to screen readers.
    """

    def opened() -> None:
        cell_id = cast("str | None", st.session_state[key].get("open"))
        if cell_id is not None and on_open is not None:
            on_open(cell_id)

    data = {
        "label": label,
        "headings": [asdict(cell) for cell in headings],
        "rows": [[asdict(cell) for cell in row] for row in rows],
    }
    _mount(key=key, data=data, on_open_change=opened)
