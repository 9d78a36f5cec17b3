from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

import pytest

from assistant.export.charts.points import chart_points
from assistant.export.verdicts import verdict_groups
from assistant.schema import (
    Claim,
    ComparedClaim,
    ComparedPair,
    Comparison,
    LedgerEntry,
    Link,
    Paper,
    Quantity,
    Quote,
    SecondReading,
    Setting,
)
from ui.state import Refused
from ui.views.claims_charts import factor, graph_in_words, meetings, narrow, themed
from ui.views.claims_compare import pair_rows, side_by_side
from ui.views.claims_fields import fields_data
from ui.views.claims_list import list_data
from ui.views.claims_panel import facts
from ui.views.claims_words import LABELS, counted, marks, shown
from ui.views.paper import paper_data

QUOTE = Quote(paper_id="p1", start=0, end=28, text="*Swift* is up to 2.8x faster")


def claim(**fields: object) -> Claim:
    known = {
        "quote": QUOTE,
        "metric": "speedup",
        "quantity": Quantity(value=2.8, unit="x", bound="up_to"),
        "direction": "improves",
        "subject": "*Swift*",
    }
    return Claim.model_validate(known | fields)


def entry(key: str = "k1", *, edited: tuple[str, ...] = (), **fields: object) -> LedgerEntry:
    return LedgerEntry(key=key, claim=claim(**fields), edited=edited)


def row(of: Claim, quality: str | None = None) -> ComparedClaim:
    beside = Quote(paper_id="p1", start=0, end=len(quality), text=quality) if quality else None
    return ComparedClaim(claim=of, title="Swift: kernels", quality=beside)


def field(
    of: LedgerEntry, name: str, found: Mapping[str, object] | None = None, refused: Refused | None = None
) -> dict[str, Any]:
    drawn = cast("list[dict[str, Any]]", fields_data(of, found or {}, refused))
    return next(one for one in drawn if one["name"] == name)


def test_line_of_the_ledger_has_the_figure_as_printed_and_says_what_is_not_stated() -> None:
    one = entry()
    drawn = cast("Any", list_data([one], [row(one.claim)], current="k1", chosen=["k9"]))
    assert drawn["rows"] == [
        {
            "key": "k1",
            "figure": "up to 2.8x",
            "metric": "speedup",
            "subject": "*Swift*",
            "over": "baseline not stated",
            "setting": "setting not stated",
            "title": "Swift: kernels",
            "marks": [],
            "current": True,
        }
    ]
    assert drawn["chosen"] == ["k9"]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, []),
        ({"own": False}, ["background"]),
        ({"headline": True, "state": "edited"}, ["headline", "edited by you"]),
        ({"state": "proposed"}, ["proposed by a model"]),
    ],
)
def test_marks_tell_what_is_no_ordinary_claim_in_words(fields: dict[str, object], said: list[str]) -> None:
    assert marks(claim(**fields)) == said


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("hardware", None, None),
        ("value_max", None, "no range"),
        ("value", 2.80, "2.8"),
        ("bound", "up_to", "up to"),
        ("own", False, "background, about others"),
        ("subject", "h_2o", "h_2o"),
    ],
)
def test_value_of_a_field_reads_as_words(name: str, value: object, text: str | None) -> None:
    assert shown(name, value) == text


def test_every_field_that_can_be_corrected_is_drawn_with_what_would_be_typed() -> None:
    drawn = cast("Any", fields_data(entry(setting=Setting(batch="16")), {}, None))
    assert [one["name"] for one in drawn] == list(LABELS)
    assert field(entry(), "hardware")["value"] == ""
    assert field(entry(), "own")["value"] == "true"
    assert field(entry(setting=Setting(batch="16")), "batch")["value"] == "16"


def test_corrected_field_shows_what_was_read_before() -> None:
    one = entry(edited=("baseline", "value"), baseline="vLLM")
    assert field(one, "value", {"value": 3.0})["read"] == "read from the text: 3"
    assert field(one, "baseline", {"baseline": None})["read"] == "not stated, as read from the text"
    assert [name for name in LABELS if field(one, name)["edited"]] == ["value", "baseline"]


def test_refusal_stands_beside_its_own_field_of_its_own_claim() -> None:
    refused = Refused("k1", "value", "much", "That is no number.")
    assert field(entry("k1"), "value", refused=refused)["refused"] == "That is no number."
    assert field(entry("k1"), "unit", refused=refused)["refused"] == ""
    assert field(entry("k2"), "value", refused=refused)["refused"] == ""


