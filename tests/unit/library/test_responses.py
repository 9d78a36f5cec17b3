"""What models said, kept in the library."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.library import Library
from assistant.library.database import Database
from assistant.library.migrate import open_current
from assistant.library.responses import Responses


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_current(tmp_path / "library.db")
    yield opened
    opened.close()


def test_text_is_found_again_after_the_library_was_closed(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        library.responses.put("key", "It is fast [1.1].")
    with Library.open(tmp_path) as library:
        assert library.responses.get("key") == "It is fast [1.1]."
        assert library.responses.get("other") is None


def test_later_text_takes_the_place_of_an_earlier_one(database: Database) -> None:
    responses = Responses(database)
    for text in ("one", "two"):
        responses.put("key", text)
    assert (responses.get("key"), responses.count()) == ("two", 1)


def test_oldest_go_beyond_the_bound(database: Database) -> None:
    responses = Responses(database, most=3)
    for number in range(5):
        responses.put(str(number), "text")
    responses.put("2", "renewed")
    responses.put("5", "text")
    kept = [key for key in "012345" if responses.get(key) is not None]
    assert len(kept) <= 3
    assert {"2", "5"} <= set(kept)
