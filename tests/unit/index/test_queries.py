from __future__ import annotations

import threading

import numpy as np

from assistant.index.queries import QueryVectors
from tests.unit.index.small_library import WordEmbedder


def test_query_is_embedded_once(embedder: WordEmbedder) -> None:
    queries = QueryVectors(embedder)
    first, again = queries.embed("cats"), queries.embed("cats")
    assert np.array_equal(first, again)
    assert embedder.embedded == ["cats"]


def test_other_query_has_a_vector_of_its_own(embedder: WordEmbedder) -> None:
    queries = QueryVectors(embedder)
    assert not np.array_equal(queries.embed("cats"), queries.embed("dogs"))


def test_only_the_latest_queries_are_kept(embedder: WordEmbedder) -> None:
    queries = QueryVectors(embedder)
    for number in range(257):
        queries.embed(f"cats {number}")
    queries.embed("cats 256")
    assert len(embedder.embedded) == 257
    queries.embed("cats 0")
    assert embedder.embedded[-1] == "cats 0"


def test_several_threads_get_the_vector_of_their_own_query(embedder: WordEmbedder) -> None:
    queries, found = QueryVectors(embedder), dict[str, bool]()

    def ask(name: str) -> None:
        expected = WordEmbedder().embed([name])[0]
        found[name] = all(np.array_equal(queries.embed(name), expected) for _ in range(20))

    threads = [threading.Thread(target=ask, args=(name,)) for name in ("cats", "dogs", "fog", "mats")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert list(found.values()) == [True] * 4
