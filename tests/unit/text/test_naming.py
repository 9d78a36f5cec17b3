from __future__ import annotations

import pytest

from assistant.schema import Paper
from assistant.text.naming import mentions, mentions_kin, names_in, rare_names

PAPER = Paper(id="p", title="On H$_2$O", abstract="We beat FlashAttention2 and ABQ-LLM on INT6 weights.")


def test_names_have_a_digit_or_a_capital_that_is_not_first() -> None:
    assert names_in("Does MARLIN beat FlashAttention-3 with W4A8 on The best Machine in 2024?") == [
        "MARLIN",
        "FlashAttention-3",
        "W4A8",
    ]


def test_plain_suffix_is_no_part_of_a_name() -> None:
    assert names_in("FP8-trained and MARLIN-based") == ["FP8", "MARLIN"]


def test_small_letter_behind_a_digit_is_part_of_a_number() -> None:
    assert names_in("Is 9e999 or 2x3 or 1e-3 said of 2DMamba?") == ["DMamba"]


def test_names_that_every_paper_uses_are_not_rare() -> None:
    assert rare_names("Does MARLIN serve an LLM on two GPUs?") == ["MARLIN"]


@pytest.mark.parametrize("name", ["H2O", "H$_2$O", "abq llm", "ABQ-LLMs", "int-6", "FlashAttention-2"])
def test_name_is_found_in_any_spelling(name: str) -> None:
    assert mentions(PAPER, name)


@pytest.mark.parametrize("name", ["H20", "FlashAttention", "FlashAttention-3", "INT60", "QLLM"])
def test_longer_or_shorter_name_is_another(name: str) -> None:
    assert not mentions(PAPER, name)


def test_kin_begins_with_the_same_name() -> None:
    assert mentions_kin(PAPER, "FlashAttention")
    assert not mentions_kin(PAPER, "Attention")
