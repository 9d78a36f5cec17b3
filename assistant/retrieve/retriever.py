"""From a query to papers: by words, by meaning, and both fused."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Protocol

from assistant.errors import AssistantError
from assistant.retrieve.fusion import reciprocal_rank_fusion
from assistant.schema import Hit, Paper
from assistant.text.folding import folded

_DEPTH = 100
"""Papers that each ranking contributes, at least."""


class Searchable(Protocol):
    """The two rankings that are fused."""

    def search_text(
        self, query: str, k: int, /, scope: Collection[str] | None = None
    ) -> list[tuple[str, float]]:
        """Return paper ids and scores by words, best first."""
        ...

    def search_vectors(
        self, query: str, k: int, /, scope: Collection[str] | None = None
    ) -> list[tuple[str, float]]:
        """Return paper ids and scores by meaning, best first."""
        ...


class Retriever:
    """Finds papers by words and by meaning; by words alone while the vectors cannot be used.

    The same library, vectors and query give the same papers in the same order.
    """

    def __init__(self, index: Searchable, papers: Callable[[Sequence[str]], Mapping[str, Paper]]) -> None:
        self._index = index
        self._papers = papers
        self.problem: str | None = None
        """Why the last search went by words alone; ``None`` when it did not."""

    def search(self, query: str, *, k: int = 10, scope: Collection[str] | None = None) -> list[Hit]:
        """Return at most ``k`` papers, best first, only from ``scope`` when given.

        Any text is a query; one without a word finds nothing. A paper whose title is the query comes first.
        """
        if k < 1 or not query.strip() or (scope is not None and not scope):
            return []
        depth = max(_DEPTH, 2 * k)
        lexical = _ids(self._index.search_text(query, depth, scope))
        cosines = self._by_meaning(query, depth, scope)
        dense = list(cosines)
        papers = self._papers(list(dict.fromkeys([*lexical, *dense])))
        titled = _titled(query, lexical, papers)
        # Two votes for a title: no other paper can have more.
        fused = reciprocal_rank_fusion([lexical, dense, titled, titled])
        ranks = _ranks(dense), _ranks(lexical)
        hits = (
            Hit(
                paper=papers[name],
                score=score,
                cosine=cosines.get(name),
                dense_rank=ranks[0].get(name),
                lexical_rank=ranks[1].get(name),
            )
            for name, score in fused
            # An index may be a moment behind the library.
            if name in papers
        )
        return list(hits)[:k]

    def _by_meaning(self, query: str, depth: int, scope: Collection[str] | None) -> dict[str, float]:
        """Return cosines by paper id, best first."""
        try:
            found = self._index.search_vectors(query, depth, scope)
        except AssistantError as exc:
            self.problem = str(exc)
            return {}
        self.problem = None
        return dict(found)


def _ids(found: Sequence[tuple[str, float]]) -> list[str]:
    return [name for name, _ in found]


def _ranks(names: Sequence[str]) -> dict[str, int]:
    return {name: rank for rank, name in enumerate(names, start=1)}


def _titled(query: str, names: Sequence[str], papers: Mapping[str, Paper]) -> list[str]:
    """Return the papers whose title is the query, however it is spelled."""
    asked = folded(query).casefold()
    return [name for name in names if name in papers and folded(papers[name].title).casefold() == asked]
