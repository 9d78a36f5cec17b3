"""The ledger follows its papers, whatever happened before, and answers from them."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.ledger import Ledger
from assistant.ledger import ledger as module
from assistant.library import Library
from assistant.pipeline import Assistant
from assistant.schema import ClaimFilter, Hit, Ingested, Link, Paper
from assistant.settings import Settings
from assistant.text.folding import paper_id


def paper(title: str, abstract: str) -> Paper:
    return Paper(id=paper_id(title, abstract), title=title, abstract=abstract)


MARLIN = paper("MARLIN: fast kernels", "MARLIN is 2.8x faster than cuBLAS on an A100.")
FLEXQ = paper(
    "FlexQ: six bits", "FlexQ reduces memory by 75% over FP16. It is 1.33x faster than SmoothQuant."
)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """A library with two papers that nobody has read for claims, as a killed process leaves it."""
    with Library.open(tmp_path / "library") as opened:
        opened.add(Ingested(papers=(MARLIN, FLEXQ)), "f")
        yield opened


@pytest.fixture
def ledger(library: Library) -> Ledger:
    return Ledger(library, lambda _, k: [Hit(paper=it, score=1.0) for it in library.papers()[:k]])


def values(ledger: Ledger, wanted: ClaimFilter, about: str | None = None) -> list[float]:
    return [entry.claim.quantity.value for entry in ledger.entries(wanted, about=about)]


def test_papers_left_unread_are_read_before_anything_is_answered(ledger: Ledger) -> None:
    assert values(ledger, ClaimFilter(metric="speedup")) == [2.8, 1.33]


def test_paper_is_read_once(ledger: Ledger) -> None:
    assert (ledger.refresh(), ledger.refresh()) == (2, 0)


def test_newer_reader_reads_again(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger.refresh()
    monkeypatch.setattr(module, "EXTRACTION_VERSION", module.EXTRACTION_VERSION + 1)
    assert ledger.refresh() == 2


def test_reading_stops_between_batches_and_goes_on_later(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BATCH", 1)
    stop = threading.Event()
    stop.set()
    assert ledger.refresh(stop=stop) == 1
    assert ledger.refresh() == 1


def test_adding_a_file_reads_its_claims(tmp_path: Path) -> None:
    file = tmp_path / "papers.jsonl"
    file.write_text(MARLIN.model_dump_json(include={"title", "abstract"}) + "\n", encoding="utf-8")
    with Assistant.open(tmp_path / "new", settings=Settings()) as assistant:
        assistant.add(file)
    with Library.open(tmp_path / "new") as library:
        assert [it.quantity.value for it in library.claims.query(ClaimFilter())] == [2.8]


def test_background_work_reads_what_was_left(tmp_path: Path) -> None:
    with Library.open(tmp_path / "left") as library:
        library.add(Ingested(papers=(MARLIN,)), "f")
    with Assistant.open(tmp_path / "left", settings=Settings()) as assistant:
        assistant.start_indexing()
        deadline = time.monotonic() + 30
        while assistant.index_state().vectors < 1 and time.monotonic() < deadline:
            time.sleep(0.05)
    with Library.open(tmp_path / "left") as library:
        assert library.claims.count() == 1


def test_topic_chooses_papers_by_their_words(ledger: Ledger) -> None:
    assert values(ledger, ClaimFilter(), about="six bits") == [75, 1.33]
    assert values(ledger, ClaimFilter(), about="vineyard irrigation") == []
    assert values(ledger, ClaimFilter(papers=(MARLIN.id,)), about="six bits") == []


def test_question_chooses_the_named_papers_and_the_kind_of_figure(ledger: Ledger) -> None:
    rows = ledger.compare_about("How much faster is FlexQ?").rows
    assert [(row.title, row.claim.quantity.value) for row in rows] == [(FLEXQ.title, 1.33)]


def test_papers_are_compared_claim_by_claim(ledger: Ledger) -> None:
    comparison = ledger.compare_papers([MARLIN.id, FLEXQ.id])
    assert [row.claim.quantity.value for row in comparison.rows] == [2.8, 75, 1.33]
    assert [(pair.a, pair.b) for pair in comparison.pairs] == [(0, 1), (0, 2), (1, 2)]
    assert all(pair.reasons for pair in comparison.pairs)


def test_comparison_among_papers_looks_at_no_others(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    claims = [entry.claim for entry in ledger.entries(ClaimFilter())]
    whole = ledger.compare(claims)

    def refused(_: Ledger) -> list[Link]:
        raise AssertionError("All links were looked up.")

    monkeypatch.setattr(Ledger, "links", refused)
    assert ledger.compare_among(claims) == whole


def test_nothing_to_compare_has_no_rows(ledger: Ledger) -> None:
    assert ledger.compare_about("vineyard irrigation").rows == ()


def test_a_comparison_says_how_many_claims_it_leaves_out(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = ledger.compare_about("How much faster is FlexQ?")
    monkeypatch.setattr(module, "_ROWS", 1)
    part = ledger.compare_about("How much faster is FlexQ?")
    assert (whole.left_out, len(part.rows), part.left_out) == (0, 1, len(whole.rows) - 1)
