from __future__ import annotations

import csv
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from assistant.pipeline import Assistant
from assistant.schema import ClaimFilter
from assistant.settings import Settings
from tests.browser.conftest import Serve

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

SPEEDUPS = "/claims?metric=speedup"


def _claims(page: Page) -> Locator:
    return page.get_by_role("list", name="Claims").get_by_role("button")


def _field(page: Page, name: str) -> Locator:
    return page.locator(f'.field[data-name="{name}"]')


def _speedups(folder: Path) -> int:
    with Assistant.open(folder, settings=Settings()) as assistant:
        return len(assistant.ledger.entries(ClaimFilter(metric="speedup")))


def test_ledger_is_filtered_and_a_reload_keeps_the_filters(
    page: Page, serve: Serve, sample_library: Path
) -> None:
    speedups = _speedups(sample_library)
    page.goto(f"{serve(sample_library).address}/claims")
    expect(_claims(page)).to_have_count(25)
    page.get_by_role("combobox", name="Metric").click()
    page.get_by_role("option", name="speedup").click()
    expect(page.get_by_text(f"{speedups} claims in")).to_be_visible()
    page.get_by_role("textbox", name="About").fill("MARLIN")
    page.keyboard.press("Enter")
    expect(_claims(page).first).to_contain_text("MARLIN")
    shown = _claims(page).all_inner_texts()
    assert 0 < len(shown) < speedups
    page.reload()
    expect(_claims(page)).to_have_text(shown, use_inner_text=True)
    expect(page.get_by_role("textbox", name="About")).to_have_value("MARLIN")


def test_filters_that_nothing_fits_name_the_one_to_leave_out(
    page: Page, serve: Serve, sample_library: Path
) -> None:
    page.goto(f"{serve(sample_library).address}{SPEEDUPS}&hardware=abacus")
    page.get_by_role("list", name="Filters to leave out").get_by_role("button", name="abacus").click()
    expect(_claims(page).first).to_be_visible()


def test_claim_opens_its_quote_by_keyboard(page: Page, serve: Serve, sample_library: Path) -> None:
    page.goto(f"{serve(sample_library).address}{SPEEDUPS}")
    claim = _claims(page).nth(1)
    claim.focus()
    page.keyboard.press("Enter")
    mark = page.locator(".paper mark")
    expect(mark).to_be_in_viewport()
    title, quote = page.locator(".paper .title").inner_text(), mark.inner_text()
    expect(claim).to_contain_text(title)
    expect(claim).to_be_focused()
    page.reload()
    expect(mark).to_have_text(quote)


def test_field_is_corrected_and_taken_back(page: Page, serve: Serve, sample_library: Path) -> None:
    page.goto(f"{serve(sample_library).address}{SPEEDUPS}")
    _claims(page).nth(1).click()
    page.get_by_role("tab", name="All fields").click()
    before = _field(page, "value").locator(".value").inner_text()

    def correct(value: str) -> None:
        page.get_by_role("button", name="Correct Value", exact=True).click()
        page.get_by_role("textbox", name="Value", exact=True).fill(value)
        page.keyboard.press("Enter")

    correct("much")
    expect(_field(page, "value").get_by_role("alert")).to_contain_text("'much'")
    page.keyboard.press("Escape")
    correct("17.5")
    expect(_field(page, "value")).to_contain_text("edited by you")
    expect(_field(page, "value")).to_contain_text(f"read from the text: {before}")
    expect(_claims(page).nth(1)).to_contain_text("17.5x")
    page.get_by_role("button", name="Take back your correction of Value").click()
    expect(_field(page, "value").locator(".value")).to_have_text(before)
    expect(_claims(page).nth(1)).not_to_contain_text("edited by you")


def test_plot_opens_the_quote_of_a_mark_and_has_a_table_twin(
    page: Page, serve: Serve, sample_library: Path
) -> None:
    page.goto(f"{serve(sample_library).address}{SPEEDUPS}&view=Plot")
    for _ in range(2):
        page.locator(".st-key-chart-plot .mark-symbol:not([pointer-events=none]) path").first.click()
        expect(page.locator(".paper mark")).to_be_visible()
        page.locator(".paper .close").click()
        expect(page.locator(".paper")).to_have_count(0)
    page.get_by_text("The plot as a table").click()
    page.get_by_role("table").get_by_role("button").first.click()
    expect(page.locator(".paper mark")).to_be_visible()


def test_two_chosen_claims_are_compared(page: Page, serve: Serve, sample_library: Path) -> None:
    page.goto(f"{serve(sample_library).address}{SPEEDUPS}")
    boxes = page.get_by_role("list", name="Claims").get_by_role("checkbox")
    for count, number in enumerate((1, 4), start=1):
        boxes.nth(number).check()
        expect(page.get_by_role("button", name=f"Compare {count} chosen")).to_be_visible()
    page.get_by_role("button", name="Compare 2 chosen").click()
    expect(page.get_by_role("columnheader")).to_have_count(2)
    expect(page.get_by_role("row", name="Hardware")).to_contain_text("not stated")
    expect(page.get_by_role("heading", name="What may be compared")).to_be_visible()
    expect(page.get_by_text("1 pair").first).to_be_visible()
    page.get_by_role("columnheader").first.get_by_role("button").click()
    expect(page.locator(".paper mark")).to_be_visible()
    page.reload()
    expect(page.get_by_role("columnheader")).to_have_count(2)


def test_methods_that_met_open_their_quote(page: Page, serve: Serve, sample_library: Path) -> None:
    page.goto(f"{serve(sample_library).address}/claims?view=Methods")
    quote = page.get_by_role("table").get_by_role("button").first
    said = quote.inner_text().strip("“”")
    quote.click()
    expect(page.locator(".paper mark")).to_have_text(said)


def test_exported_table_holds_all_that_fit(
    page: Page, serve: Serve, sample_library: Path, tmp_path: Path
) -> None:
    speedups = _speedups(sample_library)
    page.goto(f"{serve(sample_library).address}{SPEEDUPS}")
    expect(page.get_by_text(f"{speedups} claims in")).to_be_visible()
    page.get_by_role("button", name="Export").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="CSV").click()
    waiting.value.save_as(tmp_path / "claims.csv")
    with (tmp_path / "claims.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == speedups
    assert {row["metric"] for row in rows} == {"speedup"}


def test_phone_shows_claims_without_scrolling_sideways(
    page: Page, serve: Serve, sample_library: Path
) -> None:
    address = serve(sample_library).address
    page.set_viewport_size({"width": 360, "height": 740})
    for view, part in (("Ledger", ".claim"), ("Compare", "table"), ("Plot", ".marks")):
        page.goto(f"{address}{SPEEDUPS}&view={view}")
        expect(page.locator(part).first).to_be_visible()
        assert page.locator("[data-testid=stMain]").evaluate("e => e.scrollWidth - e.clientWidth") <= 0
