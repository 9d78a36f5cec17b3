"""Every command and example that the documents and help texts show exists."""

from __future__ import annotations

import ast
import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

import assistant
from assistant.cli import app
from assistant.console.examples import examples

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = (
    "add",
    "ask",
    "search",
    "papers",
    "show",
    "claims",
    "read-claims",
    "compare",
    "export",
    "check",
    "eval",
    "app",
    "doctor",
    "config",
)


def _blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def _called(text: str) -> list[str]:
    """The arguments of each quotient command in a text, without what the shell does with its output."""
    found = re.findall(r"\bquotient (.+)", text)
    return [re.sub(r"\s*(>|\||#).*", "", command) for command in found]


EXAMPLES = [
    *_called("\n".join(_blocks("console"))),
    *_called("\n".join(re.findall(r"`(quotient [^`]+)`", README))),
    *(line for command in ("", *COMMANDS) for line in _called(examples(command))),
]


@pytest.mark.parametrize("command", EXAMPLES)
def test_example_is_accepted_by_the_command_line(command: str) -> None:
    """Asking for help checks names and options first, and then does nothing."""
    result = CliRunner().invoke(app, [*shlex.split(command), "--help"])
    assert result.exit_code == 0, result.stderr


def test_readme_shows_every_command() -> None:
    assert {command.split()[0] for command in _called("\n".join(_blocks("console")))} >= set(COMMANDS)


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_has_three_examples(command: str) -> None:
    result = CliRunner().invoke(app, [*filter(None, [command]), "--help"])
    assert result.exit_code == 0
    after = result.stdout.split("Examples:\n")[1]
    assert len([line for line in after.splitlines() if "quotient " in line]) == 3


@pytest.mark.parametrize("block", _blocks("python"))
def test_python_example_names_what_exists(block: str) -> None:
    tree = ast.parse(block)
    imported = [
        name.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for name in node.names
    ]
    used = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "assistant"
    }
    assert all(hasattr(assistant, name) for name in imported)
    assert used
    assert all(hasattr(assistant.Assistant, name) for name in used)


def test_linked_documents_exist() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", README)
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_make_targets_of_the_documents_exist() -> None:
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    documents = README + (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^make ([\w-]+)|`make ([\w-]+)", documents, re.MULTILINE))
    assert {name for pair in named for name in pair if name} <= targets
