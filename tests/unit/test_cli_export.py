"""The command that writes files for other programs, on the sample library."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from assistant.cli import app


def run(library: Path, *arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["--library", str(library), *map(str, arguments)])


def asked(library: Path) -> str:
    """Return the thread of a question that was answered."""
    answer = json.loads(run(library, "ask", "What speedup does MARLIN claim?", "--json").stdout)
    return str(answer["thread_id"])


def test_whole_library_is_printed(sample_library: Path) -> None:
    result = run(sample_library, "export", "--format", "bibtex")
    assert result.exit_code == 0, result.stderr
    assert result.stdout.count("@misc{") == 75


def test_chosen_papers_are_written_once_each_with_the_keys_of_the_library(
    sample_library: Path, tmp_path: Path
) -> None:
    papers = json.loads(run(sample_library, "papers", "--json").stdout)
    first, second = papers[0]["id"], papers[1]["id"]
    path = tmp_path / "chosen.json"
    result = run(sample_library, "export", "--papers", f"{first},{second}", "--papers", first, "-o", path)
    assert result.exit_code == 0, result.stderr
    assert [paper["id"] for paper in json.loads(path.read_text())] == [first, second]
    assert result.stderr == f"Wrote {path}.\n"


def test_thread_becomes_latex_with_its_bibliography_beside(sample_library: Path, tmp_path: Path) -> None:
    path = tmp_path / "an answer.tex"
    result = run(sample_library, "export", "--thread", asked(sample_library), "-o", path)
    assert result.exit_code == 0, result.stderr
    assert sorted(it.name for it in tmp_path.glob("an*")) == ["an answer.tex", "an-answer.bib"]
    assert "marlinmixed" in (tmp_path / "an-answer.bib").read_text()
    assert r"\bibliography{an-answer}" in path.read_text()


def test_papers_of_a_thread_are_those_it_cites(sample_library: Path) -> None:
    result = run(sample_library, "export", "--thread", asked(sample_library), "--format", "csl-json")
    titles = [item["title"] for item in json.loads(result.stdout)]
    assert any(title.startswith("MARLIN") for title in titles)
    assert len(titles) < 20


def test_one_answer_of_a_thread_is_exported(sample_library: Path) -> None:
    thread = asked(sample_library)
    run(sample_library, "ask", "Which kernels use tensor cores?", "--thread", thread)
    second = json.loads(run(sample_library, "export", "--thread", thread, "--turn", "2", "--json").stdout)
    assert second["question"] == "Which kernels use tensor cores?"
    result = run(sample_library, "export", "--thread", thread, "--turn", "3", "--json")
    assert (result.exit_code, result.stdout) == (3, "")
    assert "The thread has 2 answers" in result.stderr


def test_json_is_a_form_like_others(sample_library: Path) -> None:
    assert len(json.loads(run(sample_library, "export", "--json").stdout)) == 75


def test_printed_latex_is_one_file(sample_library: Path) -> None:
    result = run(sample_library, "export", "--format", "latex")
    assert result.stdout.startswith("\\begin{filecontents*}[overwrite]{references.bib}\n")


def test_existing_file_is_kept_unless_forced(sample_library: Path, tmp_path: Path) -> None:
    path, beside = tmp_path / "a.tex", tmp_path / "a.bib"
    beside.write_text("mine")
    refused = run(sample_library, "export", "-o", path)
    assert refused.exit_code == 2
    assert "already exists" in refused.stderr
    assert beside.read_text() == "mine"
    assert not path.exists()
    assert run(sample_library, "export", "-o", path, "--force").exit_code == 0
    assert beside.read_text().startswith("@misc")


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ([], "choose --format bibtex, ris"),
        (["-o", "papers.xyz"], "choose --format"),
        (["--format", "ris", "--turn", "1"], "name it with --thread"),
        (["--format", "ris", "--json"], "--json and --format ris exclude each other"),
        (["--format", "docx"], "a Word file is not printed"),
        (["--format", "ris", "--csl", "x.csl"], "--csl styles the citations"),
        (["--format", "ris", "--papers", "a", "--thread", "b"], "exclude each other"),
    ],
)
def test_wrong_usage_is_one_sentence(tmp_path: Path, arguments: list[str], complaint: str) -> None:
    result = run(tmp_path / "library", "export", *arguments)
    assert result.exit_code == 2
    assert complaint in " ".join(result.stderr.split())


def test_nothing_to_export_is_said(tmp_path: Path) -> None:
    path = tmp_path / "a.bib"
    result = run(tmp_path / "library", "export", "-o", path)
    assert result.exit_code == 3
    assert "The library is empty" in result.stderr
    assert not path.exists()
