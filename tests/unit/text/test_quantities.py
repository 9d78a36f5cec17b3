from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.text.folding import folded
from assistant.text.quantities import Quantity, find_quantities

Row = tuple[str, str] | tuple[str, str, str]


def figures(text: str) -> list[Row]:
    return [_row(quantity) for quantity in find_quantities(folded(text))]


def _row(quantity: Quantity) -> Row:
    if quantity.value_max is None:
        return str(quantity.value), quantity.unit
    return str(quantity.value), str(quantity.value_max), quantity.unit


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2.8$\\times$ and 2.8-fold", [("2.8", "x"), ("2.8", "x")]),
        ("179times faster", [("179", "x")]),
        (r"88.0%, 12.4\% and 5 percent", [("88.0", "%"), ("12.4", "%"), ("5", "%")]),
        (
            "a 1.60 percentage point gain, 20 pp, a 2.2-point drop",
            [("1.60", "pp"), ("20", "pp"), ("2.2", "pp")],
        ),
        ("80GB, 512 MB, 50 GB/s", [("80", "gb"), ("512", "mb"), ("50", "gb/s")]),
        ("72.19\\,ms, 60 s, 3 hours, 10-day", [("72.19", "ms"), ("60", "s"), ("3", "h"), ("10", "day")]),
        ("4-bit and 16/32-bit", [("4", "bit"), ("16", "bit"), ("32", "bit")]),
        ("1,200 tokens/s or 30 tokens per second", [("1200", "tokens/s"), ("30", "tokens/s")]),
        ("25 petaflops, 156 TFLOPS", [("25", "pflops"), ("156", "tflops")]),
        ("175B, 20 million, 1.5 trillion, 64K", [("175", "B"), ("20", "M"), ("1.5", "T"), ("64", "K")]),
        ("120 million exaflops", [("120", "M eflops")]),
        ("as low as $95 at 13 W and 1.4 GHz", [("95", "$"), ("13", "w"), ("1.4", "ghz")]),
        ("12,288 GPUs and 12{,}288 GPUs", [("12288", ""), ("12288", "")]),
        ("2.3e21 FLOPs", [("2.3E+21", "flops")]),
        ("16-32 of them, 70--80%, 1.9x-2.7x", [("16", "32", ""), ("70", "80", "%"), ("1.9", "2.7", "x")]),
        ("from 1.9 to 2.7x", [("1.9", "2.7", "x")]),
        ("12-16GB, 5.6-50x", [("12", "16", "gb"), ("5.6", "50", "x")]),
        ("from 12.6 to 2.5 GB", [("12.6", "gb"), ("2.5", "gb")]),
        ("29, 29, and 3 times", [("29", "x"), ("29", "x"), ("3", "x")]),
        ("twofold, two times, three orders of magnitude", [("2", "x"), ("2", "x"), ("3", "order")]),
        ("cut by half, one tenth of it, doubled", [("0.5", "fraction"), ("0.1", "fraction"), ("2", "x")]),
        ("nearly one million hours", [("1", "M")]),
        ("(1) first, 2) second and (3) third", []),
        ("A100, INT4, W4A8, FlashAttention-3, LLaMA-2-7B, H_2O, FP8, 7x7, 2:4, 3D, 720p", []),
        ("https://github.com/wzzll123/b2", []),
        ("an RTX 4090", [("4090", "")]),
        ("half precision and double precision", []),
    ],
)
def test_figures_of_a_text(text: str, expected: list[Row]) -> None:
    assert figures(text) == expected


def test_trailing_zeros_do_not_matter() -> None:
    one, other = find_quantities("2.80x 2.8x")
    assert one.same(other)


def test_units_of_another_magnitude_differ() -> None:
    one, other = find_quantities("80 GB, 80 MB")
    assert not one.same(other)


def test_opposite_signs_differ_but_a_missing_one_does_not_matter() -> None:
    plus, minus, bare = find_quantities("+4.3% (-4.3%) 4.3%")
    assert not plus.same(minus)
    assert plus.same(bare)
    assert minus.same(bare)


@given(st.decimals(min_value=0, max_value=10**6, places=2), st.sampled_from(["x", "%", " GB", " ms", "B"]))
def test_a_figure_is_read_back_with_its_span(value: Decimal, unit: str) -> None:
    text = f"reaches {value}{unit} here"
    (found,) = find_quantities(text)
    assert found.value == value
    assert text[found.start : found.end] == f"{value}{unit}"


@given(st.text(alphabet="0123456789.,-x%^e$ KBGto()", max_size=40))
def test_any_text_can_be_read(text: str) -> None:
    for found in find_quantities(folded(text)):
        assert found.start < found.end


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("(1) fuse kernels, (2) cut memory by 3x", ["3"]),
        ("2) To cut memory, we keep 7 heads", ["7"]),
        ("It beats strong systems (4) and scores (38.0%)", ["4", "38.0"]),
        ("bounded by H(1) and H(2)", ["1", "2"]),
    ],
)
def test_list_markers_are_told_from_figures_in_brackets(text: str, values: list[str]) -> None:
    assert [row[0] for row in figures(text)] == values


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0^0", 0),
        ("0^-5", 0),
        ("2^0", 1),
        ("2^-1", 0.5),
        ("9^99999", 1e300),
        ("1e999", 1e300),
        ("9" * 999, 1e300),
    ],
)
def test_power_is_a_number_whatever_it_says(text: str, value: float) -> None:
    (found,) = find_quantities(text)
    assert float(found.value) == value
