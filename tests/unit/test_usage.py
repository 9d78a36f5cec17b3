"""What several requests take together."""

from __future__ import annotations

import pytest

from assistant.schema import NOTHING, Usage

PAID = Usage(prompt_tokens=10, completion_tokens=5, cost=0.5)
CACHED = Usage(cost=0.0, cached=True)


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        (PAID, PAID, Usage(prompt_tokens=20, completion_tokens=10, cost=1.0)),
        (PAID, NOTHING, PAID),
        (NOTHING, CACHED, CACHED),
        (CACHED, CACHED, CACHED),
        (CACHED, PAID, PAID),
        (PAID, Usage(prompt_tokens=1), Usage(prompt_tokens=11, completion_tokens=5)),
        (PAID, Usage(estimated=True, cost=0.0), Usage(**{**PAID.model_dump(), "estimated": True})),
    ],
)
def test_usage_adds_up(one: Usage, other: Usage, together: Usage) -> None:
    assert one + other == together
