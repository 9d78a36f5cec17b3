"""What any vector index must do, run over each one there is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.errors import StoreError
from assistant.index.chroma import ChromaVectors
from assistant.index.vectors import VectorIndex

DIMENSION = 16


def _open_chroma(folder: Path) -> VectorIndex:
    return ChromaVectors(folder / "chroma", embedder="test", dimension=DIMENSION)


@pytest.fixture(params=[_open_chroma], ids=["chroma"])
def opening(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], VectorIndex]:
    opener: Callable[[Path], VectorIndex] = request.param
    return lambda: opener(tmp_path)


@pytest.fixture
def index(opening: Callable[[], VectorIndex]) -> Iterator[VectorIndex]:
    index = opening()
    yield index
    index.close()


def _unit_rows(count: int, seed: int = 0) -> NDArray[np.float32]:
    rows = np.random.default_rng(seed).normal(size=(count, DIMENSION))
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def _fill(index: VectorIndex, vectors: NDArray[np.float32], per_paper: int = 1) -> list[str]:
    papers = [f"p{row // per_paper:04}" for row in range(len(vectors))]
    index.upsert([f"{paper}:{row % per_paper}" for row, paper in enumerate(papers)], vectors, papers)
    return papers


def _exact(
    vectors: NDArray[np.float32], papers: list[str], query: NDArray[np.float32], k: int
) -> list[tuple[str, float]]:
    best: dict[str, float] = {}
    for paper, cosine in zip(papers, vectors @ query, strict=True):
        best[paper] = max(best.get(paper, -1.0), float(cosine))
    return sorted(best.items(), key=lambda item: (-item[1], item[0]))[:k]


class TestVectorIndex:
    def test_empty_index_finds_nothing(self, index: VectorIndex) -> None:
        assert index.search(_unit_rows(1)[0], 5) == []
        assert index.ids() == set()

    @pytest.mark.parametrize("k", [1, 10, 100, 1000])
    def test_papers_are_ranked_exactly_by_their_closest_passage(self, index: VectorIndex, k: int) -> None:
        vectors = _unit_rows(600)
        papers = _fill(index, vectors, per_paper=3)
        for query in _unit_rows(5, seed=1):
            found = index.search(query, k)
            expected = _exact(vectors, papers, query, k)
            assert [name for name, _ in found] == [name for name, _ in expected]
            assert np.allclose([cosine for _, cosine in found], [cosine for _, cosine in expected], atol=1e-5)

    def test_paper_with_many_close_passages_does_not_crowd_out_others(self, index: VectorIndex) -> None:
        near, far = _unit_rows(2)
        crowd = near + 0.01 * _unit_rows(200, seed=3)
        index.upsert([f"a:{n}" for n in range(200)], crowd, ["a"] * 200)
        index.upsert(["b:0", "c:0"], np.stack([far, -far]), ["b", "c"])
        assert {name for name, _ in index.search(near, 3)} == {"a", "b", "c"}

    def test_scope_is_applied_before_k(self, index: VectorIndex) -> None:
        vectors = _unit_rows(300)
        papers = _fill(index, vectors)
        scope = set(papers[::7])
        query = _unit_rows(1, seed=2)[0]
        inside = [row for row, paper in enumerate(papers) if paper in scope]
        expected = _exact(vectors[inside], [papers[row] for row in inside], query, 10)
        assert [name for name, _ in index.search(query, 10, scope)] == [name for name, _ in expected]

    def test_empty_or_unknown_scope_finds_nothing(self, index: VectorIndex) -> None:
        _fill(index, _unit_rows(10))
        assert index.search(_unit_rows(1)[0], 5, set()) == []
        assert index.search(_unit_rows(1)[0], 5, {"unknown"}) == []

    def test_scope_of_forty_thousand_papers_is_taken(self, index: VectorIndex) -> None:
        vectors = _unit_rows(20)
        papers = _fill(index, vectors)
        scope = [f"other{n}" for n in range(40_000)] + papers
        assert len(index.search(vectors[3], 5, scope)) == 5
        assert index.search(vectors[3], 5, scope)[0][0] == papers[3]

    def test_equal_cosines_are_ordered_by_id(self, index: VectorIndex) -> None:
        row = _unit_rows(1)
        index.upsert(["b:0", "a:0", "c:0"], np.repeat(row, 3, axis=0), ["b", "a", "c"])
        assert [name for name, _ in index.search(row[0], 3)] == ["a", "b", "c"]

    def test_upsert_twice_keeps_the_last_vector_once(self, index: VectorIndex) -> None:
        first, second = _unit_rows(2)
        index.upsert(["a:0"], first[None], ["a"])
        index.upsert(["a:0"], second[None], ["a"])
        ((name, cosine),) = index.search(second, 5)
        assert name == "a"
        assert cosine == pytest.approx(1.0, abs=1e-5)

    def test_more_than_one_batch_is_stored(self, index: VectorIndex) -> None:
        _fill(index, _unit_rows(2500))
        assert len(index.ids()) == 2500

    def test_removed_papers_are_not_found(self, index: VectorIndex) -> None:
        vectors = _unit_rows(6)
        papers = _fill(index, vectors, per_paper=2)
        index.remove({papers[0], "unknown"})
        assert index.ids() == {papers[2], papers[4]}
        assert papers[0] not in dict(index.search(vectors[0], 5))

    def test_nothing_to_add_or_remove_is_harmless(self, index: VectorIndex) -> None:
        index.upsert([], np.zeros((0, DIMENSION), np.float32), [])
        index.remove(set())
        assert index.ids() == set()

    def test_cleared_index_is_empty_and_usable(self, index: VectorIndex) -> None:
        vectors = _unit_rows(5)
        papers = _fill(index, vectors)
        index.clear()
        assert index.ids() == set()
        assert index.search(vectors[0], 5) == []
        _fill(index, vectors)
        assert index.search(vectors[0], 1)[0][0] == papers[0]

    def test_vectors_outlive_the_process(self, opening: Callable[[], VectorIndex]) -> None:
        vectors = _unit_rows(50)
        first = opening()
        papers = _fill(first, vectors)
        before = first.search(vectors[7], 10)
        first.close()
        second = opening()
        assert second.search(vectors[7], 10) == before
        assert second.ids() == set(papers)
        second.close()

    def test_threads_share_an_index(self, index: VectorIndex) -> None:
        vectors = _unit_rows(40)

        def add_and_search(row: int) -> str:
            index.upsert([f"p{row}:0"], vectors[row : row + 1], [f"p{row}"])
            return index.search(vectors[row], 1)[0][0]

        with ThreadPoolExecutor(4) as pool:
            assert list(pool.map(add_and_search, range(40))) == [f"p{row}" for row in range(40)]

    def test_use_after_close_is_reported(self, opening: Callable[[], VectorIndex]) -> None:
        index = opening()
        index.close()
        with pytest.raises(StoreError):
            index.search(_unit_rows(1)[0], 1)
