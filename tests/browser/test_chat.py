from __future__ import annotations

import http.server
import threading
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from assistant.pipeline import Assistant
from assistant.settings import Settings
from tests.browser.conftest import Serve

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

QUESTION = "What do the MARLIN kernels do for batched inference?"

FIELD = "[data-testid=stChatInput] textarea"


def _ask(page: Page, question: str = QUESTION) -> None:
    page.fill(FIELD, question)
    page.keyboard.press("Enter")


def _abstracts(folder: Path) -> dict[str, str]:
    with Assistant.open(folder, settings=Settings()) as assistant:
        return {paper.title: paper.abstract or "" for paper in assistant.papers()}


def test_question_is_answered_and_a_chip_opens_the_exact_quote(
    page: Page, serve: Serve, sample_library: Path
) -> None:
    abstracts = _abstracts(sample_library)
    served = serve(sample_library)
    page.goto(served.address)
    _ask(page)
    chip = page.locator(".turn .chip").first
    label = chip.get_attribute("aria-label") or ""
    chip.click()
    mark = page.locator(".paper mark")
    expect(mark).to_be_in_viewport()
    quote, title = mark.inner_text(), page.locator(".paper .title").inner_text()
    assert quote in abstracts[title]
    assert f"“{quote}”" in label
    expect(page.locator(".turn .foot")).to_contain_text("local, free")

    page.reload()
    expect(page.locator(".turn .question")).to_have_text(QUESTION)
    page.locator(".turn .chip").first.click()
    expect(page.locator(".paper mark")).to_have_text(quote)


def test_thread_outlives_the_app(page: Page, serve: Serve, sample_library: Path, tmp_path: Path) -> None:
    with Assistant.open(sample_library, settings=Settings()) as assistant:
        thread_id = assistant.ask(QUESTION).thread_id
    served = serve(sample_library)
    page.goto(f"{served.address}/?thread={thread_id}")
    expect(page.locator(".turn .question")).to_have_text(QUESTION)
    page.goto(served.address)
    page.get_by_role("list", name="Chats").get_by_role("button").first.click()
    expect(page.locator(".turn .question")).to_have_text(QUESTION)
    assert f"thread={thread_id}" in page.url


def test_chip_is_reached_and_explained_by_keyboard(page: Page, serve: Serve, sample_library: Path) -> None:
    served = serve(sample_library)
    page.goto(served.address)
    _ask(page)
    chip = page.locator(".turn .chip").first
    expect(page.locator(".turn .copy")).to_be_visible()
    chip.focus()
    expect(page.get_by_role("tooltip")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("tooltip")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.locator(".paper mark")).to_be_in_viewport()


SLOW = """\
Kernels for mixed precision exist [1]. They
...
keep close to maximum quantization speedup [1].
"""


def test_nothing_clicked_destroys_a_running_answer(page: Page, serve: Serve, sample_library: Path) -> None:
    served = serve(sample_library, SLOW)
    page.goto(served.address)
    _ask(page)
    expect(page.locator(".turn .statement")).to_have_count(1)
    expect(page.locator(".turn .stage")).to_contain_text("Searched 75, reading")
    address = page.url
    page.locator(".turn .chip").first.click()
    expect(page.locator(".paper")).to_be_visible()
    page.get_by_role("link", name="Library").click()
    expect(page.get_by_role("heading", name="Library")).to_be_visible()
    page.get_by_role("button", name="New chat").click()
    expect(page.get_by_role("heading", name="Ask your library")).to_be_visible()
    page.goto(address)
    page.reload()
    expect(page.locator(FIELD)).to_be_disabled()
    served.go()
    expect(page.locator(".turn .statement")).to_have_count(2)
    expect(page.locator(".turn .copy")).to_be_visible()
    expect(page.locator(FIELD)).to_be_enabled()
    assert served.asked() == [QUESTION]


