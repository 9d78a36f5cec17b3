"""Packs retrieved papers into a writer's context."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from assistant.schema import Evidence, Paper, ScoredSentence
from assistant.text.sentences import split_sentences

CountTokens = Callable[[str], int]


def pack_evidence(
    papers: Iterable[Paper],
    *,
    budget: int,
    count: CountTokens,
    scores: Mapping[str, tuple[ScoredSentence, ...]] | None = None,
) -> tuple[Evidence, ...]:
    """Offer papers in order until ``budget`` tokens are used; the first is cut to whole sentences if need be.

    A cut abstract is a prefix of the stored one, so that quotes taken from it keep their positions.
    """
    packed: list[Evidence] = []
    left = budget
    for paper in papers:
        fitted = paper if packed else _cut(paper, left, count)
        size = count(_offered(fitted))
        if size > left and packed:
            continue
        sentences = (scores or {}).get(paper.id, ())
        packed.append(Evidence(key=len(packed) + 1, paper=fitted, sentences=sentences))
        left -= size
    return tuple(packed)


def _offered(paper: Paper) -> str:
    return f"{paper.title}\n{paper.abstract or ''}"


def _cut(paper: Paper, budget: int, count: CountTokens) -> Paper:
    if paper.abstract is None or count(_offered(paper)) <= budget:
        return paper
    left = budget - count(paper.title)
    end = 0
    for span in split_sentences(paper.abstract):
        left -= count(paper.abstract[span.start : span.end])
        if left < 0:
            break
        end = span.end
    return paper.model_copy(update={"abstract": paper.abstract[:end] or None})
