from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from assistant.pipeline import Assistant
from assistant.settings import Settings
from tests.browser.conftest import Serve
from tests.browser.test_look import CONTRAST
from ui import draft_steps

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

TOPIC = "KV cache compression for long contexts"


def _written(folder: Path) -> str:
    """Make a library with a written draft and return the draft's id."""
    with Assistant.open(folder, settings=Settings()) as assistant:
        draft_id = draft_steps.started(assistant, TOPIC).id
        draft_steps.grouped(assistant, draft_id)
        thread = assistant.draft_jobs.start(draft_id).thread
        assert thread
        thread.join(60)
    return draft_id


def _start(page: Page, address: str, topic: str = TOPIC) -> None:
    page.goto(f"{address}/draft")
    page.get_by_role("textbox", name="Topic").fill(topic)
    page.keyboard.press("Enter")
    expect(_candidates(page).first).to_be_visible()


def _candidates(page: Page) -> Locator:
    return page.get_by_role("list", name="Candidate papers").get_by_role("listitem")


def _names(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Title of theme")


def _step(page: Page, name: str) -> None:
    page.locator("[data-testid=stButtonGroup]").get_by_text(name, exact=True).click()


def test_topic_becomes_a_draft_whose_chip_opens_the_exact_quote(
    page: Page, serve: Serve, sample_library: Path
) -> None:
    _start(page, serve(sample_library).address)
    selected = page.get_by_role("checkbox", checked=True).filter(visible=True).count()
    page.get_by_role("button", name="Group into themes").click()
    expect(_names(page).first).to_be_visible()
    _names(page).first.fill("Merging and eviction")
    page.keyboard.press("Enter")
    expect(page.get_by_text("did about merging and eviction")).to_be_visible()
    page.get_by_role("button", name="Write draft").click()
    expect(page.get_by_text(f"of {selected} selected papers cited")).to_be_visible()
    expect(page.get_by_role("heading", name="Merging and eviction")).to_be_visible()
    chip = page.locator(".draft .chip").nth(2)
    label = chip.get_attribute("aria-label") or ""
    chip.click()
    mark = page.locator(".paper mark")
    expect(mark).to_be_in_viewport()
    assert f"“{mark.inner_text()}”" in label
    expect(page.locator(".draft .chip[aria-current]").first).to_be_visible()
    page.reload()
    expect(page.locator(".paper mark")).to_be_in_viewport()
    expect(page.locator(".draft .statement").first).to_be_visible()


def test_wrong_digit_is_marked_and_the_version_before_is_restored(
    page: Page, serve: Serve, sample_library: Path
) -> None:
    draft_id = _written(sample_library)
    page.goto(f"{serve(sample_library).address}/draft?draft={draft_id}")
    expect(page.locator(".draft .statement").first).to_be_visible()
    before = page.locator(".draft").inner_text()
    assert page.locator(".draft .mark").count() == 0
    page.get_by_text("Edit text").click()
    field = page.get_by_role("textbox", name="Theme 1")
    field.fill(f"{field.input_value()} It is 977x faster than all others [1].")
    page.get_by_role("button", name="Check and keep").click()
    mark = page.locator(".draft .mark")
    expect(mark).to_contain_text("⚠ number not in source")
    mark.hover()
    expect(page.get_by_role("tooltip")).to_contain_text("977x is not in")
    expect(page.get_by_text("1 sentence failed the check").first).to_be_visible()
    _step(page, "Versions")
    changes = page.get_by_role("list", name="Changes of the text")
    expect(changes.locator("ins")).to_contain_text("977x faster")
    page.get_by_role("list", name="Versions").get_by_role("button", name="Written by").click()
    page.get_by_role("button", name="Restore version 3").click()
    expect(page.locator(".draft")).to_have_text(before, use_inner_text=True)


def test_theme_board_moves_papers_and_themes(page: Page, serve: Serve, sample_library: Path) -> None:
    _start(page, serve(sample_library).address)
    page.get_by_role("button", name="Group into themes").click()
    second = _names(page).nth(1).input_value()
    page.get_by_role("button", name=f"Move theme “{second}” up").click()
    expect(_names(page).first).to_have_value(second)
    # A change of the title and the click that ends it both count.
    _names(page).first.fill("Renamed")
    page.get_by_role("button", name=f"Move theme “{second}” down").click()
    expect(_names(page).nth(1)).to_have_value("Renamed")
    taken = _names(page).first.input_value()
    _names(page).nth(1).fill(taken)
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Another theme is called")
    expect(_names(page).nth(1)).to_have_value("Renamed")
    choice = page.get_by_role("combobox", name="Theme of").first
    paper = (choice.get_attribute("aria-label") or "").removeprefix("Theme of ")
    choice.select_option("New theme…")
    page.get_by_role("textbox", name="Title of the new theme").fill("Of my own")
    page.keyboard.press("Enter")
    expect(_names(page).last).to_have_value("Of my own")
    page.get_by_role("combobox", name=f"Theme of {paper}").select_option("No theme")
    expect(page.get_by_role("region", name="Papers without a theme")).to_contain_text(paper.strip("“”"))
    page.reload()
    expect(page.get_by_role("region", name="Papers without a theme")).to_be_visible()


def test_quick_ticks_all_count_and_outlive_a_reload(page: Page, serve: Serve, sample_library: Path) -> None:
    _start(page, serve(sample_library).address)
    line = page.get_by_text("of 60 selected")
    before = int(line.inner_text().split()[0])
    boxes = _candidates(page).get_by_role("checkbox")
    for number in range(4):
        boxes.nth(number).click()
    expect(line).to_have_text(f"{before - 4} of 60 selected")
    page.reload()
    expect(line).to_have_text(f"{before - 4} of 60 selected")
    expect(boxes.nth(3)).not_to_be_checked()


def test_candidates_and_themes_are_used_by_keyboard(page: Page, serve: Serve, sample_library: Path) -> None:
    _start(page, serve(sample_library).address)
    boxes = _candidates(page).get_by_role("checkbox")
    boxes.first.focus()
    page.keyboard.press("Space")
    expect(boxes.first).not_to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".paper .abstract")).to_be_visible()
    page.get_by_role("button", name="Group into themes").press("Enter")
    _names(page).first.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="up").nth(1)).to_be_enabled()
    page.get_by_role("button", name="Write draft").press("Enter")
    page.locator(".draft .chip").first.focus()
    expect(page.get_by_role("tooltip")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator(".paper mark")).to_be_in_viewport()


