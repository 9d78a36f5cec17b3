from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from evals import baseline
from evals.baseline import Watched, check, jobs, measure, regressions
from evals.job import Job
from tests.unit.evals.test_tasks import label, lines

PAIRS = {"n": 10, "macro-F1": 0.9, "may_rank accuracy": 0.8, "unsafe rankings": 0.0}


def problems(**changes: Any) -> list[str]:  # noqa: ANN401
    return list(regressions({"pairs_dev": PAIRS}, {"pairs_dev": {**PAIRS, **changes}}))


def test_fall_beyond_the_tolerance_is_one_line() -> None:
    assert problems(**{"macro-F1": 0.87}) == ["pairs_dev: macro-F1 fell from 0.9 to 0.87 (tolerance 0.02)."]


def test_fall_within_the_tolerance_and_a_rise_are_none() -> None:
    assert problems(**{"macro-F1": 0.88, "may_rank accuracy": 1.0}) == []


def test_error_that_must_not_happen_has_no_tolerance() -> None:
    assert problems(**{"unsafe rankings": 1.0}) == [
        "pairs_dev: unsafe rankings rose from 0.0 to 1.0 (tolerance 0)."
    ]


def test_measure_that_has_nothing_to_count_any_more_is_a_regression() -> None:
    assert len(problems(**{"macro-F1": None})) == 1


@pytest.mark.parametrize(
    "now", [{"pairs_dev": {**PAIRS, "n": 9}}, {}, {"pairs_dev": PAIRS, "pairs_new": PAIRS}]
)
def test_other_labels_than_the_stored_ones_are_said(now: dict[str, Any]) -> None:
    (line,) = regressions({"pairs_dev": PAIRS}, now)
    assert "labels or measures are not those" in line


def test_lower_can_be_better() -> None:
    assert Watched("rate", lower_is_better=True).loss(0.1, 0.3) == pytest.approx(0.2)
    assert Watched("rate").loss(0.1, 0.3) == pytest.approx(-0.2)


def test_missing_store_says_how_to_make_one(tmp_path: Path) -> None:
    (line,) = check({}, tmp_path / "none.json")
    assert "python -m evals.baseline write" in line


def test_labels_are_run_whose_papers_are_ours() -> None:
    names = [job.gold.name for job in jobs()]
    assert {"claims_dev.jsonl", "pairs_dev.jsonl", "links_dev.jsonl", "questions_dev.jsonl"} <= set(names)
    assert not [name for name in names if "borderline" in name or name == "claims_unseen.jsonl"]


def test_further_questions_are_found_by_their_name(tmp_path: Path) -> None:
    (tmp_path / "questions_read.jsonl").touch()
    assert [(job.task, job.gold.name) for job in jobs(tmp_path)] == [("questions", "questions_read.jsonl")]


def test_stored_scores_cover_the_files_and_measures_of_today() -> None:
    stored = json.loads(baseline.STORE.read_text(encoding="utf-8"))
    assert stored.keys() == {job.gold.stem for job in jobs()}
    for name, values in stored.items():
        assert values.keys() == {"n", *(it.name for it in baseline.WATCHED[name.partition("_")[0]])}


def test_worse_reader_is_caught(tmp_path: Path) -> None:
    papers = lines(tmp_path / "papers.jsonl", [{"title": "A1", "abstract": "A1 is 2x faster than cuBLAS."}])
    right = lines(tmp_path / "claims_one.jsonl", [label("A1", 2)])
    stored = measure([Job(task="claims", gold=right, papers=papers)])
    assert list(regressions(stored, stored)) == []
    lines(papers, [{"title": "A1", "abstract": "A1 is quicker than cuBLAS."}])
    now = measure([Job(task="claims", gold=right, papers=papers)])
    assert "claims_one: strict F1 fell from 1.0 to 0.0 (tolerance 0.02)." in list(regressions(stored, now))
