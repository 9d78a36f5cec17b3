from __future__ import annotations

import pytest

from assistant.text.folding import folded
from assistant.text.qualifiers import find_qualifiers
from assistant.text.quantities import find_quantities

NONE: set[str] = set()


def hedges(text: str) -> list[set[str]]:
    plain = folded(text)
    return [set(found) for found in find_qualifiers(plain, find_quantities(plain))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("reaches 2.8x", [NONE]),
        ("speedups (of up to 2.8times)", [{"up to"}]),
        ("as low as $95, up to an 8x reduction, upto 45%", [{"up to"}, {"up to"}, {"up to"}]),
        ("increases of no more than 0.05", [{"up to"}]),
        ("a scale up to at least 2.7B parameters", [{"up to", "at least"}]),
        ("more than 10x, over 25 petaflops, exceeding 96.7%, >99%", [{"at least"}] * 4),
        ("1.8x over 3 baselines", [NONE, NONE]),
        ("an improvement over 13 tasks", [NONE]),
        ("about 20x, roughly 10x, nearly 4x, ~3x", [{"about"}] * 4),
        ("less than 1.3% and <0.5 points", [{"below"}, {"below"}]),
        ("on average, a factor of 9", [{"average"}]),
        ("2.2x on average", [{"average"}]),
        ("an average end-to-end speedup of 2.2x", [{"average", "end to end"}]),
        ("(average 14x, median 9.7x)", [{"average"}, {"median"}]),
        ("by up to 29x, 29x, and 3x", [{"up to"}] * 3),
        ("average gains of 1.85x in latency and 2.24x in throughput", [{"average"}] * 2),
        ("latency by 1.85x and throughput by 2.24x on average", [{"average"}] * 2),
        ("up to 2x and at least 3x", [{"up to"}, {"at least"}]),
        ("2.4x end-to-end speedup beyond 100k tokens", [{"end to end"}, {"at least"}]),
        ("kernel-level speedup of 3x; 2x in all", [{"kernel only"}, NONE]),
        ("individual LLM layers can lead to end-to-end speedups of 2.8x", [{"end to end"}]),
    ],
)
def test_hedges_of_each_figure(text: str, expected: list[set[str]]) -> None:
    assert hedges(text) == expected
