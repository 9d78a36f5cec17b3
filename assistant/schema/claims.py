"""Quantitative claims, the links between them, and how far two of them can be compared."""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, Field

from assistant.schema.base import Value
from assistant.schema.papers import PaperField

Metric = Literal[
    "speedup",
    "throughput",
    "latency",
    "memory",
    "compression",
    "quality",
    "utilization",
    "energy",
    "cost",
    "data",
    "other",
]

Bound = Literal["exact", "up_to", "at_least", "approx", "range"]

Direction = Literal["improves", "degrades", "neutral"]

Scope = Literal["kernel", "layer", "end_to_end"]

ClaimState = Literal["stated", "proposed", "accepted", "dismissed", "edited"]
"""Read from the text by rules; proposed by a model, and what the user said to that; corrected by the user."""

Comparability = Literal["comparable", "with_caveat", "not_comparable"]


class Quote(Value):
    """An exact slice of a paper's stored text."""

    paper_id: str
    field: PaperField = "abstract"
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    text: str


class Quantity(Value):
    """A figure as printed, in the printed unit."""

    value: float
    """NaN stands for a statement in words that somebody gave to be compared; the ledger holds none."""
    value_max: float | None = None
    """Upper end of a range."""
    unit: str
    """``x``, ``%``, ``pp`` for points, or the unit as printed."""
    bound: Bound = "exact"


class Setting(Value):
    """Conditions that the sentence, or one it plainly continues, states; ``None`` means not stated."""

    hardware: str | None = None
    model: str | None = None
    dataset: str | None = None
    task: str | None = None
    precision: str | None = None
    batch: str | None = None
    context_length: str | None = None
    scale: str | None = None
    scope: Scope | None = None


class Claim(Value):
    """One figure that a paper claims, over one baseline, with the words that state it."""

    quote: Quote
    metric: Metric
    quantity: Quantity
    direction: Direction
    subject: str | None = None
    baseline: str | None = None
    own: bool = True
    """False for a background figure about somebody else's work."""
    headline: bool = False
    """Among the few results by which the authors sell the paper."""
    setting: Setting = Setting()
    state: ClaimState = "stated"


class Proposal(Value):
    """A claim as a model words it, before anything of it was checked."""

    # Models add fields of their own and print numbers for texts; neither does harm.
    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    metric: Metric
    value: float = Field(allow_inf_nan=False)
    value_max: float | None = Field(default=None, allow_inf_nan=False)
    unit: str = ""
    bound: Bound = "exact"
    direction: Direction = "neutral"
    subject: str | None = None
    baseline: str | None = None
    hardware: str | None = None
    model: str | None = None
    dataset: str | None = None
    task: str | None = None
    precision: str | None = None
    batch: str | None = None
    context_length: str | None = None
    scale: str | None = None
    quote: str


class ProposedClaim(Value):
    """A claim that a model proposed and the abstract bears out."""

    claim: Claim
    dropped: tuple[str, ...] = ()
    """Fields of the proposal that the abstract does not bear out; they are left as the text has them."""


class Link(Value):
    """A place where one paper names the method of another paper of the library."""

    from_paper: str
    to_paper: str
    mention: str
    """The name as printed."""
    relation: Literal["baseline", "mentioned"]
    quote: Quote


class PairVerdict(Value):
    """Whether two claims may be compared, and why."""

    verdict: Comparability
    reasons: tuple[str, ...]
    """One clause each, naming the field that decides."""
    may_rank: bool


class ComparedClaim(Value):
    """A claim as one row of a comparison."""

    claim: Claim
    title: str
    """Title of the claim's paper."""
    quality: Quote | None = None
    """What is said beside a speed or size about quality; ``None`` means that quality is not stated."""


class ComparedPair(PairVerdict):
    """The verdict on two rows of a comparison, by their positions from 0."""

    a: int = Field(ge=0)
    b: int = Field(ge=0)


class Disagreement(Value):
    """Two rows of a comparison that state different figures for one method and metric."""

    a: int = Field(ge=0)
    b: int = Field(ge=0)
    reason: str


class Comparison(Value):
    """Claims side by side: rows, a verdict on each pair, and where the methods met."""

    rows: tuple[ComparedClaim, ...]
    pairs: tuple[ComparedPair, ...]
    head_to_head: tuple[Link, ...] = ()
    """Places where one of the papers measures itself against another one's method."""
    disagreements: tuple[Disagreement, ...] = ()
    left_out: int = Field(default=0, ge=0)
    """Claims that were asked for too, but are too many to be set side by side."""
