"""The commands that score against labelled data."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from assistant.cli import app

PAIRS = Path(__file__).parents[2] / "evals" / "data" / "pairs_dev.jsonl"
LINKS = PAIRS.with_name("links_dev.jsonl")
ASKED: dict[str, Any] = {
    "id": "a",
    "type": "factual",
    "question": "How much faster is MARLIN than FP16?",
    "relevant": ["MARLIN"],
    "numbers": ["2.8x", "7.7x"],
    "answerable": True,
}


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["eval", *(str(argument) for argument in arguments)])


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    """A folder with one question, its paper, and both as a test collection."""
    paper = {"id": "1", "title": "MARLIN", "abstract": "MARLIN is 2.8x faster than FP16 in vLLM."}
    files = {
        "gold.jsonl": json.dumps(ASKED),
        "topics.jsonl": json.dumps({"id": "t", "topic": "MARLIN in vLLM", "core": ["MARLIN"]}),
        "corpus.jsonl": json.dumps(paper),
        "queries.jsonl": json.dumps({"id": "q", "text": "faster than FP16"}),
        "qrels.tsv": "query_id\tdoc_id\trelevance\nq\t1\t1",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text + "\n", encoding="utf-8")
    return tmp_path


def test_report_is_a_table_or_json_with_misses() -> None:
    table = run("links", "--gold", LINKS)
    assert table.exit_code == 0, table.stderr
    assert "| found |" in table.stdout
    report = json.loads(run("pairs", "--gold", PAIRS, "--json").stdout)
    assert report["commit"]
    assert (report["score"]["n"], report["score"]["unscored"]) == (32, 1)
    assert {"misses", "metrics"} <= report["score"].keys()


def test_questions_are_scored_into_a_document_that_shows_the_answers(labelled: Path) -> None:
    output = labelled / "report.md"
    papers = ("--papers", labelled / "corpus.jsonl")
    result = run("questions", "--gold", labelled / "gold.jsonl", *papers, "-o", output, "--json")
    assert result.exit_code == 0, result.stderr
    metrics = {it["name"]: it["value"] for it in json.loads(result.stdout)["score"]["metrics"]}
    assert (metrics["cited-paper recall"], metrics["required numbers stated"]) == (1, 0.5)
    document = output.read_text(encoding="utf-8")
    assert "not stated: 7.7x" in document
    assert "MARLIN is 2.8x faster" in document


def test_report_can_be_held_against_an_earlier_one(labelled: Path) -> None:
    asked = ("questions", "--gold", labelled / "gold.jsonl", "--papers", labelled / "corpus.jsonl")
    (labelled / "earlier.json").write_text(run(*asked, "--json").stdout, encoding="utf-8")
    result = run(*asked, "--against", labelled / "earlier.json")
    assert "Differences to questions on gold.jsonl" in result.stdout
    assert run(*asked, "--against", labelled / "gold.jsonl").exit_code == 1


def test_topics_and_searches_are_scored(labelled: Path) -> None:
    topics = run("topics", "--gold", labelled / "topics.jsonl", "--papers", labelled / "corpus.jsonl")
    assert "| core papers cited | 1.000 |" in topics.stdout
    searches = run("retrieval", "--gold", labelled, "--lexical-only")
    assert "| lexical nDCG@10 | 1.000 |" in searches.stdout


def test_labels_that_are_not_there_are_one_sentence(tmp_path: Path) -> None:
    result = run("questions", "--gold", tmp_path / "none.jsonl")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "none.jsonl' cannot be read" in result.stderr


def test_writer_that_is_none_is_refused_before_anything_is_asked(labelled: Path) -> None:
    result = run("questions", "--gold", labelled / "gold.jsonl", "--writer", "nobody")
    assert result.exit_code == 2
    assert "writer" in result.stderr


@pytest.mark.parametrize("name", ["report.txt", "missing/report.md"])
def test_report_that_cannot_be_written_is_refused_first(labelled: Path, name: str) -> None:
    result = run("questions", "--gold", labelled / "gold.jsonl", "-o", labelled / name)
    assert result.exit_code == 2
    assert "cannot be written" in result.stderr


def test_evaluation_without_the_checkout_says_where_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "evals.run", None)
    result = run("links", "--gold", LINKS)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "source checkout" in result.stderr


def test_range_of_places_is_checked() -> None:
    assert run("links", "--gold", LINKS, "--range", "9-3").exit_code == 2
