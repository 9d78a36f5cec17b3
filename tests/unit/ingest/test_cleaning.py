"""Which characters are taken out of text, and which are left."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.ingest.cleaning import cleaned, control_share


@pytest.mark.parametrize("unwanted", ["\x00", "\x1b", "\x7f", "\x85", "\ud800", "\u202e", "\u2066", "\ufeff"])
def test_character_that_text_cannot_hold_is_removed_and_named(unwanted: str) -> None:
    text, note = cleaned(f"a{unwanted}b")
    assert text == "ab"
    assert note is not None
    assert note.startswith("removed 1 invisible character that")


def test_note_counts_and_names_what_was_removed() -> None:
    assert cleaned("\x00a\x00\u202e")[1] == (
        "removed 3 invisible characters that text cannot hold (U+0000, right-to-left override)"
    )


@pytest.mark.parametrize(
    "wanted", ["a\tb\nc", "naïve café – “ok”", "שלום\u200f", "👩\u200d🔬", "می\u200cخواهم", "𝛼 × β"]
)
def test_ordinary_writing_is_left_alone(wanted: str) -> None:
    assert cleaned(wanted) == (wanted, None)


@given(st.text(st.characters()))
def test_cleaned_text_can_be_encoded_and_is_clean(text: str) -> None:
    once, _ = cleaned(text)
    once.encode("utf-8")
    assert cleaned(once) == (once, None)


@pytest.mark.parametrize(("text", "share"), [("", 0.0), ("abcd", 0.0), ("ab\x00\x01", 0.5)])
def test_share_of_controls_is_a_fraction(text: str, share: float) -> None:
    assert control_share(text) == share
