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
    assert found.reasons == ("metric: latency against throughput",)


def test_a_level_and_a_gain_are_not_comparable() -> None:
    level: Given = {"says": "It reaches 88% accuracy", "value": 88, "unit": "%", "metric": "quality"}
    gain: Given = {"says": "It gains 2% accuracy", "value": 2, "unit": "%", "metric": "quality"}
    found = in_two_papers({**level, "direction": "neutral"}, gain)
    assert found.verdict == "not_comparable"


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
    assert in_one_paper(kernel, system).reasons == ("scope: A is kernel, B end to end",)


def test_training_and_inference_are_not_comparable() -> None:
    found = in_two_papers(
        {"says": "ROCKET makes training 2x faster", "value": 2},
        {"says": "QUINCE makes inference 2x faster", "value": 2},
    )
    assert found.reasons == ("task: training against inference",)


def test_figures_on_different_data_sets_are_not_comparable() -> None:
    level: Given = {"metric": "quality", "direction": "neutral", "unit": "%"}
    found = in_two_papers(
        {**level, "says": "It has 56% AP on COCO", "value": 56, "setting": {"dataset": "COCO"}},
        {**level, "says": "It has 81% AP on DOTA", "value": 81, "setting": {"dataset": "DOTA"}},
    )
    assert found.reasons == ("dataset: COCO against DOTA",)


def test_two_named_baselines_are_not_comparable() -> None:
    found = in_two_papers(SPEED, {**FARTHER, "says": "QUINCE is 3x faster than Triton", "baseline": "Triton"})
    assert found.reasons == ("baseline: A is measured against Orca, B against Triton",)


def test_an_unnamed_baseline_is_a_caveat_only() -> None:
    found = in_two_papers(
        SPEED, {**FARTHER, "says": "It is 3x faster than prior work", "baseline": "prior work"}
    )
    assert (found.verdict, found.may_rank) == ("with_caveat", False)


def test_nothing_stated_is_a_caveat_that_lists_what_is_missing() -> None:
    found = in_two_papers({"says": "It is 2x faster", "value": 2}, {"says": "That is 3x faster", "value": 3})
    assert found.verdict == "with_caveat"
    assert "baseline: not stated, not stated" in found.reasons
    assert "hardware: not stated, not stated" in found.reasons


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
    assert found.reasons == (f"{field}: one against other",)


def test_one_method_with_two_levels_is_a_caveat() -> None:
    says = "ROCKET runs at 9 GB/s and 4 GB/s"
    found = in_one_paper({**OURS, "says": says}, {**OURS, "says": says, "value": 4})
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