def test_stopped_answer_keeps_what_was_written(page: Page, serve: Serve, sample_library: Path) -> None:
    served = serve(sample_library, SLOW)
    page.goto(served.address)
    _ask(page)
    expect(page.locator(".turn .statement")).to_have_count(1)
    page.get_by_role("button", name="Stop").click()
    expect(page.locator(".turn .notes")).to_contain_text("You stopped this answer")
    expect(page.locator(".turn .statement")).to_have_count(1)
    served.go()
    page.get_by_role("button", name="Ask again").click()
    expect(page.locator(".turn .statement")).to_have_count(2)
    assert len(served.asked()) == 2


@contextmanager
def _canary() -> Generator[tuple[str, list[str]]]:
    """A server on another port of this machine that remembers what it is asked for."""
    hits: list[str] = []

    class Canary(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            hits.append(self.path)
            self.send_error(404)

        def log_message(self, format: str, *args: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Canary) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", hits
        server.shutdown()


def test_nothing_in_texts_is_loaded_or_run(page: Page, serve: Serve, tmp_path: Path) -> None:
    with _canary() as (address, hits):
        hostile = (
            f"![x]({address}/md.png) <img src={address}/tag.png onerror=alert(1)> [a](javascript:alert(1)) "
            f"<script src={address}/js></script> $\\href{{{address}/tex}}{{x}}$ :material/home: are fast"
        )
        file = tmp_path / "hostile.csv"
        quoted = hostile.replace('"', '""')
        file.write_text(f'title,abstract\n"{quoted}","{quoted}. It runs fast."\n', encoding="utf-8")
        with Assistant.open(tmp_path / "library", settings=Settings()) as assistant:
            assistant.add(file)
        served = serve(tmp_path / "library", f"{hostile} [1].")
        dialogs: list[str] = []
        page.on("dialog", lambda dialog: dialogs.append(dialog.message))
        page.goto(served.address)
        _ask(page, f"Are kernels fast? ![q]({address}/question.png)")
        expect(page.locator(".turn .statement .words").first).to_contain_text(f"![x]({address}/md.png)")
        page.locator(".turn .chip").first.click()
        expect(page.locator(".paper .abstract")).to_contain_text(f"<img src={address}/tag.png")
        expect(page.locator(".st-key-thread-header")).to_contain_text(f"![q]({address}")
        page.get_by_role("link", name="Library").click()
        page.get_by_role("list", name="Papers").get_by_role("button").first.click()
        expect(page.locator(".paper .title")).to_contain_text(":material/home:")
        page.wait_for_timeout(500)
        # The policy alone holds too, whatever a page were to draw.
        page.evaluate(
            "at => { const i = new Image(); i.src = at; document.body.append(i); }", f"{address}/direct.png"
        )
        assert page.evaluate(
            "at => fetch(at, {mode: 'no-cors'}).then(() => 'sent', () => 'refused')", address
        ) == ("refused")
        page.wait_for_timeout(500)
        assert hits == []
        assert dialogs == []


def test_failed_sentence_is_marked_in_words(page: Page, serve: Serve, sample_library: Path) -> None:
    served = serve(sample_library, "MARLIN kernels are 179 times faster in batched inference [1].")
    page.goto(served.address)
    _ask(page)
    mark = page.locator(".turn .mark")
    expect(mark).to_contain_text("⚠")
    mark.hover()
    expect(page.get_by_role("tooltip")).to_contain_text("Check this sentence")


def test_refusal_offers_the_nearest_papers_and_no_citation(
    page: Page, serve: Serve, sample_library: Path
) -> None:
    served = serve(sample_library)
    page.goto(served.address)
    _ask(page, "What does the Zyzzyva9000 sourdough robot bake?")
    page.locator(".turn .nearest button").first.click()
    expect(page.locator(".paper .abstract")).to_be_visible()
    expect(page.locator(".turn .chip")).to_have_count(0)
