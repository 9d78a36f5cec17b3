"""One ranking out of several."""

from __future__ import annotations

from collections.abc import Sequence


def reciprocal_rank_fusion(rankings: Sequence[Sequence[str]], k: int = 60) -> list[tuple[str, float]]:
    """Return all ids with the sum of ``1 / (k + rank)`` over the rankings, highest first, equal ones by id.

    Only ranks count, so rankings need not share a scale. The larger ``k``, the less first ranks stand out.
    """
    scores: dict[str, float] = {}
    for ranking in rankings:
        for rank, name in enumerate(ranking, start=1):
            scores[name] = scores.get(name, 0.0) + 1 / (k + rank)
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))
