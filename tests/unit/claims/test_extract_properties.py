"""Change one thing in an abstract and one field changes; change only its spelling and nothing does."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from assistant.claims.extract import extract_claims
from assistant.schema import Claim, Paper
from assistant.text.folding import paper_id

_FRAMES = (
    "We present Quickly, a server. Quickly achieves {bound}{value}{unit} {noun} over {baseline}.",
    "We present Quickly, a server. Experiments show that Quickly delivers {bound}{value}{unit} {noun} "
    "compared to {baseline}.",
    "We present Quickly, a server. Compared to {baseline}, Quickly yields {bound}{value}{unit} {noun}.",
    "We present Quickly, a server. Quickly offers {bound}{value}{unit} {noun} over {baseline} on MMLU, "
    "while being simple.",
)
_NOUNS = ("faster inference", "memory reduction", "higher throughput")
_PLAIN = {"bound": "", "value": "2.4", "unit": "x", "baseline": "Slowly"}


def read(frame: str, noun: str, **changed: str) -> dict[str, Any]:
    return fields(claim(frame.format(noun=noun, **{**_PLAIN, **changed})))


def claim(abstract: str) -> Claim:
    title = "Quickly: Fast Serving"
    found = extract_claims(Paper(id=paper_id(title, abstract), title=title, abstract=abstract))
    assert len(found) == 1, (abstract, found)
    return found[0]


def fields(found: Claim) -> dict[str, Any]:
    """All fields but the quote, the figure's apart."""
    values = found.model_dump(exclude={"quote"})
    quantity = values.pop("quantity")
    return {**values, **quantity}


def changed(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    return {name: other[name] for name in one if one[name] != other[name]}


@pytest.mark.parametrize(("frame", "noun"), list(product(_FRAMES, _NOUNS)))
class TestOneChange:
    @pytest.mark.parametrize("value", ["1.03", "7", "12.5", "179"])
    def test_of_the_number_changes_the_value(self, frame: str, noun: str, value: str) -> None:
        assert changed(read(frame, noun), read(frame, noun, value=value)) == {"value": float(value)}

    def test_of_the_unit_changes_the_unit(self, frame: str, noun: str) -> None:
        assert changed(read(frame, noun), read(frame, noun, unit="%")) == {"unit": "%"}

    @pytest.mark.parametrize("name", ["FlashAttention-2", "the previous system", "SmoothQuant"])
    def test_of_the_baseline_changes_the_baseline(self, frame: str, noun: str, name: str) -> None:
        assert changed(read(frame, noun), read(frame, noun, baseline=name)) == {"baseline": name}

    @pytest.mark.parametrize(
        ("words", "bound"),
        [
            ("up to ", "up_to"),
            ("as much as ", "up_to"),
            ("at least ", "at_least"),
            ("more than ", "at_least"),
            ("about ", "approx"),
        ],
    )
    def test_of_the_hedge_changes_the_bound(self, frame: str, noun: str, words: str, bound: str) -> None:
        assert changed(read(frame, noun), read(frame, noun, bound=words)) == {"bound": bound}

    @pytest.mark.parametrize("spelling", ["x", " ×", "times", " times", r"$\times$", r"\times", "-fold"])
    def test_of_the_spelling_changes_nothing(self, frame: str, noun: str, spelling: str) -> None:
        assert changed(read(frame, noun), read(frame, noun, unit=spelling)) == {}

    @pytest.mark.parametrize("percent", ["%", r"\%", " %", " percent"])
    def test_of_the_percent_sign_changes_nothing(self, frame: str, noun: str, percent: str) -> None:
        assert changed(read(frame, noun, unit="%"), read(frame, noun, unit=percent)) == {}

    @pytest.mark.parametrize("width", [1, 20, 47, 80])
    def test_of_the_line_ends_changes_nothing(self, frame: str, noun: str, width: int) -> None:
        abstract = frame.format(noun=noun, **_PLAIN)
        assert changed(fields(claim(abstract)), fields(claim(wrapped(abstract, width)))) == {}


def wrapped(text: str, width: int) -> str:
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] += f" {word}" if lines[-1] else word
    return "\n".join(lines)


def test_a_sentence_moved_elsewhere_states_the_same() -> None:
    intro, speed, size = (
        "We present Quickly.",
        "Quickly is 3x faster than Alpha.",
        "Quickly uses 30% less memory than Beta.",
    )
    one = [fields(found) for found in all_claims(f"{intro} {speed} {size}")]
    other = [fields(found) for found in all_claims(f"{intro} {size} {speed}")]
    assert one == other[::-1]


def all_claims(abstract: str) -> list[Claim]:
    return extract_claims(Paper(id="0" * 16, title="Quickly: Fast Serving", abstract=abstract))
