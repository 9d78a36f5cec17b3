"""Links are looked up once and kept until something changes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.ledger.kept_links import KeptLinks
from assistant.library import Library
from assistant.schema import Claim, ClaimFilter, Ingested, Link, Paper, Quantity, Quote

PAPERS = tuple(Paper(id=name, title=name, abstract="We gain 2x over B.") for name in "ab")
QUOTE = Quote(paper_id="a", start=0, end=7, text="We gain")
LINK = Link(from_paper="a", to_paper="b", mention="B", relation="baseline", quote=QUOTE)
CLAIM = Claim(quote=QUOTE, metric="speedup", quantity=Quantity(value=2, unit="x"), direction="improves")


class Finder:
    """Counts how often it is asked."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self) -> list[Link]:
        self.calls += 1
        return [LINK]


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library") as opened:
        opened.add(Ingested(papers=PAPERS), "f")
        opened.claims.replace("a", [CLAIM], 1)
        yield opened


@pytest.fixture
def find() -> Finder:
    return Finder()


def test_links_are_found_once(library: Library, find: Finder) -> None:
    kept = KeptLinks(library, find)
    assert kept.current() == kept.current() == [LINK]
    assert find.calls == 1


def test_links_outlive_the_process(library: Library, find: Finder) -> None:
    KeptLinks(library, find).current()
    assert KeptLinks(library, find).current() == [LINK]
    assert find.calls == 1


def test_a_removed_paper_changes_the_links(library: Library, find: Finder) -> None:
    kept = KeptLinks(library, find)
    kept.current()
    library.remove(["b"])
    kept.current()
    assert find.calls == 2


def test_a_corrected_claim_changes_the_links(library: Library, find: Finder) -> None:
    kept = KeptLinks(library, find)
    kept.current()
    entry = library.claims.entries(ClaimFilter())[0]
    library.claims.edit(entry.key, "baseline", "B")
    kept.current()
    library.claims.edit(entry.key, "baseline", "C")
    kept.current()
    assert find.calls == 3


def test_links_that_cannot_be_read_are_found_anew(library: Library, find: Finder) -> None:
    library.set_meta("links", '{"revision": 1}')
    assert KeptLinks(library, find).current() == [LINK]
