from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import pytest

from assistant.errors import ConfigurationError, ModelError
from assistant.index.index import Index
from assistant.index.minilm import MiniLM
from assistant.library import Library
from assistant.retrieve import Retriever
from assistant.schema import Hit, Ingested, Paper
from assistant.text.folding import paper_id


class Ranked:
    """An index whose two rankings are given."""

    def __init__(self, by_words: Sequence[str], by_meaning: Sequence[str] | Exception = ()) -> None:
        self.by_words = by_words
        self.by_meaning = by_meaning
        self.depths: list[int] = []

    def search_text(
        self, _query: str, k: int, scope: Collection[str] | None = None
    ) -> list[tuple[str, float]]:
        self.depths.append(k)
        return self._within(self.by_words, scope)

    def search_vectors(
        self, _query: str, _k: int, scope: Collection[str] | None = None
    ) -> list[tuple[str, float]]:
        if isinstance(self.by_meaning, Exception):
            raise self.by_meaning
        return self._within(self.by_meaning, scope)

    def _within(self, names: Sequence[str], scope: Collection[str] | None) -> list[tuple[str, float]]:
        return [(name, 1.0) for name in names if scope is None or name in scope]


def _papers(names: Sequence[str]) -> dict[str, Paper]:
    return {name: Paper(id=name, title=f"Title of {name}") for name in names if name != "stranger"}


def _ids(hits: Sequence[Hit]) -> list[str]:
    return [hit.paper.id for hit in hits]


def test_rankings_are_fused_and_ranks_are_told() -> None:
    hits = Retriever(Ranked("abc", "cd"), _papers).search("query")
    assert _ids(hits) == ["c", "a", "b", "d"]
    assert [(hit.lexical_rank, hit.dense_rank) for hit in hits] == [(3, 1), (1, None), (2, None), (None, 2)]
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_ties_are_broken_by_id() -> None:
    assert _ids(Retriever(Ranked("ba", "ab"), _papers).search("query")) == ["a", "b"]


def test_k_limits_hits_but_not_what_is_fused() -> None:
    index = Ranked("abcd", "dcba")
    assert len(Retriever(index, _papers).search("query", k=2)) == 2
    assert index.depths == [100]
    Retriever(index, _papers).search("query", k=500)
    assert index.depths[-1] == 1000


def test_scope_is_passed_on() -> None:
    assert _ids(Retriever(Ranked("abc", "cb"), _papers).search("query", scope={"b", "c"})) == ["b", "c"]


@pytest.mark.parametrize(
    ("query", "k", "scope"), [("", 5, None), (" \n", 5, None), ("query", 0, None), ("query", 5, ())]
)
def test_nothing_asked_finds_nothing(query: str, k: int, scope: Collection[str] | None) -> None:
    index = Ranked("abc", "abc")
    assert Retriever(index, _papers).search(query, k=k, scope=scope) == []
    assert index.depths == []


def test_exact_title_comes_first_however_it_is_spelled() -> None:
    index = Ranked("abcde", "abcdf")
    assert _ids(Retriever(index, _papers).search("title  of E", k=1)) == ["e"]


def test_paper_that_left_the_library_is_left_out() -> None:
    assert _ids(Retriever(Ranked(["stranger", "a"], ["stranger"]), _papers).search("query")) == ["a"]


@pytest.mark.parametrize(
    "error", [ModelError("The server is away."), ConfigurationError("Another embedder.")]
)
def test_words_alone_are_used_when_meaning_fails_and_the_reason_is_kept(error: Exception) -> None:
    index = Ranked("ab", error)
    retriever = Retriever(index, _papers)
    assert _ids(retriever.search("query")) == ["a", "b"]
    assert retriever.problem == str(error)
    index.by_meaning = "b"
    assert _ids(retriever.search("query")) == ["b", "a"]
    assert retriever.problem is None


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Retriever]:
    """A retriever over a real library with the embedded encoder."""
    texts = {
        "Feline behaviour at night": "Domestic cats hunt rodents after dark.",
        "Vehicles in winter": "An automobile needs other tyres on snow.",
        "Kernels for 4-bit weights": "Serving large models becomes faster on GPUs.",
        "Garden plants": "Roses need pruning in spring.",
    }
    papers = [Paper(id=paper_id(title, text), title=title, abstract=text) for title, text in texts.items()]
    with Library.open(Path(tmp_path_factory.mktemp("retriever"))) as library:
        library.add(Ingested(papers=tuple(papers)), "papers.txt")
        index = Index.open(library.folder, library=library, embedder=MiniLM())
        index.sync_vectors()
        yield Retriever(index, library.get_many)
        index.close()


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("which car tires are good in cold weather", "Vehicles in winter"),
        ("pets chasing mice", "Feline behaviour at night"),
        ("quantized inference", "Kernels for 4-bit weights"),
        ("garden plants", "Garden plants"),
    ],
)
def test_real_indexes_find_by_meaning(real: Retriever, query: str, title: str) -> None:
    assert real.search(query)[0].paper.title == title


def test_same_query_gives_the_same_hits(real: Retriever) -> None:
    assert real.search("cars and cats") == real.search("cars and cats")
