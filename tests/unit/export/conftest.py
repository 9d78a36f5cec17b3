"""Claims to export, made from the few fields that a test is about."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from assistant.schema import Claim, ComparedClaim, Quantity, Quote, Setting


@pytest.fixture(scope="session")
def row() -> Callable[..., ComparedClaim]:
    """Makes one row: fields of the claim, its quantity and its setting by their names."""

    def made(**given: Any) -> ComparedClaim:  # noqa: ANN401 - any field of three values
        paper, text = given.pop("paper_id", "p1"), given.pop("quote", "It is 2x faster.")
        title, quality = given.pop("title", "MARLIN: Mixed Precision"), given.pop("quality", None)
        quantity, setting = (
            {name: given.pop(name) for name in list(given) if name in part.model_fields}
            for part in (Quantity, Setting)
        )
        claim = Claim.model_validate(
            {
                **{"metric": "speedup", "direction": "improves", **given},
                "quote": Quote(paper_id=paper, start=0, end=len(text), text=text),
                "quantity": {"value": 2, "unit": "x", **quantity},
                "setting": setting,
            }
        )
        beside = quality and Quote(paper_id=paper, start=0, end=len(quality), text=quality)
        return ComparedClaim(claim=claim, title=title, quality=beside or None)

    return made
