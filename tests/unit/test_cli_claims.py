"""The commands about claimed figures, on the sample library."""

from __future__ import annotations

import csv
import json
import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from assistant.cli import app

GOLD_FIELDS = (
    *("paper", "quote", "metric", "value", "value_max", "unit", "bound"),
    *("direction", "subject", "baseline", "own", "setting", "headline"),
)
PAIRS = Path(__file__).parents[2] / "evals" / "data" / "pairs_dev.jsonl"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def data(*arguments: str | Path) -> Any:  # noqa: ANN401 - JSON
    result = run(*arguments, "--json")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def paper_ids(library: Path, *names: str) -> list[str]:
    papers = data("--library", library, "papers")
    return [paper["id"] for name in names for paper in papers if paper["title"].startswith(name)]


def test_claims_have_the_fields_of_the_labels_and_exact_quotes(sample_library: Path) -> None:
    claims = data("--library", sample_library, "claims")
    texts = {it["id"]: it for it in data("--library", sample_library, "papers")}
    assert len(claims) > 50
    for claim in claims:
        assert {*GOLD_FIELDS, "paper_id", "start", "end", "state"} <= claim.keys()
        text = texts[claim["paper_id"]][claim["field"]]
        assert text[claim["start"] : claim["end"]] == claim["quote"]


def test_claims_are_filtered(sample_library: Path) -> None:
    (marlin,) = paper_ids(sample_library, "MARLIN")
    claims = data(
        "--library", sample_library, "claims", "--metric", "speedup", "--min", "2.5", "--paper", marlin[:6]
    )
    assert {claim["paper_id"] for claim in claims} == {marlin}
    assert {claim["metric"] for claim in claims} == {"speedup"}
    assert 2.8 in [claim["value"] for claim in claims]
    assert all(max(claim["value"], claim["value_max"] or 0) >= 2.5 for claim in claims)


@pytest.mark.parametrize(
    ("option", "field", "part"),
    [
        (("--bound", "up_to"), "bound", "up_to"),
        (("--hardware", "a100"), "hardware", "A100"),
        (("--model", "llama"), "model", "LLaMA"),
        (("--baseline", "triton"), "baseline", "Triton"),
        (("--own",), "own", "True"),
        (("--background",), "own", "False"),
    ],
)
def test_each_condition_leaves_only_what_fits(
    sample_library: Path, option: tuple[str, ...], field: str, part: str
) -> None:
    every = data("--library", sample_library, "claims")
    some = data("--library", sample_library, "claims", *option)
    assert 0 < len(some) < len(every)
    assert all(part.lower() in str({**it, **it["setting"]}[field]).lower() for it in some)


def test_highest_value_bounds_where_a_range_starts(sample_library: Path) -> None:
    claims = data("--library", sample_library, "claims", "--metric", "speedup", "--max", "2")
    assert 0 < max(it["value"] for it in claims) <= 2


@pytest.mark.parametrize(("order", "down"), [("largest", True), ("smallest", False)])
def test_claims_are_sorted_and_limited(sample_library: Path, order: str, down: bool) -> None:
    arguments = ("--library", sample_library, "claims", "--metric", "speedup", "--sort", order)
    highs = [max(it["value"], it["value_max"] or 0) for it in data(*arguments)]
    assert highs == sorted(highs, reverse=down)
    assert [it["value"] for it in data(*arguments, "--limit", "3")] == [
        it["value"] for it in data(*arguments)[:3]
    ]


def test_claims_about_a_topic_come_from_papers_on_it(sample_library: Path) -> None:
    every = data("--library", sample_library, "claims")
    some = data("--library", sample_library, "claims", "--about", "KV cache compression")
    assert 0 < len({it["paper"] for it in some}) < len({it["paper"] for it in every}) / 2


def test_claims_are_one_line_each_for_other_programs(sample_library: Path) -> None:
    lines = run("--library", sample_library, "claims", "--metric", "speedup").stdout.splitlines()
    assert len(lines) == len(data("--library", sample_library, "claims", "--metric", "speedup"))
    assert any("up to 2.8x" in line.split("\t") for line in lines)


