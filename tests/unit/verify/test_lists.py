from __future__ import annotations

import pytest

from assistant.verify.lists import paired_names
from assistant.verify.reading import read


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        (
            "It is 1.8x and 1.3x faster than Alpha and Beta, respectively.",
            [("1.8x", "alpha"), ("1.3x", "beta")],
        ),
        (
            "Over ones like Alpha and Beta, as well as others such as Gamma and Delta, our VM is 1x, 2x, "
            "3x and 4x faster, respectively.",
            [("1x", "alpha"), ("2x", "beta"), ("3x", "gamma"), ("4x", "delta")],
        ),
        (
            "It improves on Alpha, Beta, and Gamma by up to 29x, 28x, and 3x on OPT.",
            [("29x", "alpha"), ("28x", "beta"), ("3x", "gamma")],
        ),
        ("It is 1.8x and 1.3x faster than Alpha and Beta.", []),
        ("It is 1.8x faster than Alpha and Beta, respectively.", []),
    ],
)
def test_figures_and_names_pair_in_order(text: str, pairs: list[tuple[str, str]]) -> None:
    found = paired_names(read(text))
    assert [(figure.text, *sorted(names)) for figure, names in found.items()] == pairs
