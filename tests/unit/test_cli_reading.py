"""The command that has a model read the abstracts as well."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from assistant.cli import app
from assistant.ledger.second_reader import SecondReader
from tests.faults.model_server import ModelServer

PAPERS = [
    {
        "title": "FastNet: Serving",
        "abstract": "We present FastNet. FastNet is up to 2.8x faster than SlowNet.",
    },
    {"title": "Lean: Memory", "abstract": "We present Lean. Lean needs 75% less memory than FP16."},
]
PROPOSED = {"metric": "speedup", "value": 2.8, "unit": "x", "baseline": "FastNet", "quote": "2.8x faster"}


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModelServer]:
    """A model server that is configured as ours."""
    with ModelServer() as running:
        monkeypatch.setenv("OPENAI_BASE_URL", running.url)
        monkeypatch.setenv("OPENAI_MODEL", "stub-large")
        monkeypatch.setenv("QUOTIENT_RETRIES", "0")
        yield running


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A library of two papers."""
    file = tmp_path / "papers.jsonl"
    file.write_text("".join(f"{json.dumps(it)}\n" for it in PAPERS), encoding="utf-8")
    assert run(tmp_path / "library", "add", str(file), "--no-vectors").exit_code == 0
    return tmp_path / "library"


def run(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["--library", str(folder), *arguments])


def test_without_a_model_one_sentence_says_what_to_set(folder: Path) -> None:
    result = run(folder, "read-claims")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "needs a model" in result.stderr
    assert "OPENAI_API_KEY" in result.stderr


def test_outcome_tokens_and_cost_are_shown(server: ModelServer, folder: Path) -> None:
    result = run(folder, "read-claims")
    assert result.exit_code == 0, result.stderr
    assert "2 of 2 papers read." in result.stdout
    assert "0 are not confirmed, 0 are proposed." in result.stdout
    assert "tokens read" in result.stderr
    assert "local, free" in result.stderr
    assert "Nothing to read" in run(folder, "read-claims").stdout


def test_papers_are_chosen_and_limited(server: ModelServer, folder: Path) -> None:
    first, second = (it["id"] for it in json.loads(run(folder, "papers", "--json").stdout))
    report = json.loads(
        run(folder, "read-claims", "--papers", f"{first[:6]},{second[:6]}", "--limit", "1", "--json").stdout
    )
    assert (report["done"], report["total"]) == (1, 1)
    assert json.loads(run(folder, "read-claims", "--json").stdout)["total"] == 1
    assert json.loads(run(folder, "read-claims", "--again", "--json").stdout)["total"] == 2
    assert run(folder, "read-claims", "--papers", "zzz").exit_code == 3
    assert run(folder, "read-claims", "--limit", "0").exit_code == 2


def test_proposals_are_marked_in_the_ledger_and_left_out_of_comparisons(
    server: ModelServer, folder: Path
) -> None:
    server.reply = json.dumps({"claims": [{**PROPOSED, "baseline": "SlowNet"}, PROPOSED]})
    assert "1 are proposed" in run(folder, "read-claims", "--limit", "1").stdout
    assert "proposed" not in run(folder, "claims").stdout
    assert "speedup (proposed)" in run(folder, "claims", "--proposed").stdout
    claims = json.loads(run(folder, "claims", "--proposed", "--json").stdout)
    assert sorted(it["state"] for it in claims) == ["proposed", "stated", "stated"]
    assert {it["second"]["found"] for it in claims if it["second"]} == {True}
    ids = {it["paper_id"] for it in claims}
    rows = json.loads(run(folder, "compare", "--papers", *ids, "--json").stdout)["rows"]
    assert [it["state"] for it in rows] == ["stated", "stated"]


def test_model_that_fails_is_exit_code_4_after_what_was_read(server: ModelServer, folder: Path) -> None:
    run(folder, "read-claims", "--limit", "1")
    server.mode = "500"
    result = run(folder, "read-claims")
    assert result.exit_code == 4
    assert "0 of 1 papers read." in result.stdout
    assert "failed (HTTP 500)" in result.stderr


def test_interrupt_keeps_what_was_read(
    server: ModelServer, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = SecondReader.read_again

    def interrupted(*arguments: object, **options: object) -> Iterator[object]:
        reports = whole(*arguments, **options)  # pyright: ignore[reportArgumentType]
        yield next(reports)
        yield next(reports)
        raise KeyboardInterrupt

    monkeypatch.setattr(SecondReader, "read_again", interrupted)
    result = run(folder, "read-claims")
    assert (result.exit_code, result.stdout.splitlines()[0]) == (130, "1 of 2 papers read.")
    assert "reads the rest" in result.stderr
    monkeypatch.undo()
    assert len(server.chats) == 1
