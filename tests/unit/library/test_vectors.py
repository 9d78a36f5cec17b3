from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.library import Library


def some_vectors(count: int, *, seed: int = 0) -> dict[str, NDArray[np.float32]]:
    rows = np.random.default_rng(seed).standard_normal((count, 8)).astype(np.float32)
    return {f"{seed}-{number}": row for number, row in enumerate(rows)}


def test_vectors_come_back_bit_for_bit(library: Library) -> None:
    given = {"a": np.array([0.1, -0.0, np.inf, 1e-45], dtype=np.float32)}
    library.vectors.put("model", given)
    found = library.vectors.get("model", ["a"])["a"]
    assert found.dtype == np.float32
    assert found.tobytes() == given["a"].tobytes()


def test_more_hashes_than_one_statement_takes(library: Library) -> None:
    given = some_vectors(1201)
    library.vectors.put("model", given)
    found = library.vectors.get("model", [*given, "unknown"])
    assert found.keys() == given.keys()
    assert all(np.array_equal(found[key], given[key]) for key in given)


def test_known_vectors_are_told_with_their_length(library: Library) -> None:
    given = some_vectors(1201)
    library.vectors.put("model", given)
    assert library.vectors.known("model", [*given, "unknown"]) == dict.fromkeys(given, 8)
    assert library.vectors.known("another", list(given)) == {}


def test_embedders_do_not_see_each_others_vectors(library: Library) -> None:
    library.vectors.put("one", some_vectors(2))
    assert library.vectors.get("two", ["0-0"]) == {}
    assert (library.vectors.count("one"), library.vectors.count("two")) == (2, 0)


def test_vector_put_again_is_replaced(library: Library) -> None:
    library.vectors.put("model", {"a": np.zeros(2, dtype=np.float32)})
    library.vectors.put("model", {"a": np.ones(2, dtype=np.float32)})
    assert library.vectors.get("model", ["a"])["a"].tolist() == [1, 1]
    assert library.vectors.count("model") == 1


def test_nothing_to_put_or_get_is_fine(library: Library) -> None:
    library.vectors.put("model", {})
    assert library.vectors.get("model", []) == {}


def test_cleared_cache_is_empty(library: Library) -> None:
    library.vectors.put("model", some_vectors(3))
    library.vectors.clear()
    assert library.vectors.count("model") == 0


def test_vectors_survive_reopening(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        library.vectors.put("model", some_vectors(3))
    with Library.open(tmp_path) as library:
        assert library.vectors.count("model") == 3


def test_threads_write_and_read_at_once_without_loss(library: Library) -> None:
    def work(seed: int) -> bool:
        given = some_vectors(60, seed=seed)
        for key, vector in given.items():
            library.vectors.put("model", {key: vector})
            library.set_meta(f"last of {seed}", key)
        found = library.vectors.get("model", list(given))
        return all(np.array_equal(found[key], vector) for key, vector in given.items())

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(work, range(8)))
    assert library.vectors.count("model") == 480
