"""Whose figure it is, against what, and on what: the fields of claims, form by form."""

from __future__ import annotations

import pytest

from assistant.claims.extract import extract_claims
from assistant.schema import Claim, Paper
from assistant.text.folding import paper_id


def claims_of(abstract: str, title: str = "Moray: Fast Decoding of Large Models") -> list[Claim]:
    return extract_claims(Paper(id=paper_id(title, abstract), title=title, abstract=abstract))


def only(abstract: str) -> Claim:
    found = claims_of(abstract)
    assert len(found) == 1, found
    return found[0]


def subjects(abstract: str) -> list[str | None]:
    return [one.subject for one in claims_of(abstract)]


def baselines(abstract: str) -> list[str | None]:
    return [one.baseline for one in claims_of(abstract)]


@pytest.mark.parametrize(
    ("abstract", "expected"),
    [
        (
            "Moray improves the throughput over three leading systems Alder, Birch Serve, and Cedar by up to "
            "29x, 21x, and 3x.",
            ["Alder", "Birch Serve", "Cedar"],
        ),
        ("Moray outperforms Alder and Birch by 1.36x and 1.74x respectively.", ["Alder", "Birch"]),
        ("Moray is faster than Alder and Birch by 2.1x and 3.4x.", ["Alder", "Birch"]),
    ],
)
def test_baselines_before_their_figures_pair_with_them(abstract: str, expected: list[str]) -> None:
    assert baselines(abstract) == expected


@pytest.mark.parametrize(
    ("abstract", "baseline"),
    [
        (
            "Moray achieves 3.2x higher throughput compared to existing systems such as FlexGen.",
            "existing systems such as FlexGen",
        ),
        (
            "Moray achieves 3.2x higher throughput than systems like Alder, Birch, and Cedar.",
            "systems like Alder, Birch, and Cedar",
        ),
        ("Compared to FlashInfer, Moray reduces latency by 30%.", "FlashInfer"),
        ("Moray reduces latency by 30% relative to vLLM.", "vLLM"),
        ("Moray reaches accuracy comparable to full attention with 4x less memory.", "full attention"),
        ("Moray cuts Birch-2's latency by 40%.", "Birch-2"),
        ("Moray improves Llama-3-8B by 3.5 points.", "Llama-3-8B"),
        ("Moray uses 12% of the memory of the teacher.", "the teacher"),
        ("Moray preserves 97% of the original accuracy.", "the original accuracy"),
        ("Moray beats strong baselines by 5% with fewer errors than rules.", "strong baselines"),
        (
            "Moray improves accuracy over instruction-tuned models, achieving an accuracy of 98.4%.",
            "instruction-tuned models",
        ),
        ("Moray reduces latency by 30% through batching rather than pruning.", None),
        ("Moray reduces PSNR by 3.5 dB.", None),
    ],
)
def test_baselines_are_whole_phrases(abstract: str, baseline: str | None) -> None:
    assert only(abstract).baseline == baseline


@pytest.mark.parametrize(
    ("abstract", "expected"),
    [
        ("Moray achieves a 5x speedup and Birch 3x over eager execution.", ["Moray", "Birch"]),
        ("Moray is the fastest, with Alder-7B achieving an accuracy of 61%.", ["Alder-7B"]),
        ("We present Moray. The method is 2.5x faster.", ["Moray"]),
        ("We present Moray, a runtime that cuts memory by 40%.", ["Moray"]),
        ("Our implementation of Moray achieves a 4x speedup.", ["Moray"]),
        ("Training on cleaned captions yields a 2.1% gain in accuracy.", ["Training on cleaned captions"]),
        (
            "The distilled student is deployed on a phone, where it reaches 91% accuracy.",
            ["The distilled student"],
        ),
        ("We propose Moray. Even the best agents fail to exceed 15% accuracy.", ["the best agents"]),
        ("Latency is reduced by 30% by Moray.", ["Moray"]),
        ("We propose Moray. Alder averages 94% accuracy.", ["Alder"]),
    ],
)
def test_subjects_are_who_has_the_figure(abstract: str, expected: list[str]) -> None:
    assert subjects(abstract) == expected


def test_the_figure_of_another_is_not_the_papers_own() -> None:
    mine, other = claims_of("Moray reaches 62.1% accuracy on GSM8K, while Alder only achieves 45.0%.")
    assert (mine.subject, mine.baseline, mine.own) == ("Moray", "Alder", True)
    assert (other.subject, other.own, other.headline) == ("Alder", False, False)


@pytest.mark.parametrize(
    ("abstract", "expected"),
    [
        (
            "Moray attains the best accuracy on MiniF2F (93.3%), ProverBench (58.2%), and "
            "PutnamBench (11.3%).",
            ["MiniF2F", "ProverBench", "PutnamBench"],
        ),
        (
            "Moray reaches an ImageNet accuracy of 88.0% and a COCO box AP of 56.4%.",
            ["ImageNet", "COCO"],
        ),
        ("Moray reaches 80.7% mAP50 / 45.0% mAP75 on FLIR.", ["FLIR", "FLIR"]),
        ("Moray reaches 91% mAP on DroneSet-30K, surpassing YOLOv5 by 7 points.", ["DroneSet-30K"] * 2),
        ("The accuracy on the DTU dataset can be improved by 9%.", ["DTU dataset"]),
        ("Moray is 2x faster across datasets, models and GPUs.", [None]),
    ],
)
def test_data_sets_belong_to_their_figures(abstract: str, expected: list[str | None]) -> None:
    assert [one.setting.dataset for one in claims_of(abstract)] == expected


@pytest.mark.parametrize(
    ("abstract", "task"),
    [
        ("Moray reduces error by 34% for COT.", "COT"),
        ("The error for Z500 is reduced by 12%.", "Z500"),
        ("Moray reduces memory by 18% at inference.", "inference"),
        ("Moray adds 5.2% to the captioning time.", "captioning"),
        ("Moray is on average 3x faster in image retrieval.", "average; image retrieval"),
        ("Moray is 2.5x faster across a broad range of tasks.", None),
        ("Moray reduces memory by 28% in some cases.", None),
        ("Moray reduces latency by 30% in these settings.", None),
    ],
)
def test_tasks_are_stated_for_the_figure(abstract: str, task: str | None) -> None:
    assert only(abstract).setting.task == task


def test_models_ahead_of_the_figures_pair_with_them_respectively() -> None:
    found = claims_of(
        "On models like OPT-13B and Llama-2-7B, Moray gives speedups of 2.1x and 3.4x, respectively."
    )
    assert [one.setting.model for one in found] == ["OPT-13B", "Llama-2-7B"]


def test_what_is_added_to_the_results_is_no_headline() -> None:
    first, second = claims_of("Moray is 3x faster. Moreover, Moray reduces memory by 12%.")
    assert (first.headline, second.headline) == (True, False)
