"""What a scorer returns: counted shares, the lines that count, and every miss with its explanation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from assistant.schema import Value


@dataclass(frozen=True)
class Share:
    """What one scorer gives one sample: how much of a total is right, and why the rest is not."""

    right: float
    total: float
    misses: tuple[str, ...] = ()

    @classmethod
    def of(cls, right: float, total: float, why: str, misses: Sequence[str]) -> Self:
        """Return a share whose misses begin with ``why``."""
        return cls(right, total, tuple(f"{why}{miss}" for miss in misses))


class Metric(Value):
    """One figure of a report."""

    name: str
    value: float | None
    """``None`` when nothing was counted."""
    detail: str = ""
    """What was counted."""
    low: float | None = None
    """Lower end of the 95 % bootstrap interval over the samples, where there is one."""
    high: float | None = None
    count: bool = False
    """True of a number of things, False of a share."""


class Miss(Value):
    """A sample that was not answered as labelled."""

    sample: str
    kind: str
    explanation: str


class SampleScore(Value):
    """The scores of one sample: value by scorer, and what there is to see."""

    id: str
    group: str = ""
    input: str
    values: Mapping[str, float | None] = {}
    output: tuple[str, ...] = ()
    """What was answered, line by line."""
    wanted: tuple[str, ...] = ()
    """What is labelled, line by line, for a reader."""
    unscored: str | None = None
    """Why the sample could not be scored; it is kept out of every mean."""


class Group(Value):
    """The samples of one kind."""

    name: str
    n: int
    metrics: tuple[Metric, ...]


class Score(Value):
    """The outcome of one task."""

    n: int
    """Labelled lines that count."""
    unscored: int
    """Labelled lines left out: their papers are not there, careful readers may differ, or scoring failed."""
    metrics: tuple[Metric, ...]
    misses: tuple[Miss, ...] = ()
    groups: tuple[Group, ...] = ()
    samples: tuple[SampleScore, ...] = ()
    writer: str | None = None
    """Who wrote what was scored, where somebody did."""
    prompts: tuple[str, ...] = ()
    """References ``name@version`` of the prompts used."""


def share(name: str, right: int, total: int) -> Metric:
    """Return a counted share; there is none of nothing."""
    return Metric(name=name, value=right / total if total else None, detail=f"{right} of {total}")


def accuracy(name: str, outcomes: Iterable[bool]) -> Metric:
    """Return the share of outcomes that are right."""
    counted = list(outcomes)
    return share(name, sum(counted), len(counted))


def match_metrics(name: str, matched: int, *, found: int, labelled: int) -> tuple[Metric, Metric, Metric]:
    """Return precision, recall and F1 of a one-to-one match."""
    f1 = Metric(
        name=f"{name} F1",
        value=2 * matched / (found + labelled) if found + labelled else None,
        detail=f"{matched} matched, {found} found, {labelled} labelled",
    )
    return share(f"{name} precision", matched, found), share(f"{name} recall", matched, labelled), f1
