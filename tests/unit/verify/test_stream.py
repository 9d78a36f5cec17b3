from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.schema import Delta
from assistant.verify.stream import Sentence, SentenceStream

TEXT = """<think>First. Then 1. this</think># Findings. Of all

**Speed. And size:**
MARLIN reaches 2.8x, e.g. with vLLM. [1] FlexQ reaches 1.33x [2]. Next is H2O [3][4].
- bullet one is fast [1]
- bullet two is **bold. Really** fast.[2] And more
wrapped words here [3].

1. First item. [1, 2]
2. Second item [3]
---
[1] shows that A is B. [2] shows C? Yes! [4]
<think>More. Thoughts</think>The end has no stop [2-4]"""

SENTENCES = [
    "MARLIN reaches 2.8x, e.g. with vLLM. [1]",
    "FlexQ reaches 1.33x [2].",
    "Next is H2O [3][4].",
    "bullet one is fast [1]",
    "bullet two is bold.",
    "Really fast. [2]",
    "And more\nwrapped words here [3].",
    "First item. [1, 2]",
    "Second item [3]",
    "[1] shows that A is B.",
    "[2] shows C?",
    "Yes! [4]",
    "The end has no stop [2-4]",
]


def stream(pieces: list[str]) -> list[Sentence]:
    found = SentenceStream()
    return [sentence for piece in pieces for sentence in found.feed(Delta(text=piece))] + found.flush()


def test_sentences_come_with_their_markers() -> None:
    assert stream([TEXT]) == [(sentence, None) for sentence in SENTENCES]


def test_one_character_at_a_time_gives_the_same() -> None:
    assert stream(list(TEXT)) == stream([TEXT])


@given(st.sets(st.integers(1, len(TEXT) - 1), max_size=40))
def test_cuts_do_not_matter(cuts: set[int]) -> None:
    edges = [0, *sorted(cuts), len(TEXT)]
    assert stream([TEXT[start:end] for start, end in pairwise(edges)]) == stream([TEXT])


@given(st.text(alphabet="aB1 .?![]*-#\n<>", max_size=60))
def test_cuts_do_not_matter_for_odd_text(text: str) -> None:
    assert stream(list(text)) == stream([text])


def test_a_sentence_is_given_as_soon_as_the_next_begins() -> None:
    found = SentenceStream()
    assert found.feed(Delta(text="It is fast. [1] ")) == []
    assert found.feed(Delta(text="Next ")) == [("It is fast. [1]", None)]


def test_marker_of_a_sentence_of_a_paper_stays_with_its_sentence() -> None:
    found = SentenceStream()
    assert found.feed(Delta(text="It is fast. [2.1][3.")) == []
    assert found.feed(Delta(text="2] ")) == []
    assert found.feed(Delta(text="And ")) == [("It is fast. [2.1][3.2]", None)]


def test_a_whole_sentence_passes_with_its_keys() -> None:
    found = SentenceStream()
    assert found.feed(Delta(text="Cut off")) == []
    whole = Delta(text="One. Two [3] stays. ", sentence=True, keys=(2,))
    assert found.feed(whole) == [("Cut off", None), ("One. Two [3] stays.", (2,))]
    assert found.flush() == []


@pytest.mark.parametrize("text", ["", "  \n", "# Only a heading\n", "<think>only a thought", "**Bold:**\n"])
def test_nothing_to_say(text: str) -> None:
    assert stream([text]) == []
