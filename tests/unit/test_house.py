"""The house rules that no other tool checks."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SKIPPED = {".git", ".venv", "__pycache__", "build", "dist", "node_modules"}
CODE = ("assistant", "ui", "evals", "tests")

MOST_LINES_OF_A_FUNCTION = 50
MOST_PARAMETERS = 5
MOST_LINES_OF_A_FILE = {"assistant": 300, "ui": 300, "evals": 300, "tests": 400}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def _files(*folders: str, suffix: str = "") -> list[Path]:
    """All files below the folders that belong to the project, caches left out."""
    starts = [ROOT / folder for folder in folders] or [ROOT]
    found = (path for start in starts for path in start.rglob(f"*{suffix}") if path.is_file())
    return sorted(path for path in found if not _ignored(path))


def _ignored(path: Path) -> bool:
    parts = path.relative_to(ROOT).parts
    return any(part in SKIPPED or part.endswith(("_cache", ".egg-info")) for part in parts) or (
        parts[0] in {".coverage", ".hypothesis"}
    )


def _functions(*folders: str) -> Iterator[tuple[str, Function]]:
    for path in _files(*folders, suffix=".py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, Function):
                yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", node


def _length(function: Function) -> int:
    """Lines of a function without its docstring."""
    first = function.body[0]
    has_docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    docstring = (first.end_lineno or 0) - first.lineno + 1 if has_docstring else 0
    return (function.end_lineno or 0) - function.lineno + 1 - docstring


def _parameters(function: Function) -> list[str]:
    """Names of the parameters, without the object a method belongs to."""
    given = function.args
    names = [argument.arg for argument in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
    return names[1:] if names[:1] in (["self"], ["cls"]) else names


def test_no_function_is_longer_than_a_page() -> None:
    lengths = {name: _length(function) for name, function in _functions(*CODE)}
    assert len(lengths) > 100
    assert {name: n for name, n in lengths.items() if n > MOST_LINES_OF_A_FUNCTION} == {}


def test_no_function_takes_more_than_five_parameters() -> None:
    counts = {name: len(_parameters(function)) for name, function in _functions("assistant", "ui", "evals")}
    assert {name: n for name, n in counts.items() if n > MOST_PARAMETERS} == {}


@pytest.mark.parametrize("folder", CODE)
def test_no_file_has_too_many_lines_of_code(folder: str) -> None:
    """Blank lines and comments do not count."""
    counts: dict[str, int] = {}
    for path in _files(folder, suffix=".py"):
        lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
        counts[str(path.relative_to(ROOT))] = sum(bool(line) and not line.startswith("#") for line in lines)
    assert {name: n for name, n in counts.items() if n > MOST_LINES_OF_A_FILE[folder]} == {}


def test_only_the_settings_read_the_environment() -> None:
    reads = re.compile(r"\bos\.(environ|getenv)\b|from os import .*\b(environ|getenv)\b")
    found = [
        str(path.relative_to(ROOT))
        for path in _files("assistant", "ui", "evals", suffix=".py")
        if reads.search(path.read_text(encoding="utf-8"))
    ]
    assert found == ["assistant/settings.py"]


def test_no_file_names_a_package_registry_or_a_folder_of_one_machine() -> None:
    foreign = re.compile(
        rb"pypi\.org|pythonhost(?:ed)[.]org|npmjs\.(org|com)|(index|registry)-url\s*[=:]"
        rb"|(?<![\w.~-])/(work|root|home/\w+)/\w"
    )
    found = {
        str(path.relative_to(ROOT)): match[0].decode()
        for path in _files()
        if (match := foreign.search(path.read_bytes()))
    }
    assert found == {}


def _locked() -> list[str]:
    """The lock's requirements, each with its hashes on one line."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8").replace("\\\n", " ")
    return [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]


def test_lock_pins_every_package_by_version_and_hash() -> None:
    locked = _locked()
    assert len(locked) > 100
    pinned = re.compile(r"[a-z0-9][a-z0-9.-]*==\S+( ; [^-]+)?(\s+--hash=sha256:[0-9a-f]{64})+")
    assert [line[:60] for line in locked if not pinned.fullmatch(line)] == []


def test_lock_holds_every_declared_dependency() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    requirements = declared["project"]["dependencies"] + declared["dependency-groups"]["dev"]
    wanted = {re.split(r"[<>=~!\[ ;]", line, maxsplit=1)[0].lower() for line in requirements}
    assert wanted - {line.split("==")[0] for line in _locked()} == set()
