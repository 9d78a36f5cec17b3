"""The ledger of claims: how it is asked, and what it shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from assistant.schema.base import Value
from assistant.schema.claims import Bound, Claim, Metric
from assistant.schema.writing import Usage

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
    proposed: bool | None = False
    """What a model proposed and the user has not accepted: left out, or with ``True`` alone asked for."""
    order: ClaimOrder = "paper"
    limit: int | None = Field(default=None, ge=0)
    offset: int = Field(default=0, ge=0)


class SecondReading(Value):
    """What a model that read the same abstract made of a claim."""

    reader: str
    """The model and its prompts, such as ``openai:gpt-4.1-mini claims@1 abstract@1``."""
    found: bool = True
    """False when it did not report this figure."""
    agrees: tuple[str, ...] = ()
    """Fields that both readers read alike; none of a claim that only the model found."""
    differs: Mapping[str, str | None] = {}
    """Fields that the model read otherwise, with what it read; ``None`` means not stated."""


class LedgerEntry(Value):
    """A claim as the ledger holds it."""

    key: str
    """Names the claim from now on, also when its paper is read again."""
    claim: Claim
    edited: tuple[str, ...] = ()
    """Fields that a user has corrected."""
    second: SecondReading | None = None
    """``None`` when no model has read the paper."""


class ReadingReport(Value):
    """What a second reading has come to so far."""

    done: int = 0
    """Papers dealt with, out of ``total``."""
    total: int = 0
    agreeing: int = 0
    """Claims that both readers read alike."""
    differing: int = 0
    """Claims that both found, with fields that they read differently."""
    unconfirmed: int = 0
    """Claims that the model did not report."""
    proposed: int = 0
    """Claims that only the model found."""
    refused: Mapping[str, int] = {}
    """How many proposals were refused, by the reason."""
    dropped: Mapping[str, int] = {}
    """How many fields of proposals the text does not bear out, by their name."""
    failed: Mapping[str, str] = {}
    """By the id of a paper that was not read: why. It is tried again the next time."""
    usage: Usage = Usage()
