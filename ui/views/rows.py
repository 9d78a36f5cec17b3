"""A list whose rows can be opened: chats, papers, evidence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import cast

import streamlit as st

from ui.views.component import define

_mount = define("rows")


@dataclass(frozen=True)
class Row:
    """One line of a list."""

    id: str
    title: str
    meta: str = ""
    """Small print under the title."""
    badge: str = ""
    """A word after the title, such as ``title only``."""
    key: str = ""
    """What stands before the title, such as a citation number."""
    current: bool = False


def draw_rows(
    rows: Sequence[Row], *, key: str, label: str, on_open: Callable[[str], object] | None = None
) -> None:
    """Draw a list; ``on_open`` gets the id of the row that is clicked, without it rows are only read.

    ``label`` names the list to screen readers.
    """

    def opened() -> None:
        row_id = cast("str | None", st.session_state[key].get("open"))
        if row_id is not None and on_open is not None:
            on_open(row_id)

    data = {"label": label, "rows": [asdict(row) for row in rows], "opens": on_open is not None}
    _mount(key=key, data=data, on_open_change=opened)
