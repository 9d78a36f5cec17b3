"""Figures and titles in few words, spelled alike in tables, files and pictures."""

from __future__ import annotations

from typing import Final

from assistant.schema import Bound, Quantity, Usage

NOT_STATED: Final = "not stated"

BOUNDS: Final[dict[Bound, str]] = {
    "exact": "",
    "up_to": "up to ",
    "at_least": "at least ",
    "approx": "about ",
    "range": "",
}


def figure(quantity: Quantity) -> str:
    """Return a figure with its bound, such as ``up to 2.8x`` or ``1.9–2.7x``."""
    ends = [end for end in (quantity.value, quantity.value_max) if end is not None]
    unit = quantity.unit if quantity.unit in {"x", "%"} else f" {quantity.unit}"
    return f"{BOUNDS[quantity.bound]}{'–'.join(f'{end:.12g}' for end in ends)}{unit}".rstrip()


def cost(usage: Usage) -> str:
    """Return what an answer cost, such as ``$0.0012`` or ``local, free``; nothing where no price is known."""
    if usage.cached:
        return "cached, free"
    if usage.cost is None:
        return ""
    return f"${max(usage.cost, 0.0001):.4f}" if usage.cost else "local, free"


def times(factor: float) -> str:
    """Return a factor to three digits, or whole from a thousand up."""
    return f"{factor:.3g}" if factor < 1000 else f"{factor:.0f}"


def short_title(title: str, width: int = 40) -> str:
    """Return a title of at most ``width`` characters: what stands before its colon, else its first words."""
    line = " ".join(title.split())
    name = line.partition(": ")[0]
    return shortened(name if len(name) <= width else line, width)


def shortened(line: str, width: int) -> str:
    """Return a line of at most ``width`` characters, cut after a whole word where there is one."""
    if len(line) <= width:
        return line
    cut = line[:width]
    whole = cut[: cut.rfind(" ")] if " " in cut[width // 2 :] else cut[:-1]
    return f"{whole.rstrip(' ,;:-–')}…"
