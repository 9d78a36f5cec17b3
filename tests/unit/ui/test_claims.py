from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from assistant.pipeline import Assistant
from assistant.schema import ClaimFilter
from ui.pages import claims

Find = Callable[[AppTest, str], list[dict[str, Any]]]


def _script() -> None:
    from ui.pages import claims  # noqa: PLC0415  # the script is run from its source text alone

    claims.page()


def _open(**query: str) -> AppTest:
    page = AppTest.from_function(_script, default_timeout=60)
    for name, value in query.items():
        page.query_params[name] = value
    return page.run()


def _keys(assistant: Assistant) -> list[str]:
    return [entry.key for entry in assistant.ledger.entries(ClaimFilter())]


def _figures(page: AppTest, drawn: Find) -> list[str]:
    return [row["figure"] for row in drawn(page, "claims_list")[0]["rows"]]


def test_claims_are_listed_with_their_count(shelf: Assistant, drawn: Find) -> None:
    page = _open()
    assert _figures(page, drawn) == ["2.4x", "31%"]
    assert page.caption[0].value == "2 claims in 2 papers"


@pytest.mark.parametrize(
    ("query", "figures"),
    [
        ({"metric": "memory"}, ["31%"]),
        ({"min": "3"}, ["31%"]),
        ({"max": "3"}, ["2.4x"]),
        ({"unit": "x"}, ["2.4x"]),
        ({"about": "sparse experts"}, ["31%"]),
        ({"paper": "kernels swift"}, ["2.4x"]),
        ({"baseline": "BASELINE"}, ["2.4x"]),
        ({"order": "Largest value first"}, ["31%", "2.4x"]),
    ],
)
def test_filters_in_the_address_are_in_force(
    shelf: Assistant, drawn: Find, query: dict[str, str], figures: list[str]
) -> None:
    assert _figures(_open(**query), drawn) == figures


def test_empty_library_offers_the_sample(empty: Assistant) -> None:
    page = _open()
    assert [button.label for button in page.button] == ["Add the sample library"]


def test_filters_that_nothing_fits_count_what_each_keeps_out(shelf: Assistant, drawn: Find) -> None:
    page = _open(metric="memory", hardware="abacus")
    assert page.caption[0].value == "No claim fits all of these filters. Leave one out:"
    rows = drawn(page, "rows")[0]["rows"]
    assert [(row["title"], row["meta"]) for row in rows] == [("Hardware: abacus", "1 claim without it")]


def test_many_unread_papers_are_waited_for_in_words(
    shelf: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claims, "AT_ONCE", -1)
    page = _open()
    assert page.get("progress")[0].proto.text == "Reading papers for claims: 3 of 3"


def test_claim_named_in_the_address_shows_its_quote_and_fields(shelf: Assistant, drawn: Find) -> None:
    entry = shelf.ledger.get(_keys(shelf)[:1])[0]
    page = _open(claim=entry.key)
    marked = [part["text"] for part in drawn(page, "paper")[0]["abstract"] if part["mark"]]
    assert marked == [entry.claim.quote.text]
    fields = {field["name"]: field["shown"] for field in drawn(page, "claims_fields")[0]["fields"]}
    assert (fields["value"], fields["hardware"]) == ("2.4", None)


def test_corrected_claim_is_marked_with_what_was_read(shelf: Assistant, drawn: Find) -> None:
    key = _keys(shelf)[0]
    shelf.ledger.edit(key, "hardware", "A100")
    page = _open(claim=key)
    field = next(it for it in drawn(page, "claims_fields")[0]["fields"] if it["name"] == "hardware")
    assert (field["shown"], field["edited"], field["read"]) == (
        "A100",
        True,
        "not stated, as read from the text",
    )
    assert drawn(page, "claims_list")[0]["rows"][0]["marks"][-1] == "edited by you"


@pytest.mark.parametrize("query", [{"claim": "0000"}, {"quote": "gone.abstract.0-4"}])
def test_claim_or_quote_that_is_gone_is_one_sentence(
    shelf: Assistant, drawn: Find, query: dict[str, str]
) -> None:
    page = _open(**query)
    (notice,) = drawn(page, "notice")
    assert notice["text"].endswith("not in this library any more.")
    assert not page.exception


@pytest.mark.parametrize("quote", ["", "a.b.c", "p.body.0-4", "p.abstract.9"])
def test_quote_that_is_no_place_opens_nothing(shelf: Assistant, drawn: Find, quote: str) -> None:
    page = _open(quote=quote)
    assert drawn(page, "paper") == []
    assert not page.exception


def test_quote_named_in_the_address_is_highlighted(shelf: Assistant, drawn: Find) -> None:
    paper = shelf.papers()[0]
    page = _open(quote=f"{paper.id}.abstract.0-5")
    assert drawn(page, "paper")[0]["abstract"][0] == {"text": "Swift", "mark": True}


def test_chosen_claims_are_compared(shelf: Assistant, drawn: Find) -> None:
    page = _open(view="Compare", chosen=".".join(_keys(shelf)))
    table = drawn(page, "table")[0]
    assert [cell["text"] for cell in table["headings"]] == ["", "1: 2.4x", "2: 31%"]
    assert page.caption[0].value == "Compared: the 2 claims that you chose"
    assert drawn(page, "notice")[0]["text"].startswith("No ranking")


def test_plot_has_a_table_twin(shelf: Assistant, drawn: Find) -> None:
    table = drawn(_open(view="Plot"), "table")[0]
    assert [row[0]["text"] for row in table["rows"]] == ["2.4x", "1.45x"]


def test_methods_that_never_met_are_said(shelf: Assistant) -> None:
    assert _open(view="Methods").caption[-1].value.startswith("None of these papers measures itself")


def test_list_is_cut_into_pages_by_the_database(empty: Assistant, tmp_path: Path, drawn: Find) -> None:
    file = tmp_path / "many.jsonl"
    papers = (
        {"title": f"Paper {n}", "abstract": f"Ours runs {n}.5x faster than vLLM."} for n in range(2, 32)
    )
    file.write_text("\n".join(map(json.dumps, papers)), encoding="utf-8")
    empty.add(file)
    page = _open(page="2")
    assert page.caption[0].value == "30 claims in 30 papers"
    assert _figures(page, drawn) == [f"{n}.5x" for n in range(27, 32)]
