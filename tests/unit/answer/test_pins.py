"""Citations of a sentence of a paper."""

from __future__ import annotations

import pytest

from assistant.answer.pins import pinned, unpinned
from assistant.schema import Evidence, Paper
from assistant.verify.gate import Gate


@pytest.mark.parametrize(
    ("text", "plain", "pins"),
    [
        ("It is fast [2.1].", "It is fast [2].", ((2, 1),)),
        ("It is fast [2.1][3.2].", "It is fast [2][3].", ((2, 1), (3, 2))),
        ("It is fast [2.1, 3.2].", "It is fast [2, 3].", ((2, 1), (3, 2))),
        ("It is fast [2.1-2.3].", "It is fast [2].", ((2, 1), (2, 3))),
        ("It is fast [2.1, 3].", "It is fast [2, 3].", ((2, 1),)),
        ("It is 2.1x fast [2].", "It is 2.1x fast [2].", ()),
        ("It is fast [2-4].", "It is fast [2-4].", ()),
        ("It is fast [see 2.1].", "It is fast [see 2.1].", ()),
    ],
)
def test_place_is_taken_out_of_a_marker(text: str, plain: str, pins: object) -> None:
    assert unpinned(text) == (plain, pins)


@pytest.fixture
def evidence() -> tuple[Evidence, ...]:
    abstract = (
        "MARLIN is a kernel for quantized weights. It runs inference up to 2.8x faster than FP16. "
        "With vLLM it runs inference up to 2.8x faster than FP16 as well."
    )
    return (Evidence(key=2, paper=Paper(id="m", title="MARLIN", abstract=abstract)),)


def quoted(text: str, place: int, evidence: tuple[Evidence, ...]) -> str:
    statement = pinned(Gate(evidence).check(text), [(2, place)], evidence)
    citation = statement.citations[0]
    abstract = evidence[0].paper.abstract or ""
    assert abstract[citation.start : citation.end] == citation.quote
    return citation.quote


def test_named_sentence_is_quoted_where_it_supports_the_statement(evidence: tuple[Evidence, ...]) -> None:
    text = "It runs inference up to 2.8x faster than FP16 [2]."
    assert quoted(text, 2, evidence).startswith("It runs")
    assert quoted(text, 3, evidence).startswith("With vLLM")


@pytest.mark.parametrize("place", [0, 1, 9])
def test_wrong_or_missing_place_leaves_the_quote_of_the_gate(
    evidence: tuple[Evidence, ...], place: int
) -> None:
    assert quoted("It runs inference up to 2.8x faster than FP16 [2].", place, evidence).startswith("It runs")


def test_place_saves_no_false_statement(evidence: tuple[Evidence, ...]) -> None:
    statement = pinned(Gate(evidence).check("It runs 9x faster than FP16 [2]."), [(2, 2)], evidence)
    assert statement.verdict == "number_not_in_source"
