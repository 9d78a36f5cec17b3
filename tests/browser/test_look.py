from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.pipeline import Assistant
from assistant.settings import Settings
from tests.browser.conftest import Serve

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

CONTRAST = """element => {
  const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
  const rgb = (colour, under) => {
    canvas.fillStyle = under; canvas.fillRect(0, 0, 1, 1);
    canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    return canvas.getImageData(0, 0, 1, 1).data;
  };
  const layers = [];
  for (let at = element; at; at = at.parentElement ?? at.getRootNode().host) {
    layers.unshift(getComputedStyle(at).backgroundColor);
  }
  let ground = "white";
  for (const layer of layers) { const [r, g, b] = rgb(layer, ground); ground = `rgb(${r} ${g} ${b})`; }
  const light = ([r, g, b]) => [r, g, b]
    .map(v => v / 255).map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const pair = [light(rgb(getComputedStyle(element).color, ground)), light(rgb(ground, ground))];
  return (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
}"""


def _answered(folder: Path) -> str:
    with Assistant.open(folder, settings=Settings()) as assistant:
        return assistant.ask("Which kernels speed up quantized inference, and by how much?").thread_id


def _expect_contrast(page: Page, *parts: str) -> None:
    for part in parts:
        assert page.locator(part).first.evaluate(CONTRAST) >= 4.5, part


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_enough_contrast(browser: Browser, serve: Serve, sample_library: Path, scheme: str) -> None:
    thread_id = _answered(sample_library)
    served = serve(sample_library)
    page = browser.new_page(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(f"{served.address}/?thread={thread_id}")
    page.locator(".turn .chip").first.click()
    expect(page.locator(".paper mark")).to_be_visible()
    _expect_contrast(
        page, ".prose p", ".chip", ".foot", ".question", ".paper mark", ".paper .meta", ".rows .key"
    )
    page.goto(f"{served.address}/library")
    _expect_contrast(page, ".rows .title", ".rows .meta")
    page.close()


def test_dark_scheme_is_dark(browser: Browser, serve: Serve, sample_library: Path) -> None:
    served = serve(sample_library)
    page = browser.new_page(color_scheme="dark")
    page.goto(served.address)
    expect(page.get_by_role("heading", name="Ask your library")).to_be_visible()
    ground = page.locator("[data-testid=stApp]").evaluate("e => getComputedStyle(e).backgroundColor")
    assert ground == "rgb(20, 23, 27)"
    page.close()


def test_phone_shows_the_answer_and_its_source_without_scrolling_sideways(
    page: Page, serve: Serve, sample_library: Path
) -> None:
    thread_id = _answered(sample_library)
    served = serve(sample_library)
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{served.address}/?thread={thread_id}")
    page.locator(".turn .chip").first.click()
    expect(page.locator(".paper mark")).to_be_in_viewport()
    for path in ("/library", "/"):
        assert page.evaluate("document.scrollingElement.scrollWidth") <= 360
        assert page.locator("[data-testid=stMain]").evaluate("e => e.scrollWidth - e.clientWidth") <= 0
        page.goto(f"{served.address}{path}")
        expect(page.get_by_role("heading").first).to_be_visible()


def test_lines_of_an_answer_stay_readable(page: Page, serve: Serve, sample_library: Path) -> None:
    thread_id = _answered(sample_library)
    served = serve(sample_library)
    page.set_viewport_size({"width": 1920, "height": 1000})
    page.goto(f"{served.address}/?thread={thread_id}")
    prose = page.locator(".turn .prose")
    expect(prose).to_be_visible()
    width = prose.evaluate("e => e.clientWidth / parseFloat(getComputedStyle(e).fontSize)")
    # A letter of this face is about 0.46 em wide.
    assert width / 0.46 <= 85


def test_toolbar_and_deploy_button_are_gone(page: Page, serve: Serve, sample_library: Path) -> None:
    page.goto(serve(sample_library).address)
    expect(page.get_by_role("heading", name="Ask your library")).to_be_visible()
    expect(page).to_have_title("Quotient")
    assert page.get_by_text("Deploy").count() == 0
    assert page.locator("[data-testid=stMainMenu]").count() == 0
