from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

# A cold start on a busy machine takes its time; what is not there by then will not come.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)

ROOT = Path(__file__).parents[2]
CHROMIUM = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@dataclass(frozen=True)
class Served:
    """A running app and the folder in which a test directs its writer."""

    address: str
    stage: Path

    def go(self) -> None:
        """Let a waiting writer go on."""
        (self.stage / "go").touch()

    def asked(self) -> list[str]:
        """Return the questions that reached the writer."""
        file = self.stage / "asked"
        return file.read_text(encoding="utf-8").splitlines() if file.exists() else []


Serve = Callable[..., Served]


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    """Start the app over a folder; with a script, its lines are what the writer says.

    With ``hold`` a draft waits after its first theme until it is let go on.
    """
    with ExitStack() as running:

        def start(folder: Path, script: str | None = None, *, hold: bool = False) -> Served:
            stage = tmp_path / "stage"
            stage.mkdir(exist_ok=True)
            (stage / "address").unlink(missing_ok=True)
            if script is not None:
                (stage / "script").write_text(script, encoding="utf-8")
            if hold:
                (stage / "hold").touch()
            command = [
                sys.executable,
                str(Path(__file__).with_name("serve.py")),
                str(folder),
                str(stage),
                _free_port(),
            ]
            app = subprocess.Popen(
                command, cwd=ROOT, env={"PYTHONPATH": str(ROOT), "PATH": "", "HOME": str(tmp_path)}
            )
            running.callback(app.wait)
            running.callback(app.terminate)
            return Served(_address(app, stage / "address"), stage)

        yield start


def _free_port() -> str:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


def _address(app: subprocess.Popen[bytes], file: Path) -> str:
    for _ in range(600):
        if file.exists() and (said := file.read_text(encoding="utf-8")):
            return said
        assert app.poll() is None, "the app ended before it was ready"
        time.sleep(0.1)
    raise AssertionError("the app was not ready within a minute")


@pytest.fixture(scope="session")
def _playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(_playwright: Playwright) -> Iterator[Browser]:
    """A headless Chromium of this machine."""
    program = next((path for path in CHROMIUM if Path(path).exists()), None)
    if program is None:
        pytest.skip("Chromium is not installed")
    with _playwright.chromium.launch(executable_path=program, args=list(QUIET)) as opened:
        yield opened


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page of ordinary size; a script error in it fails the test."""
    with closing(browser.new_context(viewport={"width": 1360, "height": 860})) as context:
        opened = context.new_page()
        opened.set_default_timeout(PATIENCE)
        errors: list[str] = []
        opened.on("pageerror", lambda error: errors.append(str(error)))
        yield opened
        assert errors == []
