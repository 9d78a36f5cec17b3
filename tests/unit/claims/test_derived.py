"""Factors worked out from printed figures."""

from __future__ import annotations

import pytest

from assistant.claims.derived import AMBIGUOUS, derive
from assistant.claims.extract import extract_claims
from assistant.schema import Claim, Paper


def claim(sentence: str) -> Claim:
    found = extract_claims(Paper(id="0" * 16, title="Quickly: Fast Serving", abstract=sentence))
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("sentence", "factor", "formula"),
    [
        ("Quickly has 45 % lower latency than Slowly.", 1.82, "1 / (1 - 45 %) = 1.82x"),
        ("Quickly needs 75 % less memory than Slowly.", 4, "1 / (1 - 75 %) = 4x"),
        ("Quickly delivers 130 % more throughput than Slowly.", 2.3, "1 + 130 % = 2.3x"),
        ("Quickly cuts memory by half.", 2, "1 / (1 - 50 %) = 2x"),
        ("Quickly achieves a 3.2x speedup.", 3.2, "3.2x as printed"),
        ("Quickly is 10x smaller than Slowly.", 10, "10x as printed"),
        ("Quickly reduces memory to 25 % of the original.", 4, "1 / 25 % = 4x"),
        ("Quickly reduces the memory footprint to 25 %.", 4, "1 / 25 % = 4x"),
        ("Quickly needs half the memory of Slowly.", 2, "1 / 50 % = 2x"),
        ("Quickly improves energy efficiency by 44 %.", 1.44, "1 + 44 % = 1.44x"),
        ("Quickly incurs 11 % latency overhead over Slowly.", 1.11, "1 + 11 % = 1.11x"),
        ("Quickly increases memory by 20 % over Slowly.", 1.2, "1 + 20 % = 1.2x"),
    ],
)
def test_factor_and_formula(sentence: str, factor: float, formula: str) -> None:
    derived = derive(claim(sentence))
    assert derived is not None
    assert (round(derived.factor, 2), derived.formula, derived.tag) == (factor, formula, "derived")


def test_both_ends_of_a_range_are_derived() -> None:
    derived = derive(claim("Quickly uses 50%-75% less memory than Slowly."))
    assert derived is not None
    assert (derived.factor, derived.factor_max) == (2, 4)


def test_times_faster_is_noted_as_ambiguous() -> None:
    faster, speedup = (
        derive(claim("Quickly is 3x faster than Slowly.")),
        derive(claim("Quickly has a 3x speedup.")),
    )
    assert faster is not None
    assert speedup is not None
    assert (faster.note, speedup.note) == (AMBIGUOUS, None)


def test_the_printed_figure_stays() -> None:
    found = claim("Quickly has 45 % lower latency than Slowly.")
    derive(found)
    assert (found.quantity.value, found.quantity.unit) == (45, "%")


@pytest.mark.parametrize(
    "sentence",
    [
        "Quickly reaches 91.5% accuracy.",
        "Quickly improves accuracy by 3%.",
        "Quickly achieves 156 TFLOPS.",
        "Quickly needs 100 % less memory.",
        "Quickly reaches 60% sparsity.",
    ],
)
def test_no_factor_follows_from_levels_quality_or_everything(sentence: str) -> None:
    assert derive(claim(sentence)) is None
