from __future__ import annotations

import pytest

from evals.intervals import mean_metric, pooled_metric
from evals.scores import Share

MIXED = [Share(1, 1), Share(0, 1)] * 20


def test_mean_weighs_samples_alike_and_pooling_what_they_hold() -> None:
    shares = [Share(1, 1), Share(0, 3)]
    assert mean_metric("m", shares).value == pytest.approx(0.5)
    assert pooled_metric("m", shares).value == pytest.approx(0.25)


def test_sample_without_anything_to_count_is_left_out_of_the_mean() -> None:
    metric = mean_metric("m", [Share(1, 1), Share(0, 0)])
    assert (metric.value, metric.detail) == (1, "mean of 1 samples")


def test_nothing_counted_is_no_figure() -> None:
    for metric in (mean_metric("m", []), pooled_metric("m", [Share(0, 0), Share(0, 0)])):
        assert (metric.value, metric.low, metric.high) == (None, None, None)


@pytest.mark.parametrize("put_together", [mean_metric, pooled_metric])
def test_interval_holds_the_value_repeats_and_shrinks_with_more_samples(put_together: type) -> None:
    few, many = put_together("m", MIXED), put_together("m", MIXED * 10)
    assert few == put_together("m", MIXED)
    assert few.low < few.value < few.high
    assert many.high - many.low < (few.high - few.low) / 2


def test_interval_of_forty_coin_flips_is_that_of_the_textbook() -> None:
    metric = mean_metric("m", MIXED)
    assert metric.low == pytest.approx(0.345, abs=0.03)
    assert metric.high == pytest.approx(0.655, abs=0.03)


def test_one_sample_has_no_interval() -> None:
    assert mean_metric("m", [Share(1, 1)]).low is None
