from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.export.charts.points import chart_points
from assistant.schema import ComparedClaim

Rows = Callable[..., ComparedClaim]


def test_only_claims_that_amount_to_a_factor_become_points(row: Rows) -> None:
    rows = [row(metric="quality", unit="%"), row(value=3, hardware="A100"), row(direction="neutral")]
    (point,) = chart_points(rows)
    assert (point.row, point.factor, point.hardware, point.derived) == (1, 3, "A100", None)
    assert (point.title, point.quote) == ("MARLIN: Mixed Precision", "It is 2x faster.")


def test_derived_factor_shows_its_formula(row: Rows) -> None:
    (point,) = chart_points([row(metric="latency", value=45, unit="%", quote="45% lower latency")])
    assert point.factor == pytest.approx(1 / 0.55)
    assert point.derived == "45% better = 1.82x: 1 / (1 - 45 %)"


def test_range_keeps_both_ends_in_ascending_order(row: Rows) -> None:
    (point,) = chart_points([row(value=1.9, value_max=2.7, bound="range", quote="1.9x-2.7x")])
    assert (point.factor, point.factor_max, point.bound) == (1.9, 2.7, "range")


def test_degradation_stands_below_one(row: Rows) -> None:
    claim = row(value=2, value_max=4, bound="range", direction="degrades", quote="2x-4x slower")
    (point,) = chart_points([claim])
    assert (point.factor, point.factor_max) == (0.25, 0.5)
    assert point.derived == "2–4x worse = 0.25x to 0.5x: 1 / (2-4x)"


@pytest.mark.parametrize("value", [0.0, float("inf")])
def test_what_no_log_axis_shows_is_no_point(row: Rows, value: float) -> None:
    assert chart_points([row(value=value), row(value=value, direction="degrades")]) == []


def test_second_reading_of_the_wording_is_noted(row: Rows) -> None:
    (point,) = chart_points([row(value=2, quote="It is 2x faster.")])
    assert point.note is not None
    assert "times more" in point.note
