"""What the sample library must always do, paper by paper and question by question."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.pipeline import Assistant
from assistant.schema import Answer, Paper

QUESTIONS = Path(__file__).parents[2] / "evals" / "data" / "questions_dev.jsonl"


def _questions() -> list[dict[str, Any]]:
    return [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]


def _ask(assistant: Assistant, question: dict[str, Any]) -> list[Answer]:
    """Ask a question, or the turns of a follow-up in one thread."""
    answers: list[Answer] = []
    for text in question.get("turns", [question["question"]]):
        thread = answers[-1].thread_id if answers else None
        answers.append(assistant.ask(text, thread_id=thread))
    return answers


def test_titles_and_abstracts_are_byte_identical_to_the_file(assistant: Assistant, sample_file: Path) -> None:
    lines = [line for line in sample_file.read_text(encoding="ascii").split("\n") if line]
    flat = [text for paper in assistant.papers() for text in (paper.title, paper.abstract)]
    assert len(flat) == 150
    assert flat == lines[-150:]


def test_adding_the_file_again_changes_nothing(assistant: Assistant, sample_file: Path) -> None:
    before = assistant.papers()
    report = assistant.add(sample_file)
    assert (len(report.added), len(report.merged), len(report.skipped)) == (0, 0, 75)
    assert assistant.papers() == before


def test_each_title_is_found_first_by_itself(assistant: Assistant, sample_papers: tuple[Paper, ...]) -> None:
    first = {paper.title: assistant.search(paper.title, k=3)[0].paper.title for paper in sample_papers}
    assert len(first) == 75
    assert [title for title, found in first.items() if title != found] == []


def test_every_statement_of_every_answer_is_supported_by_an_exact_slice(assistant: Assistant) -> None:
    papers = {paper.id: paper for paper in assistant.papers()}
    answers = [answer for question in _questions() for answer in _ask(assistant, question)]
    statements = [statement for answer in answers for statement in answer.statements]
    assert len(statements) > 150
    assert [statement for statement in statements if statement.verdict != "supported"] == []
    for statement in statements:
        assert statement.citations
        for citation in statement.citations:
            text = getattr(papers[citation.paper_id], citation.field)
            assert text[citation.start : citation.end] == citation.quote != ""


def test_the_same_question_gives_the_same_answer(assistant: Assistant) -> None:
    question = "Which papers speed up LLM serving with low-bit weights?"
    one, other = (assistant.ask(question) for _ in range(2))
    assert one.statements == other.statements
    assert one.statements


@pytest.mark.parametrize(
    "question",
    [
        "Which soil moisture sensor suits vineyards best?",
        "What speedup does FlashAttention-3 reach over FlashAttention-2 on H100 GPUs?",
        "Who won the 1998 world cup final in football?",
    ],
)
def test_question_outside_the_library_is_refused_with_the_nearest_titles(
    assistant: Assistant, question: str
) -> None:
    answer = assistant.ask(question)
    assert answer.abstained
    assert answer.message
    assert answer.nearest
    assert answer.statements == ()
