from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.pipeline import Assistant
from assistant.schema import ClaimFilter
from assistant.settings import Settings

PAPERS = [
    {"title": "Swift: kernels", "abstract": "Swift runs 2.4x faster than vLLM without loss of accuracy."},
    {"title": "Slow: kernels", "abstract": "Slow needs 31% less memory than Swift and 12% less energy."},
]


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Assistant]:
    file = tmp_path / "papers.jsonl"
    file.write_text("\n".join(map(json.dumps, PAPERS)), encoding="utf-8")
    with Assistant.open(tmp_path / "library", settings=Settings()) as assistant:
        assistant.add(file)
        yield assistant


def test_claims_and_their_papers_are_counted_whatever_the_limit(shelf: Assistant) -> None:
    wanted = ClaimFilter(limit=1)
    assert (shelf.ledger.count(wanted), shelf.ledger.count_papers(wanted)) == (3, 2)
    assert shelf.ledger.count_papers(ClaimFilter(metric="energy")) == 1


def test_count_about_a_topic_is_that_of_the_list(shelf: Assistant) -> None:
    listed = shelf.ledger.entries(ClaimFilter(), about="Slow")
    assert shelf.ledger.count(ClaimFilter(), about="Slow") == len(listed) == 2


def test_claims_come_in_the_order_of_their_keys(shelf: Assistant) -> None:
    first, second, _ = shelf.ledger.entries(ClaimFilter())
    assert shelf.ledger.get([second.key, "no such key", first.key]) == [second, first]


def test_what_was_read_is_known_until_the_correction_is_taken_back(shelf: Assistant) -> None:
    key = shelf.ledger.entries(ClaimFilter())[0].key
    shelf.ledger.edit(key, "value", 9)
    shelf.ledger.edit(key, "hardware", "A100")
    assert shelf.ledger.found(key) == {"value": 2.4, "hardware": None}
    shelf.ledger.edit(key, "value", 2.4)
    shelf.ledger.edit(key, "hardware", None)
    assert shelf.ledger.found(key) == {}


def test_rows_have_titles_and_the_quality_stated_beside(shelf: Assistant) -> None:
    speed, memory, _ = shelf.ledger.rows([it.claim for it in shelf.ledger.entries(ClaimFilter())])
    assert (speed.title, speed.quality and speed.quality.text) == (
        "Swift: kernels",
        "without loss of accuracy",
    )
    assert memory.quality is None


def test_links_follow_every_change(shelf: Assistant) -> None:
    (link,) = shelf.ledger.links()
    assert link.mention == "Swift"
    assert shelf.ledger.links() == [link]
    shelf.remove([shelf.papers()[0].id])
    assert shelf.ledger.links() == []


def test_no_paper_is_unread_once_the_claims_were_asked_for(shelf: Assistant) -> None:
    assert shelf.ledger.unread() == 0
