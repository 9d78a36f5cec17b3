from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from assistant.errors import ModelError
from assistant.index.index import Index
from assistant.index.worker import IndexWorker
from assistant.library import Library
from assistant.schema import Ingested
from tests.unit.index.small_library import WordEmbedder, make_paper


@pytest.fixture
def worker(index: Index) -> Iterator[IndexWorker]:
    worker = IndexWorker(index)
    yield worker
    worker.stop()


def test_nothing_is_embedded_before_start(worker: IndexWorker, embedder: WordEmbedder) -> None:
    worker.wake()
    assert worker.wait(1)
    assert embedder.embedded == []


def test_woken_worker_embeds_in_the_background(worker: IndexWorker, index: Index) -> None:
    worker.start()
    worker.wake()
    assert worker.wait(20)
    assert index.state().vectors == 5


def test_first_search_after_a_round_finds_everything_loaded(
    worker: IndexWorker, embedder: WordEmbedder
) -> None:
    worker.start()
    worker.wake()
    assert worker.wait(20)
    assert embedder.embedded[-1] == "warm up"


def test_papers_added_during_a_round_are_embedded_by_the_next(
    worker: IndexWorker, index: Index, library: Library, embedder: WordEmbedder
) -> None:
    whales = make_paper("Whales in gales", "Whales sing.")
    embedding = threading.Event()
    added = threading.Event()
    embedder.before = lambda: (embedding.set(), added.wait(10))
    worker.start()
    worker.wake()
    assert embedding.wait(10)
    library.add(Ingested(papers=(whales,)), "more.txt")
    worker.wake()
    added.set()
    assert worker.wait(20)
    assert index.state().vectors == 6


def test_failure_is_kept_until_a_round_succeeds(
    worker: IndexWorker, index: Index, embedder: WordEmbedder
) -> None:
    def fail() -> None:
        raise ModelError("The embedding server is away.", retryable=True)

    embedder.before = fail
    worker.start()
    worker.wake()
    assert worker.wait(20)
    assert str(worker.error) == "The embedding server is away."
    embedder.before = lambda: None
    worker.wake()
    assert worker.wait(20)
    assert worker.error is None
    assert index.state().vectors == 5


def test_stop_ends_within_a_second_and_keeps_what_was_done(
    worker: IndexWorker, index: Index, embedder: WordEmbedder
) -> None:
    embedding = threading.Event()
    embedder.before = lambda: (embedding.set(), time.sleep(0.1))
    worker.start()
    worker.wake()
    assert embedding.wait(10)
    started = time.monotonic()
    worker.stop()
    assert time.monotonic() - started < 1
    assert index.state().vectors == 4


def test_wait_says_when_time_is_up(worker: IndexWorker, embedder: WordEmbedder) -> None:
    release = threading.Event()
    embedder.before = lambda: release.wait(10)
    worker.start()
    worker.wake()
    assert not worker.wait(0.05)
    release.set()
    assert worker.wait(20)


def test_idle_or_unstarted_worker_stops_at_once(index: Index) -> None:
    idle = IndexWorker(index)
    idle.start()
    for worker in (idle, IndexWorker(index)):
        started = time.monotonic()
        worker.stop()
        assert time.monotonic() - started < 1
