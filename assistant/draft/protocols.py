"""What drafting asks of the rest: search, claims, and the vectors of sentences."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.schema import Claim, ClaimFilter, Comparison, Hit, LedgerEntry, Paper, Relevant


class Library(Protocol):
    """The papers that a draft is written from."""

    def search(self, query: str, *, k: int = 10, scope: Collection[str] | None = None) -> list[Hit]:
        """Return at most ``k`` papers for a query, best first."""
        ...

    def judge(
        self, topic: str, /, *, scope: Collection[str] | None = None, also: Sequence[Paper] = ()
    ) -> list[Relevant]:
        """Return papers with how likely they belong to a topic, and how well each of their sentences fits."""
        ...

    def nearness(self, topic: str, scope: Collection[str] | None = None, /) -> float:
        """Return how near the nearest paper comes to a topic, from 0 to 2."""
        ...

    def papers(self, ids: Sequence[str], /) -> Mapping[str, Paper]:
        """Return the papers with these ids; unknown ones are left out."""
        ...

    def size(self) -> int:
        """Return how many papers the library holds."""
        ...

    def frequency(self, words: Sequence[str], /) -> Sequence[int]:
        """Return for each word in how many papers it occurs."""
        ...

    def rows(self, papers: Sequence[Paper], /) -> Mapping[str, NDArray[np.float32]]:
        """Return the vectors of the sentences of papers that have them, by paper id."""
        ...


class Claims(Protocol):
    """The figures that the papers claim."""

    def entries(self, wanted: ClaimFilter) -> list[LedgerEntry]:
        """Return the claims that fit."""
        ...

    def compare_among(self, claims: Sequence[Claim]) -> Comparison:
        """Set claims side by side, in the given order, with the links between their papers."""
        ...
