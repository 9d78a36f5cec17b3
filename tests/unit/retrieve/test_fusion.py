from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.retrieve.fusion import reciprocal_rank_fusion

_RANKINGS = st.lists(st.lists(st.sampled_from("abcdefgh"), unique=True), max_size=4)


def test_scores_are_sums_of_reciprocal_ranks() -> None:
    fused = dict(reciprocal_rank_fusion([["a", "b"], ["b", "c"]], k=60))
    assert fused == pytest.approx({"a": 1 / 61, "b": 1 / 62 + 1 / 61, "c": 1 / 62})


def test_agreement_beats_one_first_place() -> None:
    assert [name for name, _ in reciprocal_rank_fusion([["a", "b"], ["c", "b"]])] == ["b", "a", "c"]


def test_smaller_k_favours_first_places() -> None:
    rankings = [["a", "x", "b"], ["y", "z", "b"]]
    assert reciprocal_rank_fusion(rankings, k=60)[0][0] == "b"
    assert reciprocal_rank_fusion(rankings, k=0)[0][0] == "a"


def test_no_rankings_give_nothing() -> None:
    assert reciprocal_rank_fusion([]) == reciprocal_rank_fusion([[], []]) == []


@given(_RANKINGS)
def test_each_id_occurs_once_in_falling_order_with_ties_by_id(rankings: list[list[str]]) -> None:
    fused = reciprocal_rank_fusion(rankings)
    assert {name for name, _ in fused} == {name for ranking in rankings for name in ranking}
    assert fused == sorted(fused, key=lambda item: (-item[1], item[0]))
    assert len(dict(fused)) == len(fused)


@given(_RANKINGS)
def test_order_of_rankings_does_not_matter(rankings: list[list[str]]) -> None:
    forward = dict(reciprocal_rank_fusion(rankings))
    assert dict(reciprocal_rank_fusion(rankings[::-1])) == pytest.approx(forward)
