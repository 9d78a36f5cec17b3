"""CSV is read back by the standard library's reader."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.export.claims_csv import claims_to_csv, comparison_to_csv
from assistant.export.escape import csv_cell
from assistant.schema import ComparedClaim, ComparedPair, Comparison

Rows = Callable[..., ComparedClaim]
STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "'")
HOSTILE = st.text(
    st.one_of(st.sampled_from("=+-@\t\r\n|',;\"x1 "), st.characters(codec="utf-8")), max_size=30
)


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_every_field_has_a_column_and_what_is_not_stated_is_empty(row: Rows) -> None:
    claim = row(value=1.9, value_max=2.7, bound="range", hardware="A100", scope="kernel", quality="no loss")
    (read_back,) = read(claims_to_csv([claim]))
    expected = {
        **{"paper": "MARLIN: Mixed Precision", "quote": "It is 2x faster.", "metric": "speedup"},
        **{"value": "1.9", "value_max": "2.7", "unit": "x", "bound": "range", "direction": "improves"},
        **{"subject": "", "baseline": "", "own": "true", "hardware": "A100", "model": "", "dataset": ""},
        **{"task": "", "precision": "", "batch": "", "context_length": "", "scale": "", "scope": "kernel"},
        **{"headline": "false", "paper_id": "p1", "field": "abstract", "start": "0", "end": "16"},
        **{"state": "stated", "quality": "no loss"},
    }
    assert read_back == expected


def test_lines_end_as_the_standard_asks(row: Rows) -> None:
    text = claims_to_csv([row(quote='a, "b"\nc')])
    assert text.count("\r\n") == 2
    assert '"a, ""b""\nc"' in text


@pytest.mark.parametrize("value", [-0.5, 1e-7, 2.3e21, 88.0])
def test_numbers_stay_numbers(row: Rows, value: float) -> None:
    assert float(read(claims_to_csv([row(value=value)]))[0]["value"]) == value


@pytest.mark.parametrize("text", ["-0.5", "+3.03", "2.3e21", ".5", "plain", ""])
def test_number_and_plain_text_are_left_as_they_are(text: str) -> None:
    assert csv_cell(text) == text


@pytest.mark.parametrize("start", [*STARTS, " =", "＝"])
def test_formula_is_made_harmless(start: str) -> None:
    text = f"{start}HYPERLINK(1)"
    assert csv_cell(text) == f"'{text}"


@given(st.lists(st.tuples(HOSTILE, HOSTILE, HOSTILE), max_size=4))
def test_any_text_is_one_inert_row_that_gives_it_back(row: Rows, texts: list[tuple[str, str, str]]) -> None:
    claims = [row(title=title, quote=quote, subject=subject) for title, quote, subject in texts]
    rows = read(claims_to_csv(claims))
    assert len(rows) == len(texts)
    for found, (title, quote, subject) in zip(rows, texts, strict=True):
        for name, text in {"paper": title, "quote": quote, "subject": subject}.items():
            assert found[name].removeprefix("'") == text.replace("\0", "\ufffd")
            assert csv_cell(found[name].removeprefix("'")) == found[name]


def test_what_no_file_can_hold_is_replaced(row: Rows) -> None:
    claims_to_csv([row(quote="a\ud800b\0")]).encode()


def test_compared_claims_name_their_partners_and_the_reasons(row: Rows) -> None:
    pair = ComparedPair(a=0, b=1, verdict="not_comparable", reasons=("baseline: differs",), may_rank=False)
    other = ComparedPair(a=0, b=2, verdict="comparable", reasons=("subject: both",), may_rank=True)
    comparison = Comparison(rows=(row(), row(), row()), pairs=(pair, other))
    first, second, third = read(comparison_to_csv(comparison))
    assert [it["row"] for it in (first, second, third)] == ["1", "2", "3"]
    assert (first["not_comparable"], first["comparable"], first["with_caveat"]) == ("2", "3", "")
    assert second["not_comparable"] == third["comparable"] == "1"
    assert first["reasons"].splitlines() == [
        "2: not comparable, no ranking: baseline: differs",
        "3: comparable, may be ranked: subject: both",
    ]
    assert second["reasons"] == ""
