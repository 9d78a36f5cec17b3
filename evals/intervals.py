"""Bootstrap intervals of means over samples."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from evals.scores import Metric, Share

_DRAWS = 2000
_SEED = 20240607
"""Fixed, so that a report repeats and runs over the same samples are drawn alike."""
_ENDS = (2.5, 97.5)


def mean_metric(name: str, shares: Sequence[Share]) -> Metric:
    """Return the mean of the samples' shares; samples without anything to count are left out."""
    counted = [share for share in shares if share.total]
    values = np.array([share.right / share.total for share in counted])
    low, high = _interval(values, np.ones_like(values))
    value = float(values.mean()) if counted else None
    return Metric(name=name, value=value, detail=f"mean of {len(counted)} samples", low=low, high=high)


def pooled_metric(name: str, shares: Sequence[Share]) -> Metric:
    """Return the share of everything counted, whatever sample it is in; the interval draws samples."""
    right, total = (np.array([getattr(share, side) for share in shares]) for side in ("right", "total"))
    low, high = _interval(right, total)
    value = float(right.sum() / total.sum()) if total.sum() else None
    return Metric(name=name, value=value, detail=f"{right.sum():g} of {total.sum():g}", low=low, high=high)


def _interval(right: np.ndarray, total: np.ndarray) -> tuple[float | None, float | None]:
    """Return where the ratio of the sums lies in 95 % of the draws; nothing for fewer than two samples."""
    if len(right) < 2 or not total.sum():
        return None, None
    drawn = np.random.default_rng(_SEED).integers(0, len(right), (_DRAWS, len(right)))
    totals = total[drawn].sum(axis=1)
    ratios = right[drawn].sum(axis=1)[totals > 0] / totals[totals > 0]
    low, high = np.percentile(ratios, _ENDS)
    return float(low), float(high)
