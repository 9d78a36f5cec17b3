from __future__ import annotations

import pytest

from assistant.text.presenting import presents


@pytest.mark.parametrize(
    "sentence",
    [
        "We propose a cache.",
        "In this paper, we present a cache.",
        "This work studies caches.",
        "This survey reviews caches.",
        "Our key contribution is to show that caches grow.",
        "We, for the first time and at scale, analyse caches.",
        "We built a cache.",
        "OUR METHOD INTRODUCES A CACHE.",
    ],
)
def test_authors_say_what_they_did(sentence: str) -> None:
    assert presents(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Caches grow.",
        "Others propose caches.",
        "We hope for more.",
        "Our budget is small.",
        "This paper is long.",
        "We say at great length, with many words and with many more of them after that, a proposal.",
        "",
    ],
)
def test_other_sentences_do_not(sentence: str) -> None:
    assert not presents(sentence)
