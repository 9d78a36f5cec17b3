"""Claims for figures that somebody gives by paper, quote, value, unit and metric."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import isclose, nan

from assistant.claims.names import is_proper_name, method_names, name_key
from assistant.errors import NotFoundError
from assistant.schema import Claim, Direction, Metric, Paper, Quantity, Quote
from assistant.schema.base import Value
from assistant.text.folding import folded
from assistant.text.quantities import find_quantities
from assistant.text.units import canonical_unit

_BASELINE = re.compile(
    r"\b(?:outperform\w*|surpass\w*|compared? (?:to|with|against)|comparing|relative to|than|over|exceed\w*)"
    r" (?P<name>[^,;.()]{2,80}?)(?=[,;.()]|$| (?:for|on|in|with|by|when|while|at|and|across|under|to)\b)"
)
_NAME = re.compile(r"[\w^]+(?:[-.][\w^]+)*(?:\(\))?")
_FOR = re.compile(r"[^\s,;]*(?: [\w^/]+)? (?:for|by|with) ([\w^]+(?:[-.][\w^]+)*)")
_CHANGE = re.compile(
    r"\b(?:improv|increas|decreas|reduc|gain|boost|faster|speed|accelerat|outperform|sav|lower|higher|fewer|less|cut)",
    re.IGNORECASE,
)
_SHARES = frozenset(["x", "%", "pp"])


class GivenFigure(Value):
    """A figure as somebody picked it from a paper; ``value`` is ``None`` for a statement without a figure."""

    quote: str
    value: float | None
    unit: str | None = None
    metric: Metric


def given_claim(paper: Paper, figure: GivenFigure, claims: Sequence[Claim]) -> Claim:
    """Return the claim of the paper that states this figure, or one made from its quote alone.

    A claim made for a statement without a figure has the value NaN. Raises NotFoundError when the quote is
    not in the abstract.
    """
    start = (paper.abstract or "").find(figure.quote)
    if start < 0 or not figure.quote:
        raise NotFoundError(
            f"The quote {figure.quote!r} is not in the abstract of {paper.title!r}; "
            "give an exact part of the abstract."
        )
    quote = Quote(paper_id=paper.id, start=start, end=start + len(figure.quote), text=figure.quote)
    fitting = [claim for claim in claims if _fits(claim, figure, quote)]
    return max(fitting, key=lambda claim: _overlap(claim, quote)) if fitting else _made(paper, quote, figure)


def _fits(claim: Claim, figure: GivenFigure, quote: Quote) -> bool:
    if figure.value is None or not isclose(claim.quantity.value, figure.value) or not _overlap(claim, quote):
        return False
    return figure.unit is None or _unit(claim.quantity.unit) == _unit(figure.unit)


def _unit(printed: str) -> str:
    unit = canonical_unit(folded(printed))
    return unit if unit in _SHARES else ""


def _overlap(claim: Claim, quote: Quote) -> int:
    """Return how many characters a claim's quote shares with another one of the same abstract."""
    if claim.quote.field != "abstract":
        return 0
    return max(0, min(claim.quote.end, quote.end) - max(claim.quote.start, quote.start))


def _made(paper: Paper, quote: Quote, figure: GivenFigure) -> Claim:
    text = folded(quote.text)
    baseline = _BASELINE.search(text)
    value = nan if figure.value is None else figure.value
    attached = _attached(text, value)
    return Claim(
        quote=quote,
        metric=figure.metric,
        quantity=Quantity(value=value, unit=figure.unit or ""),
        direction=_direction(text, figure),
        subject=attached or _first_name(paper, text),
        baseline=baseline["name"] if baseline and not attached else None,
        own=attached is None or _is_own(paper, attached),
    )


def _attached(text: str, value: float) -> str | None:
    """Return the name that a figure is given for: "732 ms for Orca"."""
    for figure in find_quantities(text):
        if isclose(float(figure.value), value):
            match = _FOR.match(text, figure.end)
            return match[1] if match and is_proper_name(match[1]) else None
    return None


def _first_name(paper: Paper, text: str) -> str | None:
    words = [word for word in _NAME.findall(text) if not word[0].isdigit()]
    return next((word for word in words if _is_own(paper, word) or is_proper_name(word)), None)


def _is_own(paper: Paper, name: str) -> bool:
    """Tell whether a name is of the paper's method, or of a variant such as ``MARLIN-2`` of it."""
    key = name_key(name)
    return any(key.startswith(own) for own in map(name_key, method_names(paper)))


def _direction(text: str, figure: GivenFigure) -> Direction:
    changes = _unit(figure.unit or "") in _SHARES and _CHANGE.search(text)
    return "improves" if changes else "neutral"