@pytest.mark.parametrize(
    "arguments",
    [
        ["claims", "--metric", "beauty"],
        ["claims", "--min", "fast"],
        ["claims", "--bound", "wide"],
        ["claims", "--sort", "best"],
        ["claims", "--format", "docx"],
        ["claims", "--json", "--format", "csv"],
        ["claims", "-o", "claims.doc"],
        ["claims", "-o", "claims.csv", "--format", "table"],
        ["compare", "x", "--plot", "plot.pdf"],
        ["compare", "--pairs", str(PAIRS), "--format", "csv"],
        ["compare"],
        ["compare", "x", "--pairs", "f"],
    ],
)
def test_wrong_usage_is_exit_code_2(sample_library: Path, arguments: list[str]) -> None:
    result = run("--library", sample_library, *arguments)
    assert (result.exit_code, result.stdout) == (2, "")


@pytest.mark.parametrize(
    "arguments",
    [["claims", "--min", "1e40"], ["claims", "--paper", "zzz"], ["compare", "vineyard irrigation sensors"]],
)
def test_nothing_found_is_exit_code_3(sample_library: Path, arguments: list[str]) -> None:
    assert run("--library", sample_library, *arguments).exit_code == 3


def test_papers_are_compared(sample_library: Path) -> None:
    ids = paper_ids(sample_library, "Tilus", "MARLIN")
    compared = data("--library", sample_library, "compare", "--papers", *ids)
    assert compared.keys() >= {"rows", "pairs", "head_to_head"}
    assert {row["paper_id"] for row in compared["rows"]} == set(ids)
    count = len(compared["rows"])
    assert len(compared["pairs"]) == count * (count - 1) // 2
    assert all(pair.keys() == {"a", "b", "verdict", "reasons", "may_rank"} for pair in compared["pairs"])
    assert [(link["from_paper"], link["to_paper"]) for link in compared["head_to_head"]] == [tuple(ids)]


def test_question_is_compared_in_words(sample_library: Path) -> None:
    result = run("--library", sample_library, "compare", "How do the speedups of Tilus and MARLIN compare?")
    assert result.exit_code == 0, result.stderr
    assert "no ranking" in result.stdout
    assert "head-to-head result only" in result.stdout
    assert "may be ranked" not in result.stdout
    assert "not stated" in result.stdout
    assert "Head to head with Marlin" in result.stdout
    assert "No ranking of these claims: " in result.stdout
    assert "pairs are not comparable (" in result.stdout


@pytest.mark.parametrize("form", ["csv", "markdown", "latex", "json"])
@pytest.mark.parametrize("command", [("claims", "--metric", "speedup"), ("compare", "KV cache memory")])
def test_file_holds_what_would_be_printed(
    sample_library: Path, tmp_path: Path, command: tuple[str, ...], form: str
) -> None:
    path = tmp_path / f"out.{ {'markdown': 'md', 'latex': 'tex'}.get(form, form) }"
    arguments = ("--library", sample_library, *command)
    written = run(*arguments, "-o", path)
    assert (written.exit_code, written.stdout) == (0, "")
    assert path.name in written.stderr
    assert path.read_bytes() == run(*arguments, "--format", form).stdout_bytes
    assert [it.name for it in tmp_path.iterdir() if "out" in it.name] == [path.name]


