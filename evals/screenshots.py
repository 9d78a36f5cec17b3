"""Takes the pictures in docs/screenshots from the real app over the sample library."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from playwright.sync_api import Browser, Page, sync_playwright

from assistant.pipeline import Assistant
from assistant.resources import resource
from assistant.schema import DraftOptions
from assistant.settings import Settings

TOPIC = "KV cache compression for long-context inference"
QUESTION = "Which methods speed up LLM inference with quantized kernels, and by how much?"

_TARGET = Path(__file__).parents[1] / "docs" / "screenshots"


@dataclass(frozen=True)
class Shot:
    """One picture: which page, in which window and colours."""

    name: str
    page: Literal["chat", "library", "claims", "comparison", "plot", "themes", "draft"]
    scheme: Literal["light", "dark"] = "light"
    width: int = 1360
    height: int = 860


SHOTS = (
    Shot("chat", "chat"),
    Shot("chat-dark", "chat", scheme="dark"),
    Shot("chat-phone", "chat", width=360, height=740),
    Shot("library", "library"),
    Shot("claims", "claims"),
    Shot("claims-phone", "claims", width=360, height=740),
    Shot("comparison", "comparison"),
    Shot("plot", "plot", scheme="dark"),
    Shot("themes", "themes"),
    Shot("draft", "draft"),
    Shot("draft-phone", "draft", width=360, height=740),
)


def main() -> None:
    """Write every picture anew."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chromium", default="/usr/bin/chromium", help="the browser to use")
    parser.add_argument("--to", type=Path, default=_TARGET, help="the folder of the pictures")
    options = parser.parse_args()
    options.to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        thread_id = fill(Path(folder))
        with serving(Path(folder)) as address:
            browser = playwright.chromium.launch(executable_path=options.chromium, args=["--no-sandbox"])
            for shot in SHOTS:
                take(browser, shot, f"{address}/?thread={thread_id}", options.to)
            browser.close()


def fill(folder: Path) -> str:
    """Make a library of the sample papers with a draft and an answered question; return its thread."""
    with Assistant.open(folder, settings=Settings()) as assistant:
        assistant.add(resource("sample"))
        assistant.sync()
        _draft(assistant)
        return assistant.ask(QUESTION).thread_id


def _draft(assistant: Assistant) -> None:
    found = assistant.drafting.candidates(TOPIC)
    selected = tuple(one.paper_id for one in found if one.suggested)
    outline = assistant.drafting.outline(TOPIC, selected)
    kept = assistant.drafts.create(TOPIC, candidates=tuple(found), selected=selected, outline=outline)
    for event in assistant.drafting.stream(outline, selected, DraftOptions()):
        if event.stage == "done":
            assistant.drafts.save(kept.id, "Written by extractive", draft=event.draft)


@contextmanager
def serving(folder: Path) -> Generator[str]:
    """Run the app as its users do and give its address."""
    command = [
        sys.executable,
        "-c",
        "from assistant.cli import main; main()",
        "--library",
        str(folder),
        "app",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as app:
        try:
            yield _address(app)
        finally:
            app.terminate()


def take(browser: Browser, shot: Shot, thread: str, folder: Path) -> None:
    """Open a page as a reader would and take its picture."""
    page = browser.new_page(
        viewport={"width": shot.width, "height": shot.height},
        color_scheme=shot.scheme,
        reduced_motion="reduce",
    )
    page.goto(thread)
    _STEPS[shot.page](page)
    page.mouse.move(0, 0)
    page.wait_for_timeout(1500)
    page.screenshot(path=folder / f"{shot.name}.png")
    page.close()


def _open_citation(page: Page) -> None:
    page.locator(".turn .chip").nth(2).click()
    page.locator(".paper mark").wait_for()


def _open_paper(page: Page) -> None:
    page.get_by_role("link", name="Library").click()
    page.get_by_role("list", name="Papers").get_by_role("button").nth(4).click()
    page.locator(".paper .abstract").wait_for()


def _open_claim(page: Page) -> None:
    _filter_claims(page, "Ledger")
    page.get_by_role("list", name="Claims").get_by_role("button").nth(2).click()
    page.locator(".paper mark").wait_for()


def _compare_claims(page: Page) -> None:
    _filter_claims(page, "Ledger")
    for count, number in enumerate((2, 4, 5), start=1):
        page.get_by_role("list", name="Claims").get_by_role("checkbox").nth(number).check()
        page.get_by_role("button", name=f"Compare {count} chosen").wait_for()
    page.get_by_role("button", name="Compare 3 chosen").click()
    page.get_by_role("heading", name="What may be compared").wait_for()


def _plot_claims(page: Page) -> None:
    _filter_claims(page, "Plot")
    page.locator(".marks").wait_for()


def _open_themes(page: Page) -> None:
    _open_draft(page)
    page.locator("[data-testid=stButtonGroup]").get_by_text("Themes", exact=True).click()
    page.get_by_role("textbox", name="Title of theme").first.wait_for()


def _open_text(page: Page) -> None:
    _open_draft(page)
    page.locator(".chip").first.click()
    page.locator(".paper mark").wait_for()


def _open_draft(page: Page) -> None:
    page.goto(f"{page.url.partition('/?')[0]}/draft")
    page.get_by_role("list", name="Your drafts").get_by_role("button").first.click()
    page.locator(".chip").first.wait_for()


def _filter_claims(page: Page, view: str) -> None:
    address = page.url.partition("/?")[0]
    page.goto(f"{address}/claims?metric=speedup&view={view}")
    page.get_by_text("claims in" if view == "Ledger" else "claims that fit").wait_for()


_STEPS: Final[dict[str, Callable[[Page], None]]] = {
    "chat": _open_citation,
    "library": _open_paper,
    "claims": _open_claim,
    "comparison": _compare_claims,
    "plot": _plot_claims,
    "themes": _open_themes,
    "draft": _open_text,
}


def _address(app: subprocess.Popen[str]) -> str:
    said: list[str] = []
    for line in app.stdout or ():
        said.append(line)
        if "http://" in line:
            return "http://" + line.split("http://")[1].split()[0]
    raise SystemExit(f"The app did not start: {''.join(said)}")


if __name__ == "__main__":
    main()
