"""A library of one's own, and papers to put into it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.library import Library
from assistant.schema import Paper
from assistant.text.folding import paper_id

MakePaper = Callable[..., Paper]


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """An empty library in ``tmp_path / "library"``."""
    with Library.open(tmp_path / "library", command="test") as opened:
        yield opened


@pytest.fixture
def paper() -> MakePaper:
    """Makes a paper with its true id; further fields by name."""

    def make(title: str, abstract: str | None = "We measure things.", **fields: object) -> Paper:
        return Paper.model_validate(
            {"id": paper_id(title, abstract), "title": title, "abstract": abstract, **fields}
        )

    return make
