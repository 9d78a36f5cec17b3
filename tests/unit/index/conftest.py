"""A library of a few papers, and indexes over it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.index.index import Index
from assistant.index.minilm import MiniLM
from assistant.library import Library
from assistant.schema import Ingested
from tests.unit.index.small_library import PAPERS, Opener, WordEmbedder


@pytest.fixture(scope="session")
def minilm() -> MiniLM:
    return MiniLM()


@pytest.fixture
def embedder() -> WordEmbedder:
    return WordEmbedder()


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library") as opened:
        opened.add(Ingested(papers=PAPERS), "papers.txt")
        yield opened


@pytest.fixture
def open_index(library: Library) -> Iterator[Opener]:
    opener = Opener(library)
    yield opener
    opener.close()


@pytest.fixture
def index(open_index: Opener, embedder: WordEmbedder) -> Index:
    return open_index(embedder)
