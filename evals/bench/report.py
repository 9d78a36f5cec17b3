"""Measures and how they are printed."""

from __future__ import annotations

import os
import platform
import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Measure:
    """Repeated readings of one quantity, and the most that it should be, if there is such a target."""

    name: str
    unit: str
    readings: Sequence[float]
    target: float | None = None

    def figures(self) -> dict[str, object]:
        """Return median, spread and target as plain values."""
        return {
            "unit": self.unit,
            "median": round(statistics.median(self.readings), 4),
            "lowest": round(min(self.readings), 4),
            "highest": round(max(self.readings), 4),
            "runs": len(self.readings),
            "target": self.target,
        }


def machine() -> str:
    """Describe the machine in general terms."""
    system = f"{platform.system()} {platform.machine()}"
    return f"{os.cpu_count()} cores, {system}, Python {platform.python_version()}"


def table(measures: Sequence[Measure]) -> str:
    """Return a Markdown table, one measure a row."""
    rows = ["| measure | median | lowest to highest | target |", "|---|---|---|---|"]
    rows.extend(_row(measure) for measure in measures)
    return "\n".join(rows)


def _row(measure: Measure) -> str:
    median = statistics.median(measure.readings)
    if measure.target is None:
        target = ""
    else:
        target = f"at most {measure.target:g}: {'met' if median <= measure.target else 'missed'}"
    spread = f"{min(measure.readings):.3g} to {max(measure.readings):.3g}"
    return f"| {measure.name} | {median:.3g} {measure.unit} | {spread} | {target} |"