def test_stopped_draft_keeps_what_was_written(page: Page, serve: Serve, sample_library: Path) -> None:
    served = serve(sample_library, hold=True)
    _start(page, served.address)
    page.get_by_role("button", name="Group into themes").click()
    page.get_by_role("button", name="Write draft").click()
    expect(page.get_by_text("Writing: 1 of")).to_be_visible()
    expect(page.locator(".draft .statement").first).to_be_visible()
    page.reload()
    expect(page.get_by_text("Writing: 1 of")).to_be_visible()
    page.get_by_role("button", name="Stop").click()
    served.go()
    expect(page.locator(".draft .notes")).to_contain_text("This draft is incomplete")
    expect(page.locator(".draft section")).to_have_count(3)


def test_refusal_names_the_nearest_papers(page: Page, serve: Serve, sample_library: Path) -> None:
    page.goto(f"{serve(sample_library).address}/draft")
    page.get_by_role("textbox", name="Topic").fill("sourdough")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("The nearest are")


def test_titles_and_names_are_shown_as_they_are(page: Page, serve: Serve, tmp_path: Path) -> None:
    hostile = "![x](//evil.invalid/a) <img src=//evil.invalid/b> $x$ :material/home: **b**"
    papers = [
        {
            "title": f"{hostile} kernels for sparse attention {n}",
            "abstract": f"Sparse attention runs {n}.5x faster.",
        }
        for n in range(2, 7)
    ]
    file = tmp_path / "hostile.jsonl"
    file.write_text("\n".join(map(json.dumps, papers)), encoding="utf-8")
    with Assistant.open(tmp_path / "library", settings=Settings()) as assistant:
        assistant.add(file)
    _start(page, serve(tmp_path / "library").address, "sparse attention kernels")
    expect(_candidates(page).first).to_contain_text(hostile)
    page.get_by_role("button", name="Group into themes").click()
    expect(page.locator(".theme .open").first).to_contain_text(hostile)
    _names(page).first.fill(hostile)
    page.keyboard.press("Enter")
    expect(page.locator(".move option").first).to_have_text(hostile)
    page.get_by_role("button", name="Write draft").click()
    expect(page.locator(".draft h2").first).to_have_text(hostile)
    page.get_by_text("Edit text").click()
    expect(page.locator("[data-testid=stForm] [data-testid=stText]").first).to_have_text(hostile)
    _step(page, "Versions")
    page.get_by_role("combobox").click()
    expect(page.get_by_role("option", name="Renamed")).to_contain_text(hostile)
    assert page.locator("img").count() == 0


