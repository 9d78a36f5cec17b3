"""Known answers in, known figures out."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.ledger.pairs import JudgedPair
from assistant.schema import Claim, Link, Paper
from evals.gold import GoldClaim, GoldLink, GoldPair
from evals.matching import Found
from evals.scorers import score_claims, score_links, score_pairs
from evals.scores import Score

TEXT = "Ours is 2x faster than A on an H100 and 3x faster than B."
PAPERS = [Paper(id=title, title=title, abstract=TEXT) for title in ("One", "Two")]
SIDE = {"paper": "One", "quote": "2x", "value": 2, "unit": "x", "metric": "speedup"}


def value(score: Score, name: str) -> float | None:
    (metric,) = (it for it in score.metrics if it.name == name)
    return metric.value


def gold(number: float, **fields: Any) -> GoldClaim:  # noqa: ANN401 - whatever a label has
    base = {"paper": "One", "quote": f"{number:g}x", "metric": "speedup", "value": number, "value_max": None}
    rest = {"unit": "x", "bound": "exact", "direction": "improves", "subject": "Ours", "baseline": None}
    return GoldClaim.model_validate({**base, **rest, "own": True, "setting": {}, "headline": False, **fields})


def found(number: float, **fields: Any) -> Found:  # noqa: ANN401 - whatever a claim has
    words = f"{number:g}x"
    start = max(TEXT.find(words), 0)
    quote = {"paper_id": "One", "start": start, "end": start + len(words), "text": words}
    quantity = {"value": number, "unit": "x"}
    claim = {"quote": quote, "metric": "speedup", "quantity": quantity, "direction": "improves", **fields}
    return Found(Claim.model_validate(claim), PAPERS[0])


def test_precision_and_recall_count_both_sides() -> None:
    score = score_claims([gold(2), gold(3)], [found(2), found(7), found(8)], unscored=1)
    assert (score.n, score.unscored) == (2, 1)
    assert value(score, "strict precision") == pytest.approx(1 / 3)
    assert value(score, "strict recall") == pytest.approx(1 / 2)
    assert value(score, "strict F1") == pytest.approx(2 / 5)
    assert sorted(miss.kind for miss in score.misses) == ["extra", "extra", "missed", "subject"]


def test_fields_are_scored_on_matched_lines_and_not_stated_is_a_label() -> None:
    labels = [gold(2, baseline="A", setting={"hardware": "an H100"}), gold(3, bound="approx")]
    claims = [
        found(2, subject="ours", baseline="the A", setting={"hardware": "H100", "task": "inference"}),
        found(3, subject="Ours"),
    ]
    score = score_claims(labels, claims, unscored=0)
    assert (value(score, "bound"), value(score, "baseline"), value(score, "subject")) == (0.5, 1, 1)
    assert (value(score, "baseline, exact"), value(score, "subject, exact")) == (0.5, 0.5)
    assert (value(score, "setting hardware"), value(score, "setting task")) == (1, 0.5)
    assert value(score, "invented-condition rate") == pytest.approx(1 / 15)
    assert value(score, "invented, of the fields filled") == pytest.approx(1 / 2)


def test_nothing_found_has_no_precision() -> None:
    score = score_claims([gold(2)], [], unscored=0)
    assert (value(score, "strict precision"), value(score, "strict recall"), value(score, "bound")) == (
        None,
        0,
        None,
    )


def pair(verdict: str, may_rank: bool, *ambiguous: str) -> GoldPair:
    labels = {"verdict": verdict, "may_rank": may_rank, "ambiguous": ambiguous}
    return GoldPair.model_validate({"id": "P", "a": SIDE, "b": SIDE, **labels})


def judged(verdict: str, may_rank: bool) -> JudgedPair:
    given = {"verdict": verdict, "may_rank": may_rank, "reasons": ("metric",), "resolved": True}
    return JudgedPair.model_validate({"id": "P", **given})


def test_verdicts_are_scored_by_macro_f1() -> None:
    labels = [pair("comparable", True), pair("comparable", True), pair("not_comparable", False)]
    verdicts = [judged("comparable", True), judged("with_caveat", False), judged("not_comparable", False)]
    score = score_pairs(labels, verdicts)
    # Of the three kinds, one is half found, one was never right, one is right.
    assert value(score, "macro-F1") == pytest.approx((2 / 3 + 0 + 1) / 3)
    assert (value(score, "unsafe rankings"), value(score, "may_rank accuracy")) == (0, pytest.approx(2 / 3))
    assert [miss.kind for miss in score.misses] == ["verdict", "ranking refused"]


def test_ranking_where_none_may_be_is_unsafe() -> None:
    score = score_pairs([pair("with_caveat", False)], [judged("with_caveat", True)])
    assert value(score, "unsafe rankings") == 1
    assert [miss.kind for miss in score.misses] == ["unsafe ranking"]


def test_ambiguous_fields_are_left_out() -> None:
    labels = [pair("comparable", False, "may_rank"), pair("comparable", False, "both")]
    score = score_pairs(labels, [judged("comparable", True), judged("not_comparable", True)])
    assert (score.n, score.unscored) == (1, 1)
    assert (value(score, "verdict accuracy"), value(score, "unsafe rankings")) == (1, 0)


def link(source: str, target: str, mention: str, relation: str = "baseline") -> Link:
    quote = {"paper_id": source, "start": 0, "end": len(TEXT), "text": TEXT}
    names = {"from_paper": source, "to_paper": target, "mention": mention, "relation": relation}
    return Link.model_validate({**names, "quote": quote})


def gold_link(mention: str, relation: str) -> GoldLink:
    return GoldLink.model_validate(
        {"from": "One", "to": "Two", "mention": mention, "relation": relation, "claim_quote": "2x faster"}
    )


def test_links_are_found_or_false() -> None:
    links = [link("One", "Two", "two"), link("Two", "One", "One")]
    labels = [gold_link("Two", "mentioned"), gold_link("Another name", "baseline")]
    score = score_links(labels, links, PAPERS, unscored=0)
    assert (value(score, "found"), value(score, "false links"), value(score, "relation")) == (0.5, 1, 0)
    assert [miss.kind for miss in score.misses] == ["missed link", "false link"]
