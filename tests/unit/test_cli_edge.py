"""How the command line fails: one sentence on stderr, the right exit code, nothing lost."""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from assistant.cli import app
from assistant.config_file import config_path
from assistant.errors import (
    AssistantError,
    IngestError,
    LockedError,
    ModelError,
    NotFoundError,
    QuestionError,
)
from assistant.pipeline import Assistant
from assistant.settings import Settings, load_settings

FailWith = Callable[[BaseException], None]


def run(*arguments: str | Path, stdin: str | None = None) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], input=stdin)


def start(
    *arguments: str | Path, stdin: int = subprocess.DEVNULL, stdout: int = subprocess.PIPE
) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "assistant", *(str(argument) for argument in arguments)]
    return subprocess.Popen(command, stdin=stdin, stdout=stdout, stderr=subprocess.PIPE, text=True)


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> FailWith:
    """Makes opening a library raise what is given."""

    def fail_with(error: BaseException) -> None:
        def opened(*_: object, **__: object) -> Assistant:
            raise error

        monkeypatch.setattr(Assistant, "open", opened)

    return fail_with


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (AssistantError("something"), 1),
        (IngestError("something"), 1),
        (LockedError("something"), 1),
        (QuestionError("something"), 2),
        (NotFoundError("something"), 3),
        (ModelError("something"), 4),
        (KeyboardInterrupt(), 130),
    ],
)
def test_each_kind_of_failure_has_its_exit_code(failing: FailWith, error: BaseException, code: int) -> None:
    failing(error)
    result = run("papers", "--json")
    assert (result.exit_code, result.stdout) == (code, "")
    assert result.stderr == ("" if code == 130 else "Error: something\n")


def test_unexpected_failure_is_one_sentence_without_traceback(failing: FailWith) -> None:
    failing(RuntimeError("the [bold]disk[/bold] is \x1b[31mred"))
    result = run("papers")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "Unexpected RuntimeError: the [bold]disk[/bold] is [31mred" in result.stderr
    assert "Traceback" not in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_details_of_an_unexpected_failure_are_logged_on_request(
    failing: FailWith, caplog: pytest.LogCaptureFixture
) -> None:
    failing(RuntimeError("broken"))
    run("papers")
    assert caplog.records == []
    with caplog.at_level(logging.NOTSET, logger="assistant"):  # restores what --debug changes
        run("--debug", "papers")
    assert [str(record.exc_info[1]) for record in caplog.records if record.exc_info] == ["broken"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["frobnicate"],
        ["ask"],
        ["search", "x", "-k", "0"],
        ["papers", "--colour"],
        ["--library"],
        ["config", "set", "timeout", "soon"],
        ["config", "set", "timeuot", "3"],
        ["ask", ""],
        ["ask", "why? " * 20_000],
    ],
)
def test_wrong_usage_is_exit_code_2_with_nothing_on_stdout(arguments: list[str]) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Error: " in result.stderr


def test_wrong_variable_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUOTIENT_TIMEOUT", "soon")
    result = run("papers")
    assert result.exit_code == 2
    assert "QUOTIENT_TIMEOUT" in result.stderr


def test_unreachable_model_is_exit_code_4(sample_library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("OPENAI_MODEL", "some-model")
    monkeypatch.setenv("QUOTIENT_RETRIES", "0")
    result = run("--library", sample_library, "ask", "Which methods quantize the KV cache?", "--json")
    assert (result.exit_code, result.stdout) == (4, "")
    assert "127.0.0.1:9" in result.stderr


def test_unusable_folder_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    result = run("--library", tmp_path / "file", "papers")
    assert (result.exit_code, result.stdout) == (1, "")
    assert len(result.stderr.splitlines()) == 1


def test_second_process_is_told_who_holds_the_library(sample_library: Path) -> None:
    with Assistant.open(sample_library, settings=Settings(), command="quotient app"):
        process = start("--library", sample_library, "papers")
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (1, "")
    assert "quotient app" in err
    assert str(os.getpid()) in err


def test_interrupt_while_embedding_keeps_all_papers_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Assistant, "sync", interrupted)
    result = run("--library", tmp_path / "new", "add", "sample")
    assert result.exit_code == 130
    assert result.stdout.startswith("75 added")
    assert "all papers are stored" in result.stderr
    assert len(json.loads(run("--library", tmp_path / "new", "papers", "--json").stdout)) == 75


def test_interrupt_is_quiet(tmp_path: Path) -> None:
    process = start("--library", tmp_path / "new", "ask", "-", stdin=subprocess.PIPE)
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(2)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (130, "", "")


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_reader_that_goes_away_is_no_error_to_report(sample_library: Path, options: list[str]) -> None:
    reading, writing = os.pipe()
    process = start("--library", sample_library, "papers", *options, stdout=writing)
    os.close(writing)
    os.close(reading)
    assert process.communicate(timeout=60)[1] == ""


def test_key_is_not_taken_from_the_command_line() -> None:
    result = run("config", "set", "openai_api_key", "sk-secret")
    assert result.exit_code == 2
    assert "sk-secret" not in result.stderr
    assert not config_path().exists()


def test_key_is_read_from_stdin_and_never_shown() -> None:
    assert run("config", "set", "openai_api_key", stdin="sk-secret\n").exit_code == 0
    key = load_settings().openai_api_key
    assert key is not None
    assert key.get_secret_value() == "sk-secret"
    for options in ([], ["--json"]):
        shown = run("config", "show", *options)
        assert "openai_api_key" in shown.stdout
        assert "sk-secret" not in shown.output


def test_setting_is_stored_and_shown_with_its_origin() -> None:
    stored = json.loads(run("config", "set", "timeout", "7", "--json").stdout)
    assert stored == {"path": str(config_path()), "name": "timeout"}
    rows = json.loads(run("config", "show", "--json").stdout)
    assert [row for row in rows if row["name"] == "timeout"] == [
        {"name": "timeout", "value": "7.0", "origin": f"settings file {str(config_path())!r}"}
    ]
    assert f"timeout = 7.0  (settings file '{config_path()}')" in run("config", "show").stdout


def test_settings_file_is_named_even_when_it_is_broken() -> None:
    path = config_path()
    path.parent.mkdir(parents=True)
    path.write_text("timeout = [", encoding="utf-8")
    assert json.loads(run("config", "path", "--json").stdout) == {"path": str(path)}
    assert run("config", "show").exit_code == 2
