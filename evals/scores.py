"""What a scorer returns: counted shares, the lines that count, and every miss with its explanation."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.schema import Value


class Metric(Value):
    """One figure of a report."""

    name: str
    value: float | None
    """``None`` when nothing was counted."""
    detail: str = ""
    """What was counted."""


class Miss(Value):
    """A sample that was not answered as labelled."""

    sample: str
    kind: str
    explanation: str


class Score(Value):
    """The outcome of one task."""

    n: int
    """Labelled lines that count."""
    unscored: int
    """Labelled lines left out: of papers that are not there, or on which careful readers may differ."""
    metrics: tuple[Metric, ...]
    misses: tuple[Miss, ...]


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
