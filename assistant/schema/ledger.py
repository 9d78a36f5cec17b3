"""The ledger of claims: how it is asked, and what it shows."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from assistant.schema.base import Value
from assistant.schema.claims import Bound, Claim, Metric

ClaimOrder = Literal["paper", "largest", "smallest"]
"""As the papers came and their sentences stand, or by value."""


class ClaimFilter(Value):
    """Which claims are wanted; ``None`` asks nothing. Claims must fit every condition."""

    metric: Metric | None = None
    min_value: float | None = None
    """A range fits when it reaches this value."""
    max_value: float | None = None
    """A range fits when it starts at or below this value."""
    unit: str | None = None
    """As stored: ``x``, ``%``, ``pp`` or as printed."""
    bound: Bound | None = None
    hardware: str | None = None
    """Text that the stated hardware contains, whatever its case; likewise for model and baseline."""
    model: str | None = None
    baseline: str | None = None
    papers: tuple[str, ...] | None = None
    """Ids of papers."""
    own: bool | None = None
    headline: bool | None = None
    order: ClaimOrder = "paper"
    limit: int | None = Field(default=None, ge=0)
    offset: int = Field(default=0, ge=0)


class LedgerEntry(Value):
    """A claim as the ledger holds it."""

    key: str
    """Names the claim from now on, also when its paper is read again."""
    claim: Claim
    edited: tuple[str, ...] = ()
    """Fields that a user has corrected."""
