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
