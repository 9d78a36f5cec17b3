"""Measures of a ranking against judged documents."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence


def ndcg(ranking: Sequence[str], relevance: Mapping[str, int], k: int) -> float:
    """Return the discounted gain of the first ``k``, as a share of the best possible one."""
    gained = _discounted([relevance.get(name, 0) for name in ranking[:k]])
    best = _discounted(sorted(relevance.values(), reverse=True)[:k])
    return gained / best if best else 0.0


def recall(ranking: Sequence[str], relevance: Mapping[str, int], k: int) -> float:
    """Return the share of the relevant documents that are among the first ``k``."""
    return len(set(ranking[:k]) & relevance.keys()) / len(relevance) if relevance else 0.0


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, start=1))


def reciprocal_rank(ranking: Sequence[str], relevance: Mapping[str, int]) -> float:
    """Return 1 divided by the rank of the first relevant document, or 0 where there is none."""
    return next((1 / rank for rank, name in enumerate(ranking, start=1) if name in relevance), 0.0)