def test_csv_holds_the_same_claims_as_json(sample_library: Path, tmp_path: Path) -> None:
    run("--library", sample_library, "claims", "-o", tmp_path / "claims.csv")
    with (tmp_path / "claims.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    claims = data("--library", sample_library, "claims")
    assert len(rows) == len(claims)
    for row, claim in zip(rows, claims, strict=True):
        assert row["quote"].removeprefix("'") == claim["quote"]
        assert float(row["value"]) == claim["value"]
        assert row["hardware"] == claim["setting"].get("hardware", "")
        assert row["baseline"] == (claim["baseline"] or "")


def test_existing_file_is_kept_unless_forced(sample_library: Path, tmp_path: Path) -> None:
    path = tmp_path / "claims.csv"
    path.write_text("mine", encoding="utf-8")
    arguments = ("--library", sample_library, "claims", "-o", path)
    refused = run(*arguments)
    assert refused.exit_code == 2
    assert "--force" in refused.stderr
    assert path.read_text(encoding="utf-8") == "mine"
    assert run(*arguments, "--force").exit_code == 0
    assert path.read_text(encoding="utf-8").startswith("paper,quote,")


def test_file_that_cannot_be_written_is_one_sentence(sample_library: Path, tmp_path: Path) -> None:
    result = run("--library", sample_library, "claims", "-o", tmp_path / "none" / "claims.csv")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "claims.csv' cannot be written" in result.stderr


def test_nothing_found_writes_no_file(sample_library: Path, tmp_path: Path) -> None:
    result = run("--library", sample_library, "claims", "--min", "1e40", "-o", tmp_path / "claims.csv")
    assert result.exit_code == 3
    assert not (tmp_path / "claims.csv").exists()


@pytest.mark.parametrize(("name", "start"), [("plot.svg", b"<svg"), ("plot.png", b"\x89PNG")])
def test_comparison_is_drawn(sample_library: Path, tmp_path: Path, name: str, start: bytes) -> None:
    arguments = ("--library", sample_library, "compare", "How do the speedups of Tilus and MARLIN compare?")
    result = run(*arguments, "--plot", tmp_path / name)
    assert result.exit_code == 0, result.stderr
    assert (tmp_path / name).read_bytes().startswith(start)
    assert "claimed factors in" in result.stderr
    assert run(*arguments, "--plot", tmp_path / name).exit_code == 2


def test_claims_without_a_factor_draw_nothing_and_say_so(sample_library: Path, tmp_path: Path) -> None:
    ids = paper_ids(sample_library, "KGym")
    result = run("--library", sample_library, "compare", "--papers", *ids, "--plot", tmp_path / "plot.svg")
    assert result.exit_code == 0
    assert "was not written" in result.stderr
    assert not (tmp_path / "plot.svg").exists()


@pytest.mark.parametrize("columns", [80, 120])
def test_person_reads_blocks_that_fit_the_screen(sample_library: Path, columns: int) -> None:
    lines = on_a_screen(sample_library, "compare", "speedups of Tilus and MARLIN", columns=columns)
    assert max(map(len, lines)) <= columns
    text = "\n".join(lines)
    assert "up to 2.8x speedup · MARLIN, baseline not stated" in text
    assert "No ranking of these claims" in text
    assert "\n  - scope: " in text
    assert "quality: not stated" in text


def on_a_screen(library: Path, *arguments: str, columns: int) -> list[str]:
    """What a terminal without colours shows, line by line."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "assistant", "--no-color", "--library", str(library), *arguments]
    environment = {**os.environ, "COLUMNS": str(columns), "TERM": "dumb"}  # noqa: TID251 - of the child
    with subprocess.Popen(command, stdout=theirs, stderr=subprocess.DEVNULL, env=environment):
        os.close(theirs)
        shown = b"".join(iter(lambda: _chunk(ours), b""))
    os.close(ours)
    return shown.decode().splitlines()


def _chunk(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 65536)
    except OSError:  # Linux says so when the other side is gone.
        return b""


def test_given_pairs_are_judged(sample_library: Path) -> None:
    judged = data("--library", sample_library, "compare", "--pairs", PAIRS)
    given = [json.loads(line) for line in PAIRS.read_text(encoding="utf-8").splitlines()]
    assert [pair["id"] for pair in judged] == [pair["id"] for pair in given]
    assert all(pair.keys() == {"id", "verdict", "reasons", "may_rank"} for pair in judged)
    assert all(pair["reasons"] for pair in judged)


def test_pairs_that_cannot_be_read_are_exit_code_1(sample_library: Path, tmp_path: Path) -> None:
    (tmp_path / "pairs").write_text("{}", encoding="utf-8")
    result = run("--library", sample_library, "compare", "--pairs", tmp_path / "pairs")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "pairs, line 1" in result.stderr


@pytest.mark.parametrize("command", ["claims", "compare", "eval"])
def test_help_shows_examples(command: str) -> None:
    after = run(command, "--help").stdout.split("Examples:\n")[1]
    assert after.count("quotient ") == 3
