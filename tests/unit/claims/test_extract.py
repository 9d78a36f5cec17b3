"""What the extractor reads from sentences written for these tests, form by form."""

from __future__ import annotations

import pytest

from assistant.claims.extract import extract_claims
from assistant.schema import Claim, Paper
from assistant.text.folding import paper_id


def claims_of(abstract: str, title: str = "Quickly: Fast Serving of Large Models") -> list[Claim]:
    return extract_claims(Paper(id=paper_id(title, abstract), title=title, abstract=abstract))


def only(abstract: str) -> Claim:
    found = claims_of(abstract)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    "written", ["2.8x", "2.8 ×", r"$2.8\times$", "2.8times", r"2.8$\times$", "2.8 times", "2.8-fold"]
)
def test_a_factor_is_read_in_every_spelling(written: str) -> None:
    claim = only(f"Quickly achieves {written} speedup over Slowly.")
    assert (claim.quantity.value, claim.quantity.unit, claim.metric) == (2.8, "x", "speedup")
    assert (claim.subject, claim.baseline, claim.direction) == ("Quickly", "Slowly", "improves")


@pytest.mark.parametrize(
    ("phrase", "bound", "value", "value_max"),
    [
        ("a 3x speedup", "exact", 3, None),
        ("up to 3x speedup", "up_to", 3, None),
        ("more than 3x speedup", "at_least", 3, None),
        ("about 3x speedup", "approx", 3, None),
        ("a 3x-5x speedup", "range", 3, 5),
        ("a 3x to 5x speedup", "range", 3, 5),
    ],
)
def test_bounds_and_ranges_are_kept(phrase: str, bound: str, value: float, value_max: float | None) -> None:
    quantity = only(f"Quickly delivers {phrase} over Slowly.").quantity
    assert (quantity.bound, quantity.value, quantity.value_max) == (bound, value, value_max)


def test_listed_figures_pair_with_listed_baselines() -> None:
    found = claims_of(
        "Quickly reduces latency by up to 29times, 28times, and 3times over Alpha, Beta and Gamma."
    )
    assert [(one.quantity.value, one.baseline) for one in found] == [
        (29, "Alpha"),
        (28, "Beta"),
        (3, "Gamma"),
    ]
    assert {one.quantity.bound for one in found} == {"up_to"}


def test_names_ahead_of_the_figures_pair_with_them_respectively() -> None:
    found = claims_of(
        "Compared to compilers like Alpha and Beta, as well as kernels such as Gamma and Delta, "
        "Quickly achieves speedups of 1.7x, 2.6x, 1.2x and 1.1x, respectively."
    )
    assert [one.baseline for one in found] == ["Alpha", "Beta", "Gamma", "Delta"]


def test_each_figure_keeps_the_baseline_named_after_it() -> None:
    found = claims_of("Quickly is about 1.7x faster than Alpha and about 7.6x faster than the Beta server.")
    assert [one.baseline for one in found] == ["Alpha", "the Beta server"]


def test_joined_effects_share_the_baseline_after_them() -> None:
    found = claims_of("Quickly delivers 1.3x faster inference and 1.2x memory savings over Slowly.")
    assert [(one.metric, one.baseline) for one in found] == [("speedup", "Slowly"), ("memory", "Slowly")]


def test_a_level_and_its_rival_are_two_claims() -> None:
    ours, theirs = claims_of("Quickly achieves 52% accuracy versus 32% for the text baseline.")
    assert (ours.own, ours.subject, ours.baseline, ours.direction) == (
        True,
        "Quickly",
        "the text baseline",
        "neutral",
    )
    assert (theirs.own, theirs.subject, theirs.baseline) == (False, "the text baseline", None)


@pytest.mark.parametrize(
    ("sentence", "metric", "value", "unit", "direction"),
    [
        ("Quickly needs 75 % less memory than Slowly.", "memory", 75, "%", "improves"),
        ("Quickly cuts the memory needed for inference by half.", "memory", 50, "%", "improves"),
        ("Quickly reaches this with only 3.6% quality loss.", "quality", 3.6, "%", "degrades"),
        ("Quickly gains +3.03% mAP on KITTI.", "quality", 3.03, "%", "improves"),
        (r"Quickly reaches an accuracy of 12.4\%.", "quality", 12.4, "%", "neutral"),
        ("Quickly achieves 55.2% MFU.", "utilization", 55.2, "%", "neutral"),
        ("Quickly achieves 156 TFLOPS on an RTX 4090 GPU.", "throughput", 156, "TFLOPS", "neutral"),
        ("Quickly increases latency by 12%.", "speedup", 12, "%", "degrades"),
        ("Quickly reduces the error rate by 12%.", "quality", 12, "%", "improves"),
        ("Quickly doubles throughput over Slowly.", "speedup", 2, "x", "improves"),
        ("Quickly provides a twofold speedup.", "speedup", 2, "x", "improves"),
        (
            "Quickly is an order of magnitude faster than Slowly.",
            "speedup",
            1,
            "orders of magnitude",
            "improves",
        ),
    ],
)
def test_metric_and_direction(sentence: str, metric: str, value: float, unit: str, direction: str) -> None:
    claim = only(sentence)
    assert (claim.metric, claim.quantity.value) == (metric, value)
    assert (claim.quantity.unit, claim.direction) == (unit, direction)


