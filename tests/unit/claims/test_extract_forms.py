"""Figures in the forms that abstracts give them: counts out of others, changes, shares and settings."""

from __future__ import annotations

import pytest

from assistant.claims.extract import extract_claims
from assistant.schema import Claim, Paper
from assistant.text.folding import paper_id


def claims_of(abstract: str) -> list[Claim]:
    title = "Quickly: Fast Serving of Large Models"
    return extract_claims(Paper(id=paper_id(title, abstract), title=title, abstract=abstract))


def stated(abstract: str) -> list[tuple[float, str]]:
    return [(claim.quantity.value, claim.metric) for claim in claims_of(abstract)]


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("Quickly passes 8/10 runs.", 8),
        ("Quickly outperforms Adam on three of four benchmarks.", 3),
        ("Changes are attributed by Quickly on 110 of 120 runs.", 110),
        ("With Quickly attribution becomes perfect (240/240).", 240),
    ],
)
def test_a_count_out_of_others_is_a_result(sentence: str, value: float) -> None:
    assert stated(sentence) == [(value, "quality")]


@pytest.mark.parametrize(
    "sentence",
    [
        "We evaluate Quickly on AIME 24/25.",
        "Each task features one of 8 biases.",
        "We evaluate 13 state-of-the-art models with Quickly.",
        "Approximately 10% of newborns require help at birth. We present Quickly.",
        "Quickly uses double coding of all answers.",
        "The lower half of the face is masked by Quickly.",
        "We evaluate Quickly across vocabulary sizes from 10K to 50K.",
        "Cloud resources exhibit elasticity [1].",
        "Quickly stores knowledge-graph triples, each with its source.",
    ],
)
def test_settings_names_and_background_are_no_claims(sentence: str) -> None:
    assert stated(sentence) == []


def test_what_a_method_is_run_with_is_a_setting() -> None:
    abstract = "Quickly with 20% heavy hitters improves the throughput over Slowly by up to 29x."
    assert stated(abstract) == [(29, "speedup")]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Quickly uses 23% fewer steps while covering 8.88% more oysters.",
            [(23, "other"), (8.88, "quality")],
        ),
        ("Quickly reduces KV reads from 411M to 31M, a 92.6% reduction.", [(31, "other"), (92.6, "other")]),
        ("Quickly beats Slowly with half the training data.", [(50, "data")]),
        ("Quickly yields 2.5x faster iterations than Slowly.", [(2.5, "speedup")]),
        (
            "Quickly sustains over 25 petaflops on 512 GPUs (40% of peak).",
            [(25, "throughput"), (40, "utilization")],
        ),
        ("Quickly incurs overheads of up to 2 ms and of up to 0.3 ms.", [(2, "latency"), (0.3, "latency")]),
        ("GPU hardware accounts for 40% of the decline.", [(40, "other")]),
        ("Quickly reduces the model size by a factor of four.", [(4, "memory")]),
        ("Quickly has a mean error of 1.84 ms.", [(1.84, "quality")]),
        ("Quickly reaches 88.2 on Mind2Web and 47.5 on OSWorld.", [(88.2, "quality"), (47.5, "quality")]),
        ("Quickly achieves FID=1.81 and IS=317.2.", [(1.81, "quality"), (317.2, "quality")]),
        ("Quickly showed high correlation (r>0.90).", [(0.9, "quality")]),
        (
            "Quickly improves recall from 20% to 76% and validity from 19.3% to 95.3%.",
            [(76, "quality"), (95.3, "quality")],
        ),
    ],
)
def test_the_metric_is_that_of_the_words_beside_the_figure(
    sentence: str, expected: list[tuple[float, str]]
) -> None:
    assert stated(sentence) == expected


def test_an_interval_after_a_value_is_none() -> None:
    assert stated("Quickly reaches an AUC of 0.95 [0.91-0.99].") == [(0.95, "quality")]


def test_what_is_added_to_a_time_degrades_it() -> None:
    (claim,) = claims_of("Quickly adds only 5.2% to the captioning time.")
    assert (claim.metric, claim.direction, claim.quantity.value) == ("speedup", "degrades", 5.2)


def test_each_bracket_belongs_to_the_name_before_it() -> None:
    abstract = "Quickly brings gains on revenue (+1.95%) and recall (+1.01%)."
    assert stated(abstract) == [(1.95, "other"), (1.01, "quality")]
