"""What unit tests of pure functions share."""

from __future__ import annotations

import pytest

from assistant.schema import Paper


@pytest.fixture(scope="session")
def papers(sample_papers: tuple[Paper, ...]) -> list[Paper]:
    """The sample papers, for tests that index or slice them."""
    return list(sample_papers)
