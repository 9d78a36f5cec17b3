from __future__ import annotations

import time

import pytest

from evals.figures import Figure, figures, holds


def read(text: str) -> list[tuple[float, str] | str]:
    return [it.printed if it.name else (it.value, it.unit) for it in figures(text)]


@pytest.mark.parametrize(
    "text", ["2.8x", "2.8times", "2.8 times", "2.8$\\times$", "2.8 ×", "$2.8{\\times}$", "2.8-fold"]
)
def test_spellings_of_a_factor_are_one(text: str) -> None:
    assert read(text) == [(2.8, "x")]


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("65.8\\%", (65.8, "%")),
        ("65.8 percent", (65.8, "%")),
        ("12,288", (12288, "")),
        ("12{,}288", (12288, "")),
        ("12.6GB", (12.6, "gb")),
        ("12.6 GB", (12.6, "gb")),
        ("1.4 trillion", (1.4e12, "count")),
        ("7B", (7e9, "count")),
        ("4-bit", (4, "bit")),
        ("3 ms", (3, "ms")),
        ("2.3e21", (2.3e21, "")),
    ],
)
def test_value_and_class_of_unit_are_read(text: str, figure: tuple[float, str]) -> None:
    assert read(f"We use {text}, and more.") == [figure]


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("16-32", [(16, ""), (32, "")]),
        ("5–10x", [(5, "x"), (10, "x")]),
        ("5.3x to 15.2x", [(5.3, "x"), (15.2, "x")]),
        ("from 12.6 GB to 2.5 GB", [(12.6, "gb"), (2.5, "gb")]),
    ],
)
def test_range_is_both_its_ends(text: str, ends: list[tuple[float, str]]) -> None:
    assert read(text) == ends


@pytest.mark.parametrize("text", ["A100", "INT4", "31x31", "GPT-3.5", "LLaMA-2-70B", "W4A16", "10^4"])
def test_name_with_digits_is_a_name(text: str) -> None:
    assert read(f"the {text} case") == [text.lower()]


@pytest.mark.parametrize("text", ["since 2019", "as shown [1] and [2, 3]", "1. First, (2) then"])
def test_years_marks_and_list_numbers_are_no_figures(text: str) -> None:
    assert read(text) == []


def test_letter_apart_from_its_number_is_no_magnitude() -> None:
    assert read("720 m^2/s^2")[0] == (720, "")


def test_number_that_ends_a_sentence_is_read() -> None:
    assert read("It rises by no more than 0.05. The rest is 5. Done") == [(0.05, ""), (5, "")]


def test_same_value_in_another_unit_is_another_figure() -> None:
    assert not holds(Figure(0.05, "%", "0.05%"), figures("0.05"))


def test_rounding_counts_up_to_half_of_the_last_digit() -> None:
    printed = figures("2.84x")[0]
    assert figures("2.8x")[0].rounds(printed)
    assert not figures("2.9x")[0].rounds(printed)


def test_long_words_are_read_in_no_time() -> None:
    started = time.perf_counter()
    figures("a-very/long." * 300 + "word" * 2000)
    assert time.perf_counter() - started < 1
