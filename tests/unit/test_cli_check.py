"""The command that checks manuscripts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from assistant.cli import app

TRUE = "MARLIN reports end-to-end LLM inference speedups of up to 2.8x with vLLM \\cite{marlinmixed}.\n"


def check(library: Path, text: str, *options: str) -> Result:
    draft = library.parent / "draft.tex"
    draft.write_text(text, encoding="utf-8")
    return CliRunner().invoke(app, ["--library", str(library), "check", str(draft), *options])


def test_what_is_true_passes(sample_library: Path) -> None:
    result = check(sample_library, TRUE)
    assert (result.exit_code, result.stdout.strip()) == (0, "Sentences checked: 1; not supported: 0.")


def test_findings_are_told_by_line(sample_library: Path) -> None:
    result = check(sample_library, f"\n{TRUE.replace('2.8', '3.1')}")
    assert result.exit_code == 1
    first, second = result.stdout.splitlines()[:2]
    assert "draft.tex:2: number not in source: 3.1x is not in 'MARLIN: " in first
    assert first.endswith("', which has 2.8x")
    assert second.strip().endswith("[marlinmixed].")


def test_json_has_the_whole_report(sample_library: Path) -> None:
    report = json.loads(check(sample_library, TRUE, "--json").stdout)
    assert report["passed"] is True
    assert report["sentences"][0]["citations"][0]["title"].startswith("MARLIN")


def test_a_missing_bibliography_is_a_wrong_usage(sample_library: Path) -> None:
    result = check(sample_library, TRUE, "--bib", "nowhere.bib")
    assert result.exit_code == 2
    assert "There is no file 'nowhere.bib'" in result.stderr


@pytest.mark.parametrize("escape", ["\x1b[31m", "\u202e", "\x07"])
def test_nothing_steers_the_terminal(sample_library: Path, escape: str) -> None:
    result = check(
        sample_library, f"It is 9x {escape}faster \\cite{{marlin{escape}mixed}}. B \\cite{{x{escape}}}."
    )
    assert escape not in result.stdout
    assert escape not in check(sample_library, f"A {escape}\\cite{{x}}.", "--json").stdout
