"""The papers of the sample corpus, read without the package's own readers."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.schema import Paper

_CORPUS = Path(__file__).parents[3] / "evals" / "data" / "daily_papers.txt"
_FURNITURE = 6
"""Paragraphs before the first title."""


@pytest.fixture(scope="session")
def papers() -> list[Paper]:
    paragraphs = [line for line in _CORPUS.read_text(encoding="utf-8").split("\n") if line.strip()][
        _FURNITURE:
    ]
    pairs = zip(paragraphs[::2], paragraphs[1::2], strict=True)
    return [
        Paper(id=str(number), title=title, abstract=abstract)
        for number, (title, abstract) in enumerate(pairs)
    ]