def test_draft_is_exported_renamed_and_deleted(
    page: Page, serve: Serve, sample_library: Path, tmp_path: Path
) -> None:
    draft_id = _written(sample_library)
    page.goto(f"{serve(sample_library).address}/draft?draft={draft_id}")
    page.get_by_role("button", name="Export").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="LaTeX").click()
    waiting.value.save_as(tmp_path / "draft.tex")
    text = (tmp_path / "draft.tex").read_text(encoding="utf-8")
    assert r"\cite{" in text
    assert "@misc{" in text
    page.keyboard.press("Escape")
    for action in ("Rename", "Delete"):
        page.get_by_role("button", name="Draft", exact=True).click()
        page.get_by_role("menuitem", name=action).click()
        dialog = page.get_by_role("dialog")
        if action == "Rename":
            dialog.get_by_role("textbox", name="Title").fill("Another *title*")
        dialog.get_by_role("button", name=action, exact=True).click()
        expect(dialog).to_have_count(0)
        if action == "Rename":
            expect(page.locator(".st-key-draft-header")).to_contain_text("Another *title*")
    expect(page.get_by_role("heading", name="Draft related work")).to_be_visible()
    expect(page.get_by_role("list", name="Your drafts")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_enough_contrast(browser: Browser, serve: Serve, sample_library: Path, scheme: str) -> None:
    draft_id = _written(sample_library)
    address = f"{serve(sample_library).address}/draft?draft={draft_id}"
    page = browser.new_page(color_scheme="dark" if scheme == "dark" else "light")
    parts = {
        "Papers": (".title", ".small", ".percent", ".badge"),
        "Themes": (".name", ".purpose", ".open", ".move", "[data-testid=stBaseButton-primary] p"),
        "Text": (".draft h2", ".draft .words", ".draft .chip", ".draft .foot"),
        "Versions": (".rows .meta", ".diff .text", ".diff .sign"),
    }
    for step, places in parts.items():
        page.goto(f"{address}&step={step}")
        for place in places:
            assert page.locator(place).first.evaluate(CONTRAST) >= 4.5, (step, place)
    page.close()


def test_phone_shows_every_step_without_scrolling_sideways(
    page: Page, serve: Serve, sample_library: Path
) -> None:
    draft_id = _written(sample_library)
    address = f"{serve(sample_library).address}/draft"
    page.set_viewport_size({"width": 360, "height": 740})
    parts = {"Papers": ".candidates", "Themes": ".board", "Text": ".draft .statement", "Versions": ".diff"}
    for step, part in parts.items():
        page.goto(f"{address}?draft={draft_id}&step={step}")
        expect(page.locator(part).first).to_be_visible()
        assert page.locator("[data-testid=stMain]").evaluate("e => e.scrollWidth - e.clientWidth") <= 0
    page.goto(f"{address}?draft={draft_id}&step=Text")
    page.locator(".draft .chip").first.click()
    expect(page.locator(".paper mark")).to_be_in_viewport()
    assert page.locator("[data-testid=stMain]").evaluate("e => e.scrollWidth - e.clientWidth") <= 0
