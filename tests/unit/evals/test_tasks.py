from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import IngestError
from evals.job import Job
from evals.report import to_markdown
from evals.run import evaluate
from evals.tasks import claims_task

ABSTRACTS = [
    "A1 is 2x faster than cuBLAS.",
    "B1 is 3x faster than cuBLAS.",
    "C1 is 4x faster than cuBLAS.",
    "D1 is 5x faster than cuBLAS.",
]


def lines(path: Path, records: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(it) + "\n" for it in records), encoding="utf-8")
    return path


def label(paper: str, value: float) -> dict[str, Any]:
    said = {"paper": paper, "quote": f"{value:g}x faster than cuBLAS", "metric": "speedup", "value": value}
    figure = {"value_max": None, "unit": "x", "bound": "exact", "direction": "improves", "own": True}
    return {**said, **figure, "subject": paper, "baseline": "cuBLAS", "setting": {}, "headline": True}


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    return lines(tmp_path / "papers.jsonl", [{"title": it[:2], "abstract": it} for it in ABSTRACTS])


def figures(
    papers: Path, gold: list[dict[str, Any]], places: tuple[int, int] | None = None
) -> dict[str, Any]:
    file = lines(papers.with_name("gold.jsonl"), gold)
    score = claims_task(Job(task="claims", gold=file, papers=papers, places=places))
    return {"n": score.n, "unscored": score.unscored, **{it.name: it.value for it in score.metrics}}


def test_papers_beyond_the_labelled_ones_are_left_out(papers: Path) -> None:
    scored = figures(papers, [label("A1", 2), label("B1", 3)])
    assert (scored["strict precision"], scored["strict recall"]) == (1, 1)


def test_labelled_paper_without_a_line_has_no_claim(papers: Path) -> None:
    gold = [label("A1", 2), label("C1", 4)]
    assert figures(papers, gold)["strict precision"] == pytest.approx(2 / 3)
    assert figures(papers, gold, places=(1, 4))["strict precision"] == pytest.approx(2 / 4)


def test_label_of_a_paper_that_is_not_there_is_unscored(papers: Path) -> None:
    scored = figures(papers, [label("A1", 2), label("Elsewhere", 9)])
    assert (scored["n"], scored["unscored"], scored["strict recall"]) == (1, 1, 1)


def test_arguable_figure_is_no_false_claim(papers: Path) -> None:
    lines(papers.with_name("gold_borderline.jsonl"), [{"paper": "B1", "quote": "3x faster"}])
    scored = figures(papers, [label("A1", 2), label("C1", 4)])
    assert scored["strict precision"] == 1


def test_labelled_figure_counts_even_when_others_find_it_arguable(papers: Path) -> None:
    lines(papers.with_name("gold_borderline.jsonl"), [{"paper": "A1", "quote": "2x faster"}])
    assert figures(papers, [label("A1", 2)])["strict recall"] == 1


def test_broken_label_is_named(papers: Path) -> None:
    with pytest.raises(IngestError, match=r"gold\.jsonl, line 2 is no GoldClaim \(value"):
        figures(papers, [label("A1", 2), {**label("B1", 3), "value": "three"}])


def test_report_says_what_was_scored(papers: Path) -> None:
    gold = lines(papers.with_name("gold.jsonl"), [label("A1", 2)])
    report = evaluate(Job(task="claims", gold=gold, papers=papers))
    text = to_markdown(report)
    assert text.startswith(f"claims on gold.jsonl: n = 1, unscored 0, commit {report.commit}, ")
    assert "\n\n| measure | value | counted |\n" in text
    assert "| strict precision | 1.000 | 1 of 1 |" in text
