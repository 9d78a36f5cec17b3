"""What each command prints and returns, on the sample library."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from assistant.cli import app
from assistant.pipeline import Assistant
from assistant.schema import Answer, Paper
from assistant.settings import Settings

IN_LIBRARY = "Which methods speed up LLM serving with low-bit weights?"
OUTSIDE = "Which soil moisture sensor suits vineyards best?"


def run(*arguments: str | Path, stdin: str | None = None) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], input=stdin)


def data(result: Result) -> Any:  # noqa: ANN401 - JSON
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    return tmp_path / "empty"


def test_version_is_printed() -> None:
    assert run("--version").stdout == "quotient 0.1.0\n"


def test_add_stores_papers_and_says_how_many(empty: Path, sample_file: Path) -> None:
    result = run("--library", empty, "add", "--no-vectors", sample_file)
    assert result.stdout == "75 added, 0 merged, 0 skipped; the library holds 75 papers.\n"
    assert len(data(run("--library", empty, "papers", "--json"))) == 75


def test_adding_again_skips_with_the_first_ten_reasons(sample_library: Path) -> None:
    lines = run("--library", sample_library, "add", "sample").stdout.splitlines()
    assert lines[0] == "0 added, 0 merged, 75 skipped; the library holds 75 papers."
    assert len(lines) == 12
    assert all(line.startswith("  skipped “") for line in lines[1:11])
    assert lines[11] == "  and 65 more"


def test_add_embeds_unless_told_otherwise(empty: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "one.jsonl", tmp_path / "two.jsonl"
    for path in (first, second):
        record = {"title": f"Paper {path.stem}", "abstract": f"We describe {path.stem} in a sentence."}
        path.write_text(json.dumps(record) + "\n", encoding="utf-8")
    run("--library", empty, "add", "--no-vectors", first)
    with Assistant.open(empty, settings=Settings()) as assistant:
        assert assistant.index_state().vectors == 0
    run("--library", empty, "add", second)
    with Assistant.open(empty, settings=Settings()) as assistant:
        assert assistant.index_state().vectors == 2


def test_add_reports_json(empty: Path) -> None:
    first = data(run("--library", empty, "add", "--no-vectors", "--json", "sample"))
    assert (len(first["added"]), first["merged"], first["skipped"], first["papers"]) == (75, [], [], 75)
    again = data(run("--library", empty, "add", "--no-vectors", "--json", "sample"))
    assert (again["added"], len(again["skipped"]), again["papers"]) == ([], 75, 75)
    assert set(again["skipped"][0]) == {"file", "title", "reason", "line"}


def test_one_unreadable_file_does_not_keep_the_others_out(empty: Path, tmp_path: Path) -> None:
    bad = tmp_path / "empty.txt"
    bad.write_text("", encoding="utf-8")
    result = run("--library", empty, "add", "--no-vectors", bad, "sample")
    assert result.exit_code == 1
    assert "empty.txt" in result.stderr
    assert result.stdout.startswith("75 added")


def test_file_called_sample_comes_before_our_sample(
    empty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    record = '{"title": "Mine", "abstract": "My own sentence is here."}\n'
    Path("sample").write_text(record, encoding="utf-8")
    result = run("--library", empty, "add", "--no-vectors", "sample")
    assert "75" not in result.stdout


def test_papers_gives_every_stored_field(sample_library: Path, sample_papers: tuple[Paper, ...]) -> None:
    listed = data(run("--library", sample_library, "papers", "--json"))
    assert [(paper["title"], paper["abstract"]) for paper in listed] == [
        (paper.title, paper.abstract) for paper in sample_papers
    ]
    assert all(Paper.model_validate(paper).id for paper in listed)


def test_papers_lists_one_line_each(sample_library: Path, sample_papers: tuple[Paper, ...]) -> None:
    lines = run("--library", sample_library, "papers").stdout.splitlines()
    assert [line.split("  ", 1)[1] for line in lines] == [paper.title for paper in sample_papers]


def test_papers_of_an_empty_library_is_an_empty_list(empty: Path) -> None:
    assert data(run("--library", empty, "papers", "--json")) == []
    assert "quotient add" in run("--library", empty, "papers").stderr


def test_search_gives_the_best_first(sample_library: Path, sample_papers: tuple[Paper, ...]) -> None:
    title = sample_papers[20].title
    hits = data(run("--library", sample_library, "search", title, "-k", "4", "--json"))
    assert hits[0]["title"] == title
    assert len(hits) == 4
    assert [hit["score"] for hit in hits] == sorted((hit["score"] for hit in hits), reverse=True)
    assert {"paper_id", "title", "score"} <= set(hits[0])


def test_search_without_hits_is_nothing_found(empty: Path) -> None:
    result = run("--library", empty, "search", "attention", "--json")
    assert (result.exit_code, result.stdout) == (3, "[]\n")


def test_show_accepts_the_first_characters_of_an_id(
    sample_library: Path, sample_papers: tuple[Paper, ...]
) -> None:
    paper = sample_papers[3]
    shown = data(run("--library", sample_library, "show", paper.id[:10], "--json"))
    assert shown["id"] == paper.id
    printed = run("--library", sample_library, "show", paper.id).stdout
    assert paper.title in printed
    assert str(paper.abstract) in printed


@pytest.mark.parametrize(("prefix", "reason"), [("zz", "No paper has the id 'zz'"), ("", "No paper")])
def test_show_of_an_unknown_paper_is_nothing_found(sample_library: Path, prefix: str, reason: str) -> None:
    result = run("--library", sample_library, "show", prefix)
    assert (result.exit_code, result.stdout) == (3, "")
    assert reason in result.stderr


def test_show_asks_for_more_when_several_ids_fit(
    sample_library: Path, sample_papers: tuple[Paper, ...]
) -> None:
    starts = [paper.id[0] for paper in sample_papers]
    shared = max(starts, key=starts.count)
    result = run("--library", sample_library, "show", shared)
    assert result.exit_code == 3
    assert f"{starts.count(shared)} papers" in result.stderr


def test_ask_gives_the_whole_answer_as_json(sample_library: Path) -> None:
    answer = Answer.model_validate(data(run("--library", sample_library, "ask", IN_LIBRARY, "--json")))
    assert answer.question == IN_LIBRARY
    assert not answer.abstained
    assert {statement.verdict for statement in answer.statements} == {"supported"}


def test_ask_prints_sentences_then_numbered_sources_then_the_writer(sample_library: Path) -> None:
    answer = Answer.model_validate(data(run("--library", sample_library, "ask", IN_LIBRARY, "--json")))
    lines = run("--library", sample_library, "ask", IN_LIBRARY).stdout.splitlines()
    sources = lines.index("Sources")
    assert [line.rsplit(" [", 1)[0] for line in lines[: sources - 1]] == [s.text for s in answer.statements]
    assert lines[sources + 1].startswith("[1] ")
    assert lines[-1].startswith(f"{answer.writer} · ")


def test_ask_reads_the_question_from_stdin(sample_library: Path) -> None:
    answer = data(run("--library", sample_library, "ask", "-", "--json", stdin=f"{IN_LIBRARY}\n"))
    assert answer["question"] == IN_LIBRARY


def test_ask_goes_on_with_a_thread(sample_library: Path) -> None:
    first = data(run("--library", sample_library, "ask", IN_LIBRARY, "--json"))
    follow_up = ("ask", "How fast are they?", "--thread", first["thread_id"], "--json")
    second = run("--library", sample_library, *follow_up)
    assert json.loads(second.stdout)["thread_id"] == first["thread_id"]


def test_ask_keeps_to_the_given_papers(sample_library: Path) -> None:
    everywhere = data(run("--library", sample_library, "ask", IN_LIBRARY, "--json"))
    ids = [item["paper_id"] for item in everywhere["evidence"]][:2]
    result = run("--library", sample_library, "ask", IN_LIBRARY, "--papers", ",".join(ids), "--json")
    read = {item["paper_id"] for item in json.loads(result.stdout)["evidence"]}
    assert read <= set(ids)
    assert read


def test_question_outside_the_library_is_nothing_found(sample_library: Path) -> None:
    result = run("--library", sample_library, "ask", OUTSIDE)
    assert result.exit_code == 3
    assert "Sources" not in result.stdout
    refused = run("--library", sample_library, "ask", OUTSIDE, "--json")
    assert refused.exit_code == 3
    assert json.loads(refused.stdout)["abstained"] is True


def test_doctor_finds_a_sound_library_sound(sample_library: Path) -> None:
    checks = data(run("--library", sample_library, "doctor", "--json"))
    assert {check["name"] for check in checks} >= {"library", "full text", "vectors"}
    assert all(check["ok"] for check in checks)


def test_doctor_rebuilds_what_is_missing(empty: Path, tmp_path: Path) -> None:
    file = tmp_path / "one.jsonl"
    file.write_text('{"title": "A paper", "abstract": "It has one sentence."}\n', encoding="utf-8")
    run("--library", empty, "add", "--no-vectors", file)
    assert run("--library", empty, "doctor").exit_code == 1
    assert run("--library", empty, "doctor", "--rebuild").exit_code == 0
