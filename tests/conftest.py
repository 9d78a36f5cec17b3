"""Fixtures shared by all tests: the sample papers, and a library of them with vectors, built once per run."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from assistant.ingest import read_papers
from assistant.pipeline import Assistant
from assistant.schema import Paper
from assistant.settings import Settings

SAMPLE = Path(__file__).parents[1] / "evals" / "data" / "daily_papers.txt"


@pytest.fixture(autouse=True)
def _no_user_configuration(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "OPENAI_MODEL", "QUOTIENT_LIBRARY", "QUOTIENT_WRITER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.fixture(scope="session")
def sample_file() -> Path:
    """The saved page with the 75 sample papers."""
    return SAMPLE


@pytest.fixture(scope="session")
def sample_papers() -> tuple[Paper, ...]:
    """The 75 sample papers."""
    return read_papers(SAMPLE).papers


@pytest.fixture(scope="session")
def _sample_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of the sample papers with vectors; parallel workers share one, as embedding takes seconds."""
    shared = tmp_path_factory.getbasetemp().parent
    folder = shared / "sample-library"
    with FileLock(shared / "sample-library.lock"):
        if not folder.exists():
            building = shared / "sample-library-building"
            with Assistant.open(building, settings=Settings()) as assistant:
                assistant.add(SAMPLE)
                assistant.sync()
            building.rename(folder)
    return folder


@pytest.fixture
def sample_library(_sample_template: Path, tmp_path: Path) -> Path:
    """A folder of one's own that holds the sample library."""
    return Path(shutil.copytree(_sample_template, tmp_path / "library"))


@pytest.fixture
def assistant(sample_library: Path) -> Iterator[Assistant]:
    """The assistant over the sample library, without a model."""
    with Assistant.open(sample_library, settings=Settings()) as opened:
        yield opened
