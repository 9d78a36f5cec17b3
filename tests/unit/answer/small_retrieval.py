"""Retrieval over a few papers whose probabilities a test decides; sentences are scored by shared words."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from assistant.schema import Hit, Paper, Relevant, ScoredSentence
from assistant.text.asking import topic_words
from assistant.text.sentences import split_sentences
from assistant.text.words import content_words

LIKELY = 0.9


class SmallRetrieval:
    """Finds all its papers for every query, in the given order."""

    problem: str | None = None

    def __init__(self, *papers: Paper, likely: Mapping[str, float] | None = None) -> None:
        self._papers = papers
        self._likely = likely or {}
        """Probabilities by the first letter of an id; ``LIKELY`` where none is given."""
        self.judged: list[str] = []

    def search(self, query: str, *, k: int = 10, scope: Collection[str] | None = None) -> list[Hit]:
        found = [paper for paper in self._papers if scope is None or paper.id in scope]
        return [Hit(paper=paper, score=1 / rank) for rank, paper in enumerate(found[:k], start=1)]

    def judge(
        self, question: str, *, scope: Collection[str] | None = None, also: Sequence[Paper] = ()
    ) -> list[Relevant]:
        self.judged.append(question)
        found = [hit.paper for hit in self.search(question, k=60, scope=scope)]
        judged = [
            Relevant(
                paper=paper,
                probability=self._likely.get(paper.id[0], LIKELY),
                sentences=scored(paper, question),
            )
            for paper in found
        ]
        return sorted(judged, key=lambda one: -one.probability)

    def papers(self, ids: Sequence[str]) -> Mapping[str, Paper]:
        return {paper.id: paper for paper in self._papers if paper.id in ids}


def scored(paper: Paper, question: str) -> tuple[ScoredSentence, ...]:
    """Score each sentence by the share of the question's words that it holds."""
    abstract = paper.abstract or ""
    asked = topic_words(question)
    return tuple(
        ScoredSentence(
            start=span.start,
            end=span.end,
            score=len(asked.keys() & set(content_words(abstract[span.start : span.end])))
            / max(1, len(asked)),
        )
        for span in split_sentences(abstract)
    )
