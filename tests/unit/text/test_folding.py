from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.text.folding import fold, folded, paper_id


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (r"$2.8\times$ faster", "2.8x faster"),
        (r"2.8$\times$ faster", "2.8x faster"),
        ("2.8 × faster", "2.8x faster"),
        ("2.8 x faster", "2.8x faster"),
        ("2.8times faster", "2.8x faster"),
        ("2.8 times faster", "2.8x faster"),
        (r"from $\sim$3$\times$", "from ~3x"),
        (r"$256\times256$", "256x256"),
        (r"12.4\%", "12.4%"),
        ("95--96 \\%", "95-96%"),
        ("12{,}288", "12,288"),
        (r"10\,000 and 5.7\,M", "10,000 and 5.7 M"),
        ("H$_2$O, H_2O, H_{2}O, H₂O", "H2O, H2O, H2O, H2O"),
        ("A$^2$ATS", "A^2ATS"),
        ("10⁻³ and 10²³", "10^-3 and 10^23"),
        (r"\textbf{a \emph{b}} c", "a b c"),
        (r"\href{https://a.b/c}{the code}", "{the code}"),
        ("``memory wall''", '"memory wall"'),
        ("“wall”, ‘it’s’", "\"wall\", 'it's'"),
        ("16–32 — a‑b", "16-32 - a-b"),
        ("soft\u00adhyphen zero\u200bwidth", "softhyphen zerowidth"),
        ("  two \n\t words\u00a0here ", "two words here"),
        ("٣.٥ percent", "3.5 percent"),
        ("costs $95 to $100", "costs $95 to $100"),
        ("ﬁne", "fine"),
    ],
)
def test_one_spelling(written: str, expected: str) -> None:
    assert folded(written) == expected


def test_case_is_kept() -> None:
    assert folded("MARLIN and vLLM") == "MARLIN and vLLM"


def test_a_range_of_the_folded_text_maps_to_its_source() -> None:
    text = r"up  to $2.8\times$ faster — here"
    found = fold(text)
    start = found.text.index("2.8x")
    span = found.source(start, start + len("2.8x"))
    assert text[span.start : span.end].rstrip("$ ") == r"2.8\times"


@given(st.text(max_size=60))
def test_offsets_are_in_order_and_within_the_original(text: str) -> None:
    found = fold(text)
    assert len(found.offsets) == len(found.text) + 1
    assert list(found.offsets) == sorted(found.offsets)
    assert found.offsets[-1] == len(text)


def test_papers_are_the_same_whatever_their_spelling() -> None:
    assert paper_id("A Title", "2.8$\\times$") == paper_id("a  title", "2.8×")
    assert paper_id("A Title", "2.8x") != paper_id("A Title", "2.9x")
    assert paper_id("A Title", None) != paper_id("A Title", "2.8x")
    assert len(paper_id("A", None)) == 16
