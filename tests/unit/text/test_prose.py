from __future__ import annotations

import pytest

from assistant.text.prose import article, counted, listed, uncapitalized


@pytest.mark.parametrize(
    ("names", "text"), [([], ""), (["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C")]
)
def test_names_are_listed_with_an_and_before_the_last(names: list[str], text: str) -> None:
    assert listed(names) == text


def test_numbers_up_to_ten_are_words() -> None:
    assert [counted(number) for number in (0, 1, 10, 11, 1200)] == ["No", "One", "Ten", "11", "1200"]


@pytest.mark.parametrize("phrase", ["KV cache", "H2O", "DeepSpeed kernels", "INT8", "vLLM", "", "8-bit"])
def test_name_keeps_its_capital_inside_a_sentence(phrase: str) -> None:
    assert uncapitalized(phrase) == phrase


@pytest.mark.parametrize(
    ("phrase", "inside"),
    [("Point cloud", "point cloud"), ("Key-value pairs", "key-value pairs"), ("A cache", "a cache")],
)
def test_common_word_loses_its_capital_inside_a_sentence(phrase: str, inside: str) -> None:
    assert uncapitalized(phrase) == inside


@pytest.mark.parametrize(
    "word",
    [
        "cache",
        "unified",
        "universal",
        "unit",
        "unimodal",
        "user",
        "one-shot",
        "European",
        "U-Net",
        "hash",
        "GPU",
        "KV",
        "UNet",
        "RoPE",
        "RAG",
        "LUT",
        "NIC",
        "1-bit",
        "110B",
        "4-bit",
    ],
)
def test_word_that_begins_with_a_consonant_as_said_takes_a(word: str) -> None:
    assert article(word) == "a"


@pytest.mark.parametrize(
    "word",
    [
        "efficient",
        "unsupervised",
        "unimportant",
        "upper",
        "ultra-low",
        "hour-long",
        "honest",
        "IO-aware",
        "LLM",
        "SVD-based",
        "INT6",
        "FPGA",
        "HBM",
        "SAE",
        "MLP",
        "8-bit",
        "11B",
        "18-layer",
        "80%",
    ],
)
def test_word_that_begins_with_a_vowel_as_said_takes_an(word: str) -> None:
    assert article(word) == "an"