@pytest.mark.parametrize(
    "sentence",
    [
        "We train a 175B model on 12,288 GPUs.",
        "We run on an RTX 4090 and an A100 with 80GB.",
        "Quickly supports W4A8 and FP8 formats.",
        "In 2025 we released version 3.5 under the name Quickly 3.5.",
        "As shown in [12], servers are slow.",
        "We evaluate 14 models on 285 tasks with 10 seeds.",
        "Quickly performs 4x super-resolution of 256x256 images.",
        "We report a 95% confidence interval (p < 0.05).",
        "Costs have been doubling every few months.",
        "Servers are orders of magnitude slower.",
    ],
)
def test_settings_are_not_claims(sentence: str) -> None:
    assert claims_of(sentence) == []


def test_what_stands_before_the_own_work_is_background() -> None:
    first, second = claims_of(
        "Alpha only achieves 1.2x speedup over Beta. We present Quickly. It achieves 3x speedup."
    )
    assert (first.own, second.own) == (False, True)


def test_we_stands_for_the_named_method() -> None:
    assert (
        claims_of("We propose Quickly, a server. We achieve 3x speedup over Slowly.")[0].subject == "Quickly"
    )


def test_conditions_are_read_where_stated() -> None:
    claim = only(
        "Quickly achieves 2.1x faster inference on an A100 GPU with LLaMA-2-70B in FP8 at batch size 16."
    )
    setting = claim.setting
    assert (setting.hardware, setting.model, setting.precision) == ("A100 GPU", "LLaMA-2-70B", "FP8")
    assert (setting.batch, setting.task) == ("batch size 16", "inference")


def test_nothing_is_invented_for_what_is_not_stated() -> None:
    setting = only("Quickly is 2.1x faster than Slowly.").setting
    assert set(setting.model_dump().values()) == {None}


def test_the_quote_is_an_exact_slice_that_holds_the_figure() -> None:
    abstract = (
        "Servers are slow.  We present Quickly; it yields\n$2.8\\times$ speedup over Slowly, "
        "while being simple."
    )
    quote = claims_of(abstract)[0].quote
    assert quote.text == abstract[quote.start : quote.end]
    assert quote.text == "it yields\n$2.8\\times$ speedup over Slowly"


def test_a_paper_without_abstract_has_no_claims() -> None:
    assert extract_claims(Paper(id="0" * 16, title="Quickly", abstract=None)) == []


def test_claims_stand_in_order_of_appearance() -> None:
    found = claims_of("Quickly is 2x faster than Alpha. It uses 30% less memory. It reaches 91.5% accuracy.")
    assert [one.quantity.value for one in found] == [2, 30, 91.5]


@pytest.mark.parametrize(
    ("sentence", "value", "unit", "metric", "direction"),
    [
        ("Quickly improves FID from 0.87 to 0.50.", 0.5, "FID", "quality", "improves"),
        ("Quickly raises accuracy from 10% to 99%.", 99, "%", "quality", "improves"),
        ("Quickly loses ground, with accuracy dropping from 93% to 27%.", 27, "%", "quality", "degrades"),
        (
            "Quickly serves 295 images per second on one GPU.",
            295,
            "images per second",
            "throughput",
            "neutral",
        ),
        ("Quickly wins with a Dice score of 0.97+/-0.01.", 0.97, "Dice score", "quality", "neutral"),
        ("Quickly passes 8/10 runs.", 8, "runs", "quality", "neutral"),
        ("Quickly cuts latency to 68.5%.", 68.5, "%", "speedup", "improves"),
        ("Quickly outperforms models 200 times larger.", 200, "x", "compression", "improves"),
    ],
)
def test_levels_counts_and_shares(
    sentence: str, value: float, unit: str, metric: str, direction: str
) -> None:
    claim = only(sentence)
    assert (claim.quantity.value, claim.quantity.unit) == (value, unit)
    assert (claim.metric, claim.direction) == (metric, direction)


def test_joined_changes_share_their_verb() -> None:
    cost, time = claims_of("Quickly cuts cost by 90% and latency by 50%.")
    assert [(it.metric, it.direction, it.subject) for it in (cost, time)] == [
        ("cost", "improves", "Quickly"),
        ("speedup", "improves", "Quickly"),
    ]
