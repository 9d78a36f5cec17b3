"""The command that drafts related work, on the sample library."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from assistant.cli import app

TOPIC = "KV cache compression for long-context inference"


def run(library: Path, *arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["--library", str(library), *map(str, arguments)])


def test_draft_is_printed_as_markdown_and_its_coverage_told(sample_library: Path) -> None:
    result = run(sample_library, "draft", TOPIC)
    assert result.exit_code == 0, result.stderr
    assert result.stdout.startswith(f"# {TOPIC}\n")
    assert "## References" in result.stdout
    assert "selected papers are cited." in result.stderr


def test_json_holds_themes_paragraphs_and_coverage(sample_library: Path) -> None:
    draft = json.loads(run(sample_library, "draft", TOPIC, "--json").stdout)
    assert draft["topic"] == TOPIC
    assert {paper for theme in draft["themes"] for paper in theme["papers"]} == set(
        draft["coverage"]["selected"]
    )
    statements = [it for paragraph in draft["paragraphs"] for it in paragraph["statements"]]
    assert {it["verdict"] for it in statements} == {"supported"}
    assert all(it["citations"] for it in statements)
    assert draft["coverage"]["missing"] == []
    assert draft["coverage"]["extraneous"] == []


def test_only_the_given_papers_are_told(sample_library: Path) -> None:
    papers = json.loads(run(sample_library, "papers", "--json").stdout)
    chosen = [paper["id"] for paper in papers[:3]]
    draft = json.loads(
        run(sample_library, "draft", "whatever", "--papers", ",".join(chosen), "--json").stdout
    )
    assert draft["coverage"]["selected"] == chosen
    assert sorted(draft["coverage"]["cited"]) == sorted(chosen)


def test_latex_comes_with_its_bibliography(sample_library: Path, tmp_path: Path) -> None:
    path = tmp_path / "related.tex"
    assert run(sample_library, "draft", TOPIC, "-o", path).exit_code == 0
    assert r"\cite{" in path.read_text()
    assert "@misc{" in (tmp_path / "related.bib").read_text()


def test_draft_is_kept_and_written_again_as_a_further_version(sample_library: Path) -> None:
    told = run(sample_library, "draft", TOPIC, "--length", "short").stderr
    draft_id = told.rsplit(maxsplit=1)[-1]
    first = run(sample_library, "export", "--draft", draft_id, "--json").stdout
    assert run(sample_library, "draft", "--resume", draft_id).exit_code == 0
    again = json.loads(run(sample_library, "export", "--draft", draft_id, "--json").stdout)
    assert again["paragraphs"] == json.loads(first)["paragraphs"]


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        ((), 2, "name a topic"),
        ((TOPIC, "--resume", "x"), 2, "name a topic"),
        ((" ",), 2, "The topic is empty"),
        (("x" * 500,), 2, "shorten it"),
        (("medieval trade routes",), 3, "Nothing in your library is about"),
        (("FlashAttention-3 kernels",), 3, "FlashAttention-3"),
        ((TOPIC, "--format", "ris", "--json"), 2, "exclude each other"),
        ((TOPIC, "--format", "docx"), 2, "-o FILE"),
        (("--resume", "nothing"), 3, "No draft has the id"),
        ((TOPIC, "--papers", "nope"), 3, "nope"),
    ],
)
def test_bad_input_gets_one_sentence(
    sample_library: Path, arguments: tuple[str, ...], code: int, told: str
) -> None:
    result = run(sample_library, "draft", *arguments)
    assert result.exit_code == code, result.stderr
    assert told in result.stderr
    assert "Traceback" not in result.stderr
    assert result.stdout == ""
