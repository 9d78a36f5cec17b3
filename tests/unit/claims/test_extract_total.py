"""No text whatsoever keeps a paper from being read."""

from __future__ import annotations

import json
from math import isfinite

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.claims.extract import extract_claims
from assistant.schema import Paper

_PIECES = (
    *(
        "2.8",
        "0",
        "1e999",
        "^",
        "^-",
        "_",
        "x",
        " times",
        "-fold",
        "%",
        r"\%",
        r"$\times$",
        "x10^",
        " points",
    ),
    *("up to ", "at least ", "over ", "from ", " to ", "-", " by ", "half ", "an order of magnitude ", "$"),
    *(
        "FastNet ",
        "SlowNet",
        "We present ",
        "faster ",
        "than ",
        "memory ",
        "accuracy ",
        "respectively",
        "(1)",
    ),
    *(
        ", ",
        " and ",
        "; ",
        ". ",
        "\n\n",
        "(",
        ")",
        "{",
        "}",
        "[",
        "]",
        "e",
        ":",
        "GB",
        " tokens/s",
        "A100 ",
        "while ",
    ),
    *("É", "\u200b", "\x00", "٣", "²", "𝟚", "½", "ﬁ", "\u0301"),
)
_TEXTS = st.lists(st.sampled_from(_PIECES), max_size=40).map("".join)


def read(title: str, abstract: str) -> None:
    for claim in extract_claims(Paper(id="x", title=title, abstract=abstract)):
        quote = claim.quote
        assert abstract[quote.start : quote.end] == quote.text
        assert isfinite(claim.quantity.value)
        assert isfinite(claim.quantity.value_max or 0)
        json.dumps(claim.model_dump(mode="json"), allow_nan=False)


@given(_TEXTS, _TEXTS)
def test_any_words_of_this_literature_are_read(title: str, abstract: str) -> None:
    read(title, abstract)


@given(st.text(max_size=200))
def test_any_text_is_read(abstract: str) -> None:
    read("FastNet: Serving", abstract)


@pytest.mark.parametrize(
    "power", ["0^0", "0.0^0", "0^-5", "9^99999", "1e99999", "1x10^9999", "9" * 2000, f"{'9' * 2000}^999"]
)
def test_power_beyond_all_numbers_is_read(power: str) -> None:
    read("FastNet: Serving", f"FastNet is {power}x faster than SlowNet. It needs {power}% less memory.")
