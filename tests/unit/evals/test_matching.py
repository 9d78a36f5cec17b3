from __future__ import annotations

from typing import Any

import pytest

from assistant.schema import Claim, Paper
from evals.gold import Borderline, GoldClaim
from evals.matching import Found, is_borderline, match, same_words

TEXT = "It is 2x faster than A and 2x faster than B, or (348%) in all."
PAPER = Paper(id="p", title="Paper", abstract=TEXT)


def gold(**fields: Any) -> GoldClaim:  # noqa: ANN401 - whatever a label has
    return GoldClaim.model_validate(
        {
            "paper": "Paper",
            "quote": "2x faster than A",
            "metric": "speedup",
            "value": 2,
            "value_max": None,
            "unit": "x",
            "bound": "exact",
            "direction": "improves",
            "subject": None,
            "baseline": "A",
            "own": True,
            "setting": {},
            "headline": False,
            **fields,
        }
    )


def found(words: str = "2x faster than A", value: float = 2, unit: str = "x", **fields: Any) -> Found:  # noqa: ANN401
    start = TEXT.index(words)
    claim = {
        "quote": {"paper_id": "p", "start": start, "end": start + len(words), "text": words},
        "metric": "speedup",
        "quantity": {"value": value, "unit": unit},
        "direction": "improves",
        **fields,
    }
    return Found(Claim.model_validate(claim), PAPER)


@pytest.mark.parametrize(
    ("label", "one", "strict", "lenient"),
    [
        ({}, found(), 1, 1),
        ({"unit": "times"}, found(), 1, 1),
        ({"value": 2.1}, found(), 0, 0),
        ({"value_max": 3}, found(), 0, 0),
        ({"unit": "%"}, found(), 0, 0),
        ({"paper": "Another"}, found(), 0, 0),
        ({"metric": "latency"}, found(), 0, 0),
        ({"metric": "other"}, found(), 0, 1),
        ({"metric": "data"}, found(metric="compression"), 0, 1),
        ({"metric": "data"}, found(metric="memory"), 0, 0),
    ],
)
def test_match_is_by_paper_figure_unit_and_metric(
    label: dict[str, Any], one: Found, strict: int, lenient: int
) -> None:
    assert len(match([gold(**label)], [one]).pairs) == strict
    assert len(match([gold(**label)], [one], lenient=True).pairs) == lenient


def test_claim_matches_one_label_at_most() -> None:
    matching = match([gold(), gold()], [found()])
    assert (len(matching.pairs), len(matching.missed), matching.extra) == (1, 1, ())
    matching = match([gold()], [found(), found()])
    assert (len(matching.pairs), matching.missed, len(matching.extra)) == (1, (), 1)


def test_equal_figures_are_paired_by_their_baselines() -> None:
    labels = [gold(baseline="A"), gold(baseline="B", quote="2x faster than B")]
    claims = [found("2x faster than B", baseline="B"), found(baseline="A")]
    pairs = match(labels, claims).pairs
    assert [(label.baseline, it.claim.baseline) for label, it in pairs] == [("A", "A"), ("B", "B")]


def test_strict_fit_is_not_given_up_for_a_lenient_one() -> None:
    labels = [gold(metric="other"), gold()]
    assert [label.metric for label, _ in match(labels, [found()], lenient=True).pairs] == ["speedup"]


@pytest.mark.parametrize(
    ("quote", "one", "expected"),
    [
        ("(348%)", found("348%", 348, "%"), True),
        ("(348%)", found("B, or (348%) in all", 2), False),
        ("than A and", found(), False),
        ("faster than A", found(), True),
        ("not in the text", found(), False),
    ],
)
def test_arguable_figure_is_told_by_words_and_value(quote: str, one: Found, expected: bool) -> None:
    assert is_borderline(one, [Borderline(paper="Paper", quote=quote)]) is expected


def test_arguable_figure_of_another_paper_excuses_nothing() -> None:
    assert not is_borderline(found(), [Borderline(paper="Another", quote="2x faster")])


@pytest.mark.parametrize(
    ("label", "text", "same"),
    [
        ("the optimized GPU tokenizer", "Optimized GPU Tokenizer", True),
        ("NVIDIA's CUTLASS", "CUTLASS", True),
        ("LLaMA-2 7B", "LLaMA 2 (7B)", True),
        ("vLLM", "LLM", False),
        ("X and Y", "Y X", False),
        (None, None, True),
        ("vLLM", None, False),
        (None, "vLLM", False),
        ("the", "vLLM", False),
    ],
)
def test_texts_are_compared_by_their_words(label: str | None, text: str | None, same: bool) -> None:
    assert same_words(label, text) is same
