from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Serve

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


def test_file_is_uploaded_searched_and_read(page: Page, serve: Serve, tmp_path: Path) -> None:
    file = tmp_path / "mine.jsonl"
    papers = [
        {"title": "On $k$-sparse *kernels*", "abstract": "They run 3x faster."},
        {"title": "On $k$-sparse *kernels*", "abstract": "They run 3x faster."},
        {"title": "Only a title"},
    ]
    file.write_text("\n".join(map(json.dumps, papers)), encoding="utf-8")
    page.goto(f"{serve(tmp_path / 'library').address}/library")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Add to the library").click()
    expect(page.get_by_text("mine.jsonl: 2 added")).to_be_visible()
    rows = page.get_by_role("list", name="Papers").get_by_role("button")
    expect(rows).to_have_count(2)
    expect(rows.nth(1)).to_contain_text("title only")
    page.get_by_role("searchbox", name="Search").fill("sparse kernels")
    page.keyboard.press("Enter")
    rows.first.click()
    expect(page.locator(".paper .title")).to_have_text("On $k$-sparse *kernels*")
    expect(page.locator(".paper .abstract")).to_have_text("They run 3x faster.")


def test_file_that_is_no_text_is_told_in_one_sentence(page: Page, serve: Serve, tmp_path: Path) -> None:
    file = tmp_path / "odd.txt"
    file.write_bytes(bytes(range(256)) * 64)
    page.goto(f"{serve(tmp_path / 'library').address}/library")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Add to the library").click()
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("odd.txt")
    expect(alert).not_to_contain_text("Traceback")


def test_sample_library_is_one_click_away(page: Page, serve: Serve, tmp_path: Path) -> None:
    page.goto(serve(tmp_path / "library").address)
    page.get_by_role("button", name="Add the sample library").click()
    expect(page.get_by_role("heading", name="Ask your library")).to_be_visible()
    page.get_by_role("list", name="Questions to begin with").get_by_role("button").first.click()
    expect(page.locator(".turn .question")).to_be_visible()


def test_paper_is_removed_after_a_confirmation(page: Page, serve: Serve, sample_library: Path) -> None:
    page.goto(f"{serve(sample_library).address}/library")
    page.get_by_role("list", name="Papers").get_by_role("button").first.click()
    page.get_by_role("button", name="Remove from the library").click()
    page.get_by_role("dialog").get_by_role("button", name="Remove", exact=True).click()
    expect(page.get_by_text("74 papers").first).to_be_visible()
