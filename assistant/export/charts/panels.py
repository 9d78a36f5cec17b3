"""Which claimed factors stand in one panel: those of one metric over one baseline, and no others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import get_args

from assistant.claims.baselines import is_named
from assistant.claims.names import name_key
from assistant.export.charts.points import ChartPoint
from assistant.export.wording import short_title
from assistant.schema import Metric, Value


class Panel(Value):
    """Factors of one metric over one baseline."""

    metric: Metric
    baseline: str | None
    points: tuple[ChartPoint, ...]

    @property
    def heading(self) -> str:
        """What the panel shows, in words."""
        over = f" over {self.baseline}" if self.baseline else ", baseline not stated"
        return " ".join(f"{self.metric.capitalize()}{over}".split())


def panels(points: Sequence[ChartPoint]) -> list[Panel]:
    """Return the panels by metric, those of most points first and unstated baselines last."""
    groups: defaultdict[tuple[str, ...], list[ChartPoint]] = defaultdict(list)
    for point in points:
        groups[_key(point)].append(point)
    found = [
        Panel(metric=group[0].metric, baseline=_baseline(group[0]), points=tuple(group))
        for group in groups.values()
    ]
    metrics = get_args(Metric)
    return sorted(found, key=lambda it: (metrics.index(it.metric), it.baseline is None, -len(it.points)))


def _key(point: ChartPoint) -> tuple[str, ...]:
    """Baselines that nobody can look up, such as "prior work", are one only within one paper."""
    if point.baseline is None:
        return (point.metric,)
    paper = () if is_named(point.baseline) else (point.paper_id,)
    return (point.metric, name_key(point.baseline) or point.baseline, *paper)


def _baseline(point: ChartPoint) -> str | None:
    if point.baseline is None or is_named(point.baseline):
        return point.baseline
    return f"{point.baseline} ({short_title(point.title)})"
