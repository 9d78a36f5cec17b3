"""Whether two claims may be compared and ranked."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.claims.compare import compare_pair
from assistant.claims.links import find_links
from assistant.schema import Claim, PairVerdict, Paper, Quantity, Quote, Setting
from assistant.text.folding import paper_id

Given = dict[str, Any]
"""Fields of a claim; ``says`` is its sentence, and of a paper of its own unless ``paper`` is given."""


def paper(title: str, *sentences: str) -> Paper:
    abstract = " ".join(sentences)
    return Paper(id=paper_id(title, abstract), title=title, abstract=abstract)


def claim(of: Paper, given: Given) -> Claim:
    fields = dict(given)
    text, value, unit = fields.pop("says"), fields.pop("value"), fields.pop("unit", "x")
    assert of.abstract is not None
    start = of.abstract.index(text)
    quantity = Quantity(value=value, unit=unit, bound=fields.pop("bound", "exact"))
    setting = Setting(**fields.pop("setting", {}))
    defaults: Given = {"metric": "speedup", "direction": "improves"}
    quote = Quote(paper_id=of.id, start=start, end=start + len(text), text=text)
    return Claim(quote=quote, quantity=quantity, setting=setting, **{**defaults, **fields})


def in_one_paper(a: Given, b: Given) -> PairVerdict:
    texts = dict.fromkeys([a["says"], b["says"]])
    of = paper("ROCKET: Going Fast", *(f"{text}." for text in texts))
    return compare_pair(claim(of, a), claim(of, b), {of.id: of})


def in_two_papers(a: Given, b: Given) -> PairVerdict:
    one, other = paper("ROCKET: Going Fast", f"{a['says']}."), paper("QUINCE: Going Far", f"{b['says']}.")
    papers = [one, other]
    return compare_pair(claim(one, a), claim(other, b), {p.id: p for p in papers}, find_links(papers, {}))


SPEED: Given = {"says": "ROCKET is 2x faster than Orca", "value": 2, "baseline": "Orca", "subject": "ROCKET"}
FARTHER: Given = {
    "says": "QUINCE is 3x faster than Orca",
    "value": 3,
    "baseline": "Orca",
    "subject": "QUINCE",
}
LEVEL: Given = {"direction": "neutral", "metric": "throughput", "unit": "GB/s"}


@pytest.mark.parametrize(
    ("other", "field"),
    [
        (
            {"says": "It saves 3x memory over Orca", "value": 3, "metric": "memory", "baseline": "Orca"},
            "metric",
        ),
        ({"says": "It runs at 9 GB/s", "value": 9, **LEVEL}, "metric"),
        ({"says": "It needs 30 W", "value": 30, "metric": "energy", "unit": "W"}, "metric"),
    ],
)
def test_different_quantities_are_not_comparable(other: Given, field: str) -> None:
    found = in_one_paper(SPEED, other)
    assert (found.verdict, found.may_rank) == ("not_comparable", False)
    assert found.reasons[0].startswith(f"{field}: ")


def test_latency_and_throughput_are_different_quantities_in_one_list() -> None:
    says = "It beats Orca by 2x in latency and 3x in throughput"
    found = in_one_paper(
        {"says": says, "value": 2, "baseline": "Orca"}, {"says": says, "value": 3, "baseline": "Orca"}
    )
    assert found.reasons == ("metric: latency in A, throughput in B",)


def test_a_level_and_a_gain_are_not_comparable() -> None:
    level: Given = {"says": "It reaches 88% accuracy", "value": 88, "unit": "%", "metric": "quality"}
    gain: Given = {"says": "It gains 2% accuracy", "value": 2, "unit": "%", "metric": "quality"}
    found = in_two_papers({**level, "direction": "neutral"}, gain)
    assert found.verdict == "not_comparable"


@pytest.mark.parametrize(
    ("level", "change"),
    [
        ("It reaches 31 dB PSNR", "It gains 0.5 dB PSNR"),
        ("It improves PSNR to 31 dB", "It improves PSNR by 0.5 dB"),
        ("A PSNR of 31 dB is the best", "It has 0.5 dB higher PSNR"),
    ],
)
def test_a_level_and_a_difference_in_its_unit_are_not_comparable(level: str, change: str) -> None:
    quality: Given = {"unit": "dB", "metric": "quality"}
    levels = {**quality, "says": level, "value": 31}
    found = in_two_papers(levels, {**quality, "says": change, "value": 0.5})
    assert found.reasons[0] == "metric: an absolute level in A, a ratio or change in B"
    assert in_two_papers(levels, {**levels, "direction": "neutral"}).verdict != "not_comparable"


def test_units_convert_before_they_are_compared() -> None:
    one: Given = {"says": "Orca takes 2 s", "value": 2, "unit": "s", "subject": "Orca", "own": False}
    other: Given = {
        "says": "ROCKET takes 900 ms and Orca 2 s",
        "value": 900,
        "unit": "ms",
        "subject": "ROCKET",
    }
    both = {"metric": "latency", "direction": "neutral", "baseline": None}
    found = in_one_paper({**one, **both, "says": other["says"]}, {**other, **both})
    assert (found.verdict, found.may_rank) == ("comparable", True)


def test_a_kernel_and_a_whole_system_are_not_comparable() -> None:
    kernel: Given = {**SPEED, "says": "The GPU kernel is 2x faster than Orca"}
    system: Given = {**SPEED, "says": "End-to-end inference is 3x faster than Orca", "value": 3}
    assert in_one_paper(kernel, system).reasons == ("scope: kernel in A, end to end in B",)


def test_training_and_inference_are_not_comparable() -> None:
    found = in_two_papers(
        {"says": "ROCKET makes training 2x faster", "value": 2},
        {"says": "QUINCE makes inference 2x faster", "value": 2},
    )
    assert found.reasons == ("task: training in A, inference in B",)


def test_figures_on_different_data_sets_are_not_comparable() -> None:
    level: Given = {"metric": "quality", "direction": "neutral", "unit": "%"}
    found = in_two_papers(
        {**level, "says": "It has 56% AP on COCO", "value": 56, "setting": {"dataset": "COCO"}},
        {**level, "says": "It has 81% AP on DOTA", "value": 81, "setting": {"dataset": "DOTA"}},
    )
    assert found.reasons == ("dataset: COCO in A, DOTA in B",)


def test_two_named_baselines_are_not_comparable() -> None:
    found = in_two_papers(SPEED, {**FARTHER, "says": "QUINCE is 3x faster than Triton", "baseline": "Triton"})
    assert found.reasons == ("baseline: Orca in A, Triton in B",)


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        ("the BF16 baseline", "the no-offload baseline", "not_comparable"),
        ("the BF16 baseline", "the uncompressed model", "with_caveat"),
        ("vanilla decoding", "vanilla autoregressive decoding", "with_caveat"),
        ("prior SOTA", "a server-only baseline", "with_caveat"),
        ("the standard codecs", "state-of-the-art coding techniques", "with_caveat"),
        ("AMD MI210", "AMD MI300", "not_comparable"),
    ],
)
def test_baselines_differ_only_where_both_are_named(one: str, other: str, verdict: str) -> None:
    assert in_two_papers({**SPEED, "baseline": one}, {**FARTHER, "baseline": other}).verdict == verdict


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It gains 1.5% in AP", "It gains 1.6% in AP50"),
        ("It gains 1.5% in PSNR", "It gains 1.6% in SSIM"),
        ("PG = 1.5%", "OA = 1.6%"),
        ("It gains 1.5 dB in PSNR", "It gains 1.6% in PSNR"),
    ],
)
def test_two_measures_of_quality_are_not_comparable(one: str, other: str) -> None:
    def given(says: str, value: float) -> Given:
        return {"says": says, "value": value, "unit": "dB" if "dB" in says else "%", "metric": "quality"}

    assert in_two_papers(given(one, 1.5), given(other, 1.6)).verdict == "not_comparable"


def test_an_unnamed_baseline_is_a_caveat_only() -> None:
    found = in_two_papers(
        SPEED, {**FARTHER, "says": "It is 3x faster than prior work", "baseline": "prior work"}
    )
    assert (found.verdict, found.may_rank) == ("with_caveat", False)


def test_nothing_stated_is_a_caveat_that_lists_what_is_missing() -> None:
    found = in_two_papers({"says": "It is 2x faster", "value": 2}, {"says": "That is 3x faster", "value": 3})
    assert found.verdict == "with_caveat"
    assert "baseline: not stated in A or B" in found.reasons
    assert "hardware: not stated in A or B" in found.reasons


def test_one_baseline_in_two_papers_does_not_allow_a_ranking() -> None:
    found = in_two_papers(SPEED, FARTHER)
    assert (found.verdict, found.may_rank) == ("with_caveat", False)


def test_ratios_over_one_baseline_in_one_paper_compare() -> None:
    found = in_one_paper(SPEED, {**FARTHER, "says": "ROCKET-2 is 3x faster than Orca", "subject": "ROCKET-2"})
    assert (found.verdict, found.may_rank) == ("comparable", True)


@pytest.mark.parametrize(
    "change",
    [
        {"says": "It is up to 3x faster than Orca", "bound": "up_to"},
        {"says": "It is on average 3x faster than Orca"},
        {"says": "It is 3x faster than Orca on H100", "setting": {"hardware": "H100"}},
    ],
)
def test_another_statistic_or_condition_is_a_caveat(change: Given) -> None:
    found = in_one_paper(SPEED, {"value": 3, "baseline": "Orca", **change})
    assert (found.verdict, found.may_rank) == ("with_caveat", False)


BOTH = "ROCKET runs at 9 GB/s while Orca runs at 4 GB/s"
OURS: Given = {**LEVEL, "says": BOTH, "value": 9, "subject": "ROCKET", "baseline": "Orca"}
THEIRS: Given = {**LEVEL, "says": BOTH, "value": 4, "subject": "Orca", "own": False}


def test_levels_of_two_methods_side_by_side_may_be_ranked() -> None:
    found = in_one_paper(OURS, THEIRS)
    assert (found.verdict, found.may_rank) == ("comparable", True)
    assert found.reasons == ("subject: ROCKET against Orca, reported in one paper",)


@pytest.mark.parametrize("field", ["model", "hardware", "task"])
def test_levels_under_different_conditions_are_a_caveat(field: str) -> None:
    found = in_one_paper({**OURS, "setting": {field: "one"}}, {**THEIRS, "setting": {field: "other"}})
    assert (found.verdict, found.may_rank) == ("with_caveat", False)
    assert found.reasons == (f"{field}: one in A, other in B",)


def test_one_method_with_two_levels_is_a_caveat() -> None:
    says = "ROCKET runs at 9 GB/s and 4 GB/s"
    found = in_one_paper({**OURS, "says": says}, {**OURS, "says": says, "value": 4})
    assert (found.verdict, found.may_rank) == ("with_caveat", False)


@pytest.mark.parametrize(
    ("says", "figures", "verdict"),
    [
        ("Region-based methods reach 9 GB/s, stream-based methods reach 4 GB/s", (9, 4), "comparable"),
        ("Region-based methods reach 9 GB/s and 7 GB/s, stream-based methods 4 GB/s", (9, 4), "with_caveat"),
    ],
)
def test_figures_of_two_kinds_of_method_need_a_sentence_of_their_own(
    says: str, figures: tuple[float, float], verdict: str
) -> None:
    one: Given = {**LEVEL, "says": says, "value": figures[0], "subject": "Region-based methods"}
    other: Given = {**LEVEL, "says": says, "value": figures[1], "subject": "stream-based methods"}
    assert in_one_paper(one, other).verdict == verdict


def test_figures_of_two_comparisons_are_not_set_against_each_other() -> None:
    says = "ROCKET has a recall of 70 % versus 60 % for Orca and on other queries 50 % versus 40 % for Quince"
    level: Given = {"says": says, "unit": "%", "metric": "quality", "direction": "neutral"}
    ours, orca = (
        {**level, "value": 70, "subject": "ROCKET"},
        {**level, "value": 60, "subject": "Orca", "own": False},
    )
    quince = {**level, "value": 40, "subject": "Quince", "own": False}
    assert in_one_paper(ours, orca).verdict == "comparable"
    assert in_one_paper(ours, quince).verdict == "with_caveat"


def test_a_figure_on_other_data_is_a_caveat_however_it_is_set_against() -> None:
    says = "Mean accuracy on GSM8K was 44%, compared with 90% on BBH"
    level: Given = {"says": says, "unit": "%", "metric": "quality", "direction": "neutral"}
    found = in_one_paper({**level, "value": 44}, {**level, "value": 90, "own": False})
    assert (found.verdict, found.may_rank) == ("with_caveat", False)


def test_before_and_after_compare() -> None:
    says = "It shrinks the model from 12 GB to 3 GB"
    size: Given = {"says": says, "unit": "GB", "metric": "memory", "direction": "neutral"}
    found = in_one_paper({**size, "value": 12}, {**size, "value": 3})
    assert (found.verdict, found.may_rank) == ("comparable", True)


def test_a_further_step_compares_with_the_one_before() -> None:
    error: Given = {"metric": "quality", "unit": "K", "direction": "neutral"}
    found = in_one_paper(
        {**error, "says": "ROCKET reduces the RMSE to 8 K", "value": 8},
        {**error, "says": "With two stages, the RMSE is further reduced to 6 K", "value": 6},
    )
    assert (found.verdict, found.may_rank) == ("comparable", True)


def test_one_method_with_two_ratios_over_one_baseline_is_a_caveat() -> None:
    found = in_one_paper(SPEED, {**SPEED, "says": "ROCKET is also 3x faster than Orca", "value": 3})
    assert (found.verdict, found.may_rank) == ("with_caveat", False)


def test_levels_in_two_papers_are_a_caveat() -> None:
    found = in_two_papers(OURS, {**OURS, "says": "QUINCE runs at 5 GB/s", "value": 5, "subject": "QUINCE"})
    assert (found.verdict, found.may_rank) == ("with_caveat", False)


def test_one_result_restated_compares_and_leaves_nothing_to_rank() -> None:
    again: Given = {**OURS, "says": "It cites ROCKET, which runs at 9 GB/s", "own": False}
    found = in_two_papers(OURS, again)
    assert (found.verdict, found.may_rank) == ("comparable", False)


@pytest.mark.parametrize(
    ("a", "b", "may_rank"),
    [
        ((12_288, "exact", "GPUs"), (12_000, "at_least", "GPUs"), False),
        ((12_288, "exact", "GPUs"), (13_000, "at_least", "GPUs"), True),
        ((175, "exact", "billion parameters"), (1, "exact", "trillion parameters"), True),
        ((1000, "exact", "billion parameters"), (1, "exact", "trillion parameters"), False),
    ],
)
def test_counts_are_ranked_only_where_their_bounds_allow_it(
    a: tuple[float, str, str], b: tuple[float, str, str], *, may_rank: bool
) -> None:
    count: Given = {"metric": "other", "direction": "neutral"}
    (value, bound, unit), (other_value, other_bound, other_unit) = a, b
    found = in_two_papers(
        {**count, "says": "It has this many", "value": value, "bound": bound, "unit": unit},
        {**count, "says": "It has that many", "value": other_value, "bound": other_bound, "unit": other_unit},
    )
    assert (found.verdict, found.may_rank) == ("comparable", may_rank)


def test_plain_counts_compare() -> None:
    count: Given = {"metric": "other", "direction": "neutral", "unit": "tasks"}
    found = in_two_papers(
        {**count, "says": "It has 285 tasks", "value": 285}, {**count, "says": "It has 90 tasks", "value": 90}
    )
    assert found.verdict == "comparable"


def test_a_result_against_the_others_method_allows_that_figure_only() -> None:
    against: Given = {"says": "QUINCE is 1.1x faster than Rocket", "value": 1.1, "baseline": "Rocket"}
    found = in_two_papers({**SPEED, "says": "ROCKET is 4x faster", "value": 4, "baseline": None}, against)
    assert (found.verdict, found.may_rank) == ("not_comparable", True)
    assert "1.1 x over Rocket may be stated" in found.reasons[-1]


def test_a_result_against_a_method_that_the_other_paper_only_tests_allows_no_ranking() -> None:
    tested: Given = {"says": "GPT-4o is 4x faster", "value": 4, "subject": "GPT-4o"}
    found = in_two_papers(
        tested, {"says": "QUINCE is 2x faster than GPT-4o", "value": 2, "baseline": "GPT-4o"}
    )
    assert (found.verdict, found.may_rank) == ("not_comparable", False)


def test_a_result_elsewhere_in_the_abstract_allows_that_statement_only() -> None:
    other: Given = {
        "says": "We beat ROCKET on all tasks. QUINCE is 3x faster than Orca",
        "value": 3,
        "baseline": "Orca",
    }
    found = in_two_papers({**SPEED, "says": "ROCKET is 4x faster", "value": 4, "baseline": None}, other)
    assert found.may_rank
    assert "We beat ROCKET on all tasks." in found.reasons[-1]


def test_verdicts_do_not_depend_on_the_order() -> None:
    for a, b in [(OURS, THEIRS), (SPEED, OURS)]:
        one, other = in_one_paper(a, b), in_one_paper(b, a)
        assert (one.verdict, one.may_rank) == (other.verdict, other.may_rank)
