"""Any text may be read: nothing raises, and no text takes much longer than its length tells."""

from __future__ import annotations

import time
from math import isfinite

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.claims.extract import extract_claims
from assistant.schema import Claim, Paper

_SIGNS = r"""
$ $2.8\times$ \% 3% 40% 1e999 -1e-999 10^9999 ٣ 5× 🚀 ( ) [ ] { } \textbf{ _{ ^ ~ 3~8%
± +/- -> → ↓ , ; . : @ / - -- %
"""
_WORDS = """
up to at least from to by of over than compared versus while which and or x times -fold half twofold speedup
an order of magnitude accuracy memory latency F1 improves reduces achieves outperforms achieving We Our method
LLaMA-7B A100 RTX 4090 ImageNet 0.91 12,288 1,000,000 999999999999999999999999 8/10 five
"""
_PIECES = st.sampled_from([*_SIGNS.split(), *_WORDS.split(), "\0", "\n\n"])
_HOSTILE = st.one_of(st.text(max_size=200), st.lists(_PIECES, max_size=40).map(" ".join))


def read(abstract: str) -> list[Claim]:
    return extract_claims(Paper(id="0" * 16, title="Quickly: Fast Serving", abstract=abstract))


@settings(max_examples=300, deadline=None)
@given(_HOSTILE)
def test_no_text_raises_and_every_quote_is_a_slice(abstract: str) -> None:
    for claim in read(abstract):
        assert abstract[claim.quote.start : claim.quote.end] == claim.quote.text


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "1",
        "$",
        "(",
        "a-",
        " ",
        ", ",
        "3~",
        "1.5x, ",
        "up to ",
        "by a ",
        "Aaa Bbb, ",
        "with a b c ",
        "we propose a ",
        "3x over A and ",
        "from 3% to ",
        "3% on Abc, ",
        "improves ",
        "that ",
        "[",
        "±",
    ],
)
def test_a_long_run_of_anything_is_read_in_time(unit: str) -> None:
    text = f"Quickly achieves {unit * (3900 // len(unit))} 3x speedup over Slowly."
    start = time.process_time()
    read(text)
    assert time.process_time() - start < 2


def test_a_line_of_a_megabyte_is_read_in_time() -> None:
    start = time.process_time()
    read("Quickly is 3x faster than Slowly on A100 GPUs and " * 20_000)
    assert time.process_time() - start < 10


def test_every_claimed_value_is_finite() -> None:
    found = read("Quickly achieves 1e999x speedup and 10^9999% accuracy at 1e400 FPS.")
    assert all(isfinite(claim.quantity.value) for claim in found)
