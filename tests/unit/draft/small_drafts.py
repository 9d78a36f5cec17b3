"""A library of a few papers as drafting sees it, and drafts of a few sentences."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.schema import (
    Citation,
    Claim,
    ClaimFilter,
    Comparison,
    Draft,
    DraftTheme,
    LedgerEntry,
    Outline,
    Paper,
    Paragraph,
    Statement,
)
from assistant.text.words import content_words
from tests.unit.answer.small_retrieval import SmallRetrieval

TOPIC = "cache eviction"


def paper(letter: str, title: str, abstract: str | None = None, authors: tuple[str, ...] = ()) -> Paper:
    return Paper(id=letter * 16, title=title, abstract=abstract, authors=authors)


ALPHA = paper(
    "a",
    "AlphaCache: Eviction of Entries",
    "Caches grow without end. We propose AlphaCache, a novel cache eviction policy for long contexts. "
    "Experiments show that AlphaCache is up to 2.5x faster than BetaCache on average.",
)
BETA = paper(
    "b",
    "BetaCache: Eviction of Blocks",
    "We introduce BetaCache, a new cache eviction method that evicts blocks. It keeps 20% of the entries.",
)
GAMMA = paper(
    "c",
    "Sharding of gradient buffers",
    "In this paper, we study gradient buffers of large clusters. Our method saves 30% of memory.",
    authors=("Xiao, Guangxuan", "Ji Lin", "Li, Ming"),
)
DELTA = paper(
    "d",
    "Merging of gradient buffers",
    "This paper presents a scheme that merges gradient buffers. We find that merging costs 5 ms per step.",
    authors=("Ann Author", "Bo Writer"),
)
BARE = paper("e", "Cache eviction in brief")
PAPERS = (ALPHA, BETA, GAMMA, DELTA, BARE)


class SmallLibrary(SmallRetrieval):
    """Papers without vectors unless some are given."""

    def __init__(
        self,
        *papers: Paper,
        likely: Mapping[str, float] | None = None,
        vectors: Mapping[str, NDArray[np.float32]] | None = None,
    ) -> None:
        super().__init__(*papers, likely=likely)
        self._words = [set(content_words(f"{one.title} {one.abstract or ''}")) for one in papers]
        self._vectors = vectors or {}

    def nearness(self, topic: str, scope: Collection[str] | None = None) -> float:
        """Twice the largest share of the topic's words that one paper holds."""
        asked = set(content_words(topic))
        return max((2 * len(asked & held) / max(1, len(asked)) for held in self._words), default=0.0)

    def size(self) -> int:
        return len(self._words)

    def frequency(self, words: Sequence[str]) -> Sequence[int]:
        return [sum(word in held for held in self._words) for word in words]

    def rows(self, papers: Sequence[Paper]) -> Mapping[str, NDArray[np.float32]]:
        return {one.id: self._vectors[one.id] for one in papers if one.id in self._vectors}


class NoClaims:
    """A ledger in which nothing stands."""

    def entries(self, wanted: ClaimFilter) -> list[LedgerEntry]:
        return []

    def compare_among(self, claims: Sequence[Claim]) -> Comparison:
        raise AssertionError("There is nothing to compare.")


def outline(**themes: str) -> Outline:
    """An outline with the papers of each theme by the first letters of their ids."""
    made = [
        DraftTheme(title=title, papers=tuple(letter * 16 for letter in letters))
        for title, letters in themes.items()
    ]
    return Outline(topic=TOPIC, themes=tuple(made))


def shape(one: Outline) -> dict[str, str]:
    return {theme.title: "".join(id_[0] for id_ in theme.papers) for theme in one.themes}


def said(text: str, *cited: Paper, markers: Sequence[int] = (), verdict: str = "supported") -> Statement:
    """A statement that cites papers by the given numbers, else by 1, 2 and so on."""
    numbers = markers or range(1, len(cited) + 1)
    citations = [
        Citation(marker=number, paper_id=one.id, title=one.title, quote="", start=0, end=0)
        for number, one in zip(numbers, cited, strict=True)
    ]
    return Statement.model_validate({"text": text, "verdict": verdict, "citations": citations})


def drafted(*statements: Statement, theme: str = "Eviction") -> Draft:
    return Draft(topic=TOPIC, paragraphs=(Paragraph(theme=theme, statements=statements),))
