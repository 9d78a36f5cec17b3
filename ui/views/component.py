"""The app's own components: a script that builds the page's elements and a style, both beside this module."""

from __future__ import annotations

from pathlib import Path

from streamlit.components.v2 import component
from streamlit.components.v2.types import ComponentRenderer


def define(name: str, *shared: str) -> ComponentRenderer:
    """Return the component whose files are ``<name>.js`` and ``<name>.css``, after those that it shares."""
    names = (*shared, name)
    return component(
        f"quotient_{name}",
        js=_text("dom.js", *(f"{it}.js" for it in names)),
        css=_text("base.css", *(f"{it}.css" for it in names)),
    )


def _text(*names: str) -> str:
    return "\n".join((Path(__file__).parent / name).read_text(encoding="utf-8") for name in names)