def test_what_a_second_reader_read_otherwise_stands_beside_the_field() -> None:
    second = SecondReading(reader="m", differs={"hardware": "A100", "baseline": None})
    one = LedgerEntry(key="k", claim=claim(), second=second)
    assert field(one, "hardware")["second"] == "a model read: A100"
    assert field(one, "baseline")["second"] == "a model read: not stated"
    assert field(one, "model")["second"] == ""


def test_derived_factor_and_quality_stand_beside_a_claim() -> None:
    faster = facts(row(claim(), quality="no loss of accuracy"))
    assert [fact.text for fact in faster] == [
        "up to 2.8x speedup, baseline not stated",
        "2.8x",
        "“no loss of accuracy”",
    ]
    assert "N times" in faster[1].note
    lower = claim(
        metric="latency",
        quantity=Quantity(value=45, unit="%"),
        quote=Quote(paper_id="p1", start=0, end=17, text="45% lower latency"),
    )
    derived, quality = facts(row(lower))[1:]
    assert (derived.text, derived.note) == ("1.82x", "1 / (1 - 45 %) = 1.82x")
    assert quality.text is None


def test_quote_of_a_claim_is_highlighted_without_a_citation_number() -> None:
    drawn = paper_data(Paper(id="p1", title="T", abstract=f"{QUOTE.text}. More."), QUOTE)
    assert drawn["marker"] == ""
    assert cast("Any", drawn["abstract"])[0] == {"text": QUOTE.text, "mark": True}


def compared() -> tuple[list[LedgerEntry], Comparison]:
    entries = [entry("k1"), entry("k2", baseline="vLLM"), entry("k3")]
    pairs = [
        ComparedPair(a=0, b=1, verdict="not_comparable", reasons=("baseline: A against B",), may_rank=False),
        ComparedPair(a=0, b=2, verdict="comparable", reasons=("same",), may_rank=True),
    ]
    return entries, Comparison(rows=tuple(row(it.claim) for it in entries), pairs=tuple(pairs))


def test_comparison_has_a_column_per_claim_with_every_field() -> None:
    headings, rows = side_by_side(*compared(), current="k2")
    assert [(cell.text, cell.id, cell.current) for cell in headings] == [
        ("", None, False),
        ("1: up to 2.8x", "k1", False),
        ("2: up to 2.8x", "k2", True),
        ("3: up to 2.8x", "k3", False),
    ]
    cells = {cells[0].text: [cell.text for cell in cells[1:]] for cells in rows}
    assert cells["Over"] == [None, "vLLM", None]
    assert cells["Quality beside"] == ["quality not stated"] * 3
    assert set(LABELS.values()) - set(cells) == {"Value", "Upper end", "Unit", "Bound"}


def test_pairs_name_their_claims_and_say_the_verdict_without_colour() -> None:
    _, comparison = compared()
    rows = pair_rows(verdict_groups(comparison.pairs), comparison.rows)
    assert [(it.key, it.title, it.badge, it.meta) for it in rows] == [
        ("✓", "1 (up to 2.8x, *Swift*) and 3 (up to 2.8x, *Swift*)", "may be ranked", "same"),
        ("✗", "1 (up to 2.8x, *Swift*) and 2 (up to 2.8x, *Swift*)", "no ranking", "baseline: A against B"),
    ]


def link(start: str, end: str, *, baseline: bool = True) -> Link:
    relation = "baseline" if baseline else "mentioned"
    return Link(from_paper=start, to_paper=end, mention=end, relation=relation, quote=QUOTE)


def test_graph_joins_what_was_measured_against_one_of_the_papers_or_by_it() -> None:
    links = [link("a", "b"), link("c", "a"), link("c", "d"), link("a", "d", baseline=False), link("a", "b")]
    near = meetings(links, {"a"})
    assert [(it.from_paper, it.to_paper) for it in near] == [("a", "b"), ("c", "a")]
    assert "A against B; C against A" in graph_in_words(near, {"a": "A", "b": "B", "c": "C"})


def test_table_twin_of_the_plot_spells_the_bound() -> None:
    assert [factor(point) for point in chart_points([row(claim())])] == ["up to 2.8x"]


def test_chart_keeps_its_own_looks_under_those_of_the_page() -> None:
    spec = {"config": {"view": {"stroke": None}}, "vconcat": [{"width": 380, "title": "T"}]}
    assert themed(spec)["config"]["view"] == {"stroke": None}
    assert [(panel["width"] < 380, panel["title"]) for panel in narrow(spec)["vconcat"]] == [(True, "T")]


@pytest.mark.parametrize(("number", "said"), [(0, "0 claims"), (1, "1 claim"), (2310, "2,310 claims")])
def test_counts_are_written_with_their_noun(number: int, said: str) -> None:
    assert counted(number, "claim") == said
