"""The built wheel, installed elsewhere from the lock, does what the checkout does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[2]

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


class Installed(NamedTuple):
    """An environment of its own that holds the wheel."""

    wheel: Path
    folder: Path

    def quotient(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run the installed command outside the checkout, with nothing of the user's around it."""
        environment = {
            "PATH": os.defpath,
            "HOME": str(self.folder),
            "LANG": "C.UTF-8",
        }
        return subprocess.run(
            [self.folder / "env" / "bin" / "quotient", "--library", "library", *arguments],
            cwd=self.folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )


def _do(command: Sequence[str | Path], folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    folder = tmp_path_factory.mktemp("elsewhere")
    uv = [sys.executable, "-m", "uv", "--quiet"]
    install = [*uv, "pip", "install", "--python", folder / "env" / "bin" / "python"]
    _do([sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT], folder)
    (wheel,) = folder.glob("*.whl")
    _do([*uv, "venv", "--python", sys.executable, folder / "env"], folder)
    _do([*install, "--require-hashes", "--requirements", ROOT / "requirements.lock"], folder)
    _do([*install, "--no-deps", wheel], folder)
    return Installed(wheel, folder)


def test_wheel_holds_one_package_with_its_data_and_nothing_else(installed: Installed) -> None:
    names = zipfile.ZipFile(installed.wheel).namelist()
    assert {name.split("/")[0] for name in names} == {"assistant", "quotient-0.1.0.dist-info"}
    assert not [name for name in names if "__pycache__" in name or name.startswith("assistant/_data/tests")]
    assert {
        "assistant/py.typed",
        "assistant/_data/prompts/prompts.lock",
        "assistant/_data/ui/app.py",
        "assistant/_data/sample/daily_papers.txt",
        "quotient-0.1.0.dist-info/licenses/LICENSE",
        "quotient-0.1.0.dist-info/licenses/NOTICE",
    } <= set(names)


def test_files_of_the_checkout_that_are_no_code_are_all_in_the_wheel(installed: Installed) -> None:
    names = set(zipfile.ZipFile(installed.wheel).namelist())
    data = [path for path in (ROOT / "assistant").rglob("*") if path.is_file() and path.suffix != ".pyc"]
    wanted = {str(path.relative_to(ROOT)) for path in data}
    assert wanted - names == set()


def test_installed_command_adds_and_answers(installed: Installed) -> None:
    added = installed.quotient("add", "sample")
    assert added.stdout == "75 added, 0 merged, 0 skipped; the library holds 75 papers.\n", added.stderr
    asked = installed.quotient("ask", "Which methods speed up LLM serving with low-bit weights?", "--json")
    assert asked.returncode == 0, asked.stderr
    statements = json.loads(asked.stdout)["statements"]
    assert statements
    assert {statement["verdict"] for statement in statements} == {"supported"}
    assert all(statement["citations"] for statement in statements)


def test_installed_app_serves(installed: Installed) -> None:
    served = installed.quotient("app", "--check")
    assert (served.returncode, served.stdout) == (0, "The app answers.\n"), served.stderr


def test_installed_prompts_are_as_locked(installed: Installed) -> None:
    checks = json.loads(installed.quotient("doctor", "--json").stdout)
    assert {"name": "prompts", "ok": True, "detail": "as locked"} in checks
