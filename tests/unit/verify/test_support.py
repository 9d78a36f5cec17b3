from __future__ import annotations

from assistant.verify.reading import read
from assistant.verify.support import beginnings, support

SENTENCES = [
    beginnings(read(text).terms)
    for text in ("Vela quantizes the weights of transformers.", "It runs on an A100 without calibration.")
]


def score(text: str) -> float:
    return support(read(text).terms, SENTENCES)


def test_a_sentence_of_the_text_is_fully_borne_out() -> None:
    assert score("Vela quantizes the weights of transformers.") == 1.0


def test_words_from_nowhere_count_against_a_sentence() -> None:
    assert score("Soil moisture varies in vineyards.") == 0.0


def test_one_sentence_that_says_it_counts_more_than_two_that_share_its_words() -> None:
    assert score("Vela quantizes weights.") > score("Vela calibration.") > 0.4


def test_names_with_digits_count() -> None:
    assert score("It runs on an A100.") == 1.0
    assert score("It runs on an H200.") < 0.6


def test_other_forms_of_a_word_count() -> None:
    assert score("The quantization of weights") == 1.0


def test_a_sentence_without_telling_words_has_nothing_to_be_borne_out() -> None:
    assert score("It is so.") == 1.0


def test_rarity_can_be_given() -> None:
    words = read("Vela unheard").terms
    assert support(words, SENTENCES, rarity=lambda stem: 9.0 if stem == "vela" else 1.0) > 0.8
