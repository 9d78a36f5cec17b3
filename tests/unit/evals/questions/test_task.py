from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import ConfigurationError, IngestError
from evals.job import Job
from evals.questions.task import questions_task
from evals.report import to_document, to_markdown
from evals.run import Report
from evals.scores import Metric, Score
from tests.faults.model_server import ModelServer

ABSTRACTS = {
    "MARLIN: Mixed-Precision Kernels": "We present MARLIN, a kernel for 4-bit weights. MARLIN is 2.8x faster "
    "than FP16 in vLLM.",
    "H2O: Heavy-Hitter Oracle": "H2O evicts tokens from the key-value cache. It improves throughput by up to "
    "29x over DeepSpeed.",
}
MARLIN, H2O = ABSTRACTS
ASKED: dict[str, Any] = {
    "id": "a",
    "type": "factual",
    "question": "How much faster than FP16 is MARLIN?",
    "relevant": [MARLIN],
    "numbers": ["2.8x"],
    "answerable": True,
}
ABSENT: dict[str, Any] = {
    "id": "b",
    "type": "unanswerable",
    "subtype": "absent",
    "question": "What does Mamba-9 reach on H200?",
    "relevant": [],
    "answerable": False,
}
FOLLOWED: dict[str, Any] = {
    **ASKED,
    "id": "c",
    "type": "followup",
    "question": "And how much faster than FP16 is it?",
    "turns": ["What is MARLIN?", "And how much faster than FP16 is it?"],
    "facts": ["MARLIN is 2.8x faster"],
}

Ask = Callable[..., Score]


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    def run(*lines: dict[str, Any], **job: Any) -> Score:  # noqa: ANN401
        gold, papers = tmp_path / "gold.jsonl", tmp_path / "papers.jsonl"
        gold.write_text("".join(json.dumps(it) + "\n" for it in lines), encoding="utf-8")
        records = [{"title": title, "abstract": text} for title, text in ABSTRACTS.items()]
        papers.write_text("".join(json.dumps(it) + "\n" for it in records), encoding="utf-8")
        return questions_task(Job(task="questions", gold=gold, papers=papers, **job))

    return run


def metric(score: Score, name: str) -> Metric:
    return next(it for it in score.metrics if it.name == name)


def test_answers_are_scored_and_counted_by_type_and_subtype(ask: Ask) -> None:
    score = ask(ASKED, ABSENT)
    assert (score.n, score.unscored, score.writer) == (2, 0, "extractive")
    for name in ("cited-paper recall", "required numbers stated", "refusal recall", "number fidelity"):
        assert metric(score, name).value == 1
    assert metric(score, "supported statements with a wrong number").value == 0
    assert [(it.name, it.n) for it in score.groups] == [
        ("factual", 1),
        ("unanswerable", 1),
        ("unanswerable: absent", 1),
    ]
    recall = {it.name: it.metrics[0].value for it in score.groups}
    assert (recall["factual"], recall["unanswerable"]) == (1, None)


def test_last_turn_of_a_conversation_is_scored_in_its_thread(ask: Ask) -> None:
    score = ask(FOLLOWED)
    assert metric(score, "required numbers stated").value == 1
    assert score.samples[0].input == "What is MARLIN? / And how much faster than FP16 is it?"


def test_miss_names_what_is_missing_beside_the_answer(ask: Ask) -> None:
    score = ask({**ASKED, "numbers": ["2.8x", "7.7x"]})
    assert [(it.sample, it.kind, it.explanation) for it in score.misses] == [
        ("a", "required numbers stated", "not stated: 7.7x")
    ]
    assert any("2.8x faster" in line and MARLIN in line for line in score.samples[0].output)


def test_question_on_papers_that_are_not_there_is_unscored(ask: Ask) -> None:
    score = ask(ASKED, {**ASKED, "id": "z", "relevant": ["Elsewhere"]})
    assert (score.n, score.unscored, metric(score, "cited-paper recall").value) == (1, 1, 1)
    assert "'Elsewhere'" in score.misses[-1].explanation


def test_failing_model_leaves_a_question_unscored_and_is_no_zero(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ModelServer("500") as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        monkeypatch.setenv("OPENAI_MODEL", "stub-large")
        monkeypatch.setenv("QUOTIENT_RETRIES", "0")
        score = ask({**ASKED, "question": "What is a kernel for weights?"}, ABSENT, writer="openai")
    assert (score.n, score.unscored, score.writer) == (1, 1, "openai:stub-large")
    assert metric(score, "cited-paper recall").value is None
    assert score.samples[-1].unscored


def test_model_that_invents_is_caught_in_failed_statements(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    with ModelServer(reply="MARLIN is a kernel that is 9.9x faster than FP16 in vLLM [1].") as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        monkeypatch.setenv("OPENAI_MODEL", "stub-large")
        score = ask({**ASKED, "question": "What is a kernel for weights?"}, writer="openai")
    assert metric(score, "failed statements shown").value == 1
    assert metric(score, "supported statements with a wrong number").value == 0
    assert metric(score, "prompt tokens").value
    assert score.prompts


def test_model_that_is_not_configured_is_said_before_anything_is_asked(ask: Ask) -> None:
    with pytest.raises(ConfigurationError):
        ask(ASKED, writer="openai")


def test_two_runs_without_a_model_are_identical(ask: Ask) -> None:
    stability = metric(ask(ASKED, FOLLOWED, runs=2), "stability")
    assert (stability.value, stability.detail) == (1, "2 questions, 2 runs")


def test_line_without_a_question_is_named(ask: Ask) -> None:
    with pytest.raises(IngestError, match=r"gold\.jsonl, line 2 is no GoldQuestion \(question"):
        ask(ASKED, {"id": "x", "type": "factual", "relevant": [], "answerable": True})


def test_report_shows_intervals_kinds_and_every_miss_with_its_answer(ask: Ask) -> None:
    score = ask({**ASKED, "numbers": ["7.7x"], "facts": ["it is fast"]}, FOLLOWED)
    report = Report(task="questions", gold="gold.jsonl", commit="abc", seconds=1.5, score=score)
    table, document = to_markdown(report), to_document(report)
    assert "commit abc, 1.5 s, writer extractive" in table
    assert "| measure | value | 95 % interval | counted |" in table
    assert "| measure | factual (1) | followup (1) |" in table
    after = document.split("### a\n")[1]
    assert ASKED["question"] in after
    assert "not stated: 7.7x" in after
    assert "it is fast" in after
    assert "2.8x faster" in after
