"""What a plot of claimed factors shows: one point per claim that amounts to a factor."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from assistant.claims.derived import Derived, derive
from assistant.export.wording import BOUNDS, figure, times
from assistant.schema import Bound, Claim, ComparedClaim, Metric, Value

_BOUNDS_OF_LOSSES: Final[dict[Bound, str]] = {**BOUNDS, "up_to": "down to ", "at_least": "at most "}
"""Bounds of a loss by a factor, put in terms of what is left."""


class ChartPoint(Value):
    """One mark of the plot, and one row of the table beside it."""

    row: int
    """Position in the rows that were given, from 0."""
    paper_id: str
    title: str
    subject: str | None
    metric: Metric
    baseline: str | None
    hardware: str | None
    factor: float
    """How many times better than the baseline; below 1 where it is worse. Lower end of a range."""
    factor_max: float | None
    """Upper end of a range."""
    bound: Bound
    """As printed: ``up_to`` says that the effect is at most this large, in either direction."""
    derived: str | None
    """How the factor follows from the printed figure; ``None`` when it is the printed figure."""
    note: str | None
    """A second reading that the wording allows."""
    quote: str


def chart_points(rows: Sequence[ComparedClaim]) -> list[ChartPoint]:
    """Return a point for each row whose claim amounts to a factor, in the given order.

    What makes things f times worse stands at 1 / f, on the other side of 1.
    """
    return [point for row, shown in enumerate(rows) if (point := _point(row, shown))]


def factor_words(point: ChartPoint) -> str:
    """Return the factor with its bound, such as ``up to 2.8x``, or ``down to 0.5x`` for "up to 2x slower"."""
    ends = "–".join(times(end) for end in (point.factor, point.factor_max) if end is not None)
    return f"{(BOUNDS if point.factor >= 1 else _BOUNDS_OF_LOSSES)[point.bound]}{ends}x"


def _point(row: int, shown: ComparedClaim) -> ChartPoint | None:
    claim = shown.claim
    found = derive(claim)
    ends = _ends(found, claim) if found else []
    if found is None or not all(math.isfinite(end) and end > 0 for end in ends):
        return None
    return ChartPoint(
        row=row,
        paper_id=claim.quote.paper_id,
        title=shown.title,
        **claim.model_dump(include={"subject", "metric", "baseline"}),
        hardware=claim.setting.hardware,
        factor=ends[0],
        factor_max=ends[1] if len(ends) > 1 else None,
        bound=claim.quantity.bound,
        derived=_derivation(found, claim, ends),
        note=found.note,
        quote=claim.quote.text,
    )


def _ends(found: Derived, claim: Claim) -> list[float]:
    """Return one or both ends in ascending order; 0, which no log axis shows, for what has no inverse."""
    ends = [end for end in (found.factor, found.factor_max) if end is not None]
    if claim.direction == "degrades":
        ends = [1 / end if end else 0.0 for end in ends]
    return sorted(ends)


def _derivation(found: Derived, claim: Claim, ends: Sequence[float]) -> str | None:
    worse = claim.direction == "degrades"
    if claim.quantity.unit == "x" and not worse:
        return None
    # A formula reads "1 / (1 - 45 %) = 1.82x", or "1.82x as printed" when there is nothing to work out.
    formula = found.formula.partition(" = ")[0].removesuffix(" as printed")
    printed = f"{figure(claim.quantity)} {'worse' if worse else 'better'}"
    result = " to ".join(f"{times(end)}x" for end in ends)
    return f"{printed} = {result}: {f'1 / ({formula})' if worse else formula}"
