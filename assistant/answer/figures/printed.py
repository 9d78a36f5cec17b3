"""A claim's figure as its sentence prints it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import isclose

from assistant.claims.sides import Side
from assistant.schema import Claim, Paper, Quantity
from assistant.text.qualifiers import Qualifier, find_qualifiers
from assistant.text.quantities import find_quantities

_ITEM = re.compile(r"[;,.](?:\s|$)| and | while | whereas | but ")
_BOUNDS = {"up_to": "up to ", "at_least": "at least ", "approx": "about ", "exact": "", "range": ""}


@dataclass(frozen=True)
class Printed:
    """A figure of folded text."""

    text: str
    hedges: frozenset[Qualifier]
    after: str
    """What follows it, up to the next item of a list."""


def printed(claim: Claim, paper: Paper) -> Printed | None:
    """Return the figure of a claim as its sentence has it, ``None`` where it stands in other words."""
    side = Side(claim, paper)
    sentence, figures = side.sentence, find_quantities(side.sentence)
    start = max(0, sentence.find(side.quote))
    for figure, hedges in zip(figures, find_qualifiers(sentence, figures), strict=True):
        inside = start <= figure.start < start + len(side.quote)
        if inside and isclose(float(figure.value), claim.quantity.value):
            after = _ITEM.split(sentence[figure.end :], maxsplit=1)[0]
            return Printed(sentence[figure.start : figure.end].strip(), hedges, after)
    return None


def spelled(quantity: Quantity) -> str:
    """Return a stored figure for a reader, with its bound: ``up to 95 %``."""
    end = "" if quantity.value_max is None else f"-{quantity.value_max:g}"
    space = "" if quantity.unit == "x" else " "
    return f"{_BOUNDS[quantity.bound]}{quantity.value:g}{end}{space}{quantity.unit}"
