"""Pages laid out from the sample papers, the way a saved page lays them out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

SAMPLE = Path(__file__).parents[3] / "evals" / "data" / "daily_papers.txt"
HEADER = ("new", "Get trending papers in your email inbox!", "Subscribe", "Daily Papers", "Oct 6")

Paragraphs = Sequence[str]
Lay = Callable[..., str]


@pytest.fixture(scope="session")
def sample_text() -> str:
    return SAMPLE.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def pairs(sample_text: str) -> list[tuple[str, str]]:
    """Titles and abstracts of the sample, taken from its lines by position."""
    lines = [line for line in sample_text.split("\n") if line]
    body = lines[lines.index("Oct 6") + 1 :]
    return list(zip(body[0::2], body[1::2], strict=True))


@pytest.fixture(scope="session")
def lay() -> Lay:
    """Lay papers, each a sequence of paragraphs, out as a page."""

    def lay_out(
        papers: Sequence[Paragraphs],
        *,
        header: Paragraphs = HEADER,
        footer: Paragraphs = (),
        gap: str = "\n\n",
    ) -> str:
        return gap.join([*header, *(paragraph for paper in papers for paragraph in paper), *footer]) + "\n"

    return lay_out
