from __future__ import annotations

import pytest

from assistant.verify.quotes import false_quotes

SOURCE = r"It can lead to end-to-end speedups (of up to 2.8times) when used, he said."


@pytest.mark.parametrize(
    "text",
    [
        'It says "can lead to end-to-end speedups".',
        "It says “can lead to end‑to‑end speedups (of up to 2.8×),” and stops.",
        'It says "It can lead to end-to-end".',
        'The "memory wall" is a term.',
        "It doesn't matter and isn't a quotation at all.",
    ],
)
def test_true_and_short_quotations_pass(text: str) -> None:
    assert false_quotes(text, [SOURCE]) == []


@pytest.mark.parametrize(
    "text",
    [
        'It says "can lead to great speedups".',
        "It says 'can lead to great speedups'.",
        "“can lead to great speedups”",
    ],
)
def test_changed_words_are_found(text: str) -> None:
    assert false_quotes(text, [SOURCE]) == ["can lead to great speedups"]
