"""One sentence to the reader, shown exactly as it is: Streamlit's own alerts would read it as Markdown."""

from __future__ import annotations

from typing import Literal

from ui import state
from ui.views.component import define

Kind = Literal["problem", "done"]

_mount = define("notice")


def show_notice() -> None:
    """Show the sentence kept for this page, if there is one."""
    sentence = state.take_notice()
    if sentence:
        show(sentence, key="notice")


def show(sentence: str, *, key: str, kind: Kind = "problem") -> None:
    """Show what went wrong and what to do next, or what was done."""
    _mount(key=key, data={"text": sentence, "kind": kind})
