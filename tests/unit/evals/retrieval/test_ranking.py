from __future__ import annotations

import pytest

from evals.retrieval.ranking import ndcg, recall, reciprocal_rank

JUDGED = {"a": 2, "b": 1}


def test_gain_is_discounted_by_rank_and_normed_by_the_best_order() -> None:
    assert ndcg(["a", "b"], JUDGED, 10) == 1
    # (1 / log2(2) + 2 / log2(3)) / (2 / log2(2) + 1 / log2(3))
    assert ndcg(["b", "a"], JUDGED, 10) == pytest.approx(0.8597, abs=1e-4)
    assert ndcg(["c", "d"], JUDGED, 10) == 0


def test_only_the_first_k_count() -> None:
    assert recall(["a", "c", "b"], JUDGED, 2) == 0.5
    assert ndcg(["c", "a"], JUDGED, 1) == 0


def test_reciprocal_rank_is_that_of_the_first_relevant_document() -> None:
    assert reciprocal_rank(["c", "b", "a"], JUDGED) == 0.5
    assert reciprocal_rank(["c"], JUDGED) == 0
