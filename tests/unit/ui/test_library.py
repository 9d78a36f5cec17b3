from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from assistant.pipeline import Assistant

Find = Callable[[AppTest, str], list[dict[str, Any]]]


def _script() -> None:
    from ui.pages import library  # noqa: PLC0415  # the script is run from its source text alone

    library.page()


def _open(**query: str) -> AppTest:
    page = AppTest.from_function(_script, default_timeout=30)
    for name, value in query.items():
        page.query_params[name] = value
    return page.run()


def _press(page: AppTest, label: str) -> AppTest:
    return next(button for button in page.button if button.label == label).click().run()


def _settle(page: AppTest) -> AppTest:
    """Draw the page until no import is under way."""
    for _ in range(100):
        job = page.session_state["import"]
        if not job.running:
            return page.run()
        time.sleep(0.05)
    raise AssertionError("the import did not end")


def test_titles_are_listed_verbatim_and_a_missing_abstract_is_marked(shelf: Assistant, drawn: Find) -> None:
    rows = drawn(_open(), "rows")[0]["rows"]
    assert [(row["title"], row["badge"]) for row in rows] == [
        ("Swift: kernels for long context", ""),
        ("Sparse decoding with $k$ experts", ""),
        ("Notes on attention", "title only"),
    ]


def test_paper_named_in_the_address_is_opened_verbatim(shelf: Assistant, drawn: Find) -> None:
    paper = shelf.papers()[1]
    opened = drawn(_open(paper=paper.id), "paper")[0]
    assert opened["title"] == [{"text": paper.title, "mark": False}]
    assert opened["abstract"] == [{"text": paper.abstract, "mark": False}]


def test_unknown_paper_in_the_address_is_one_sentence(shelf: Assistant, drawn: Find) -> None:
    page = _open(paper="no-such-paper")
    assert len(drawn(page, "notice")) == 1
    assert not page.exception


def test_search_lists_the_best_paper_first(shelf: Assistant, drawn: Find) -> None:
    page = _open()
    page.text_input[0].set_value("sparse experts").run()
    assert drawn(page, "rows")[0]["rows"][0]["title"] == "Sparse decoding with $k$ experts"


def test_search_without_a_hit_says_so(shelf: Assistant) -> None:
    page = _open()
    page.text_input[0].set_value("zygote").run()
    assert page.caption[0].value.startswith("Nothing found")


def test_sample_is_added_to_an_empty_library(empty: Assistant, drawn: Find) -> None:
    page = _open()
    _settle(_press(page, "Add the sample library"))
    assert len(empty.papers()) == 75
    assert "75 added" in drawn(page, "notice")[0]["text"]


def test_uploaded_file_is_added_under_its_own_name(empty: Assistant, papers_file: Path, drawn: Find) -> None:
    page = _open()
    page.file_uploader[0].set_value(("mine.jsonl", papers_file.read_bytes(), "application/jsonl")).run()
    _settle(_press(page, "Add to the library"))
    assert [paper.source.file for paper in empty.papers() if paper.source] == ["mine.jsonl"] * 3
    assert "3 added" in drawn(page, "notice")[0]["text"]


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02\xff" * 400, b"no papers here"])
def test_file_that_cannot_be_read_is_one_sentence(empty: Assistant, drawn: Find, content: bytes) -> None:
    page = _open()
    page.file_uploader[0].set_value(("odd.txt", content, "text/plain")).run()
    _settle(_press(page, "Add to the library"))
    assert [notice["kind"] for notice in drawn(page, "notice")] == ["problem"]
    assert not page.exception
    assert empty.papers() == []


def test_paper_is_removed_only_after_a_confirmation(shelf: Assistant) -> None:
    page = _open(paper=shelf.papers()[0].id)
    _press(page, "Remove from the library")
    assert len(shelf.papers()) == 3
    # A test run redraws the whole page, so the button has to open the dialog again.
    next(button for button in page.button if button.label == "Remove from the library").click()
    _press(page, "Remove")
    assert [paper.title for paper in shelf.papers()] == [
        "Sparse decoding with $k$ experts",
        "Notes on attention",
    ]
