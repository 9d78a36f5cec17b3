"""Names for groups of papers, in the words that they share and others do not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache

from assistant.schema import Paper
from assistant.text.asking import topic_words
from assistant.text.phrases import commonest_spelling, terms_of

UNNAMED = "Further work"
_OUTSIDE = 0.7
"""What each paper outside of a group that holds a term takes from it, as a share of one inside."""
_JOINED = 2
"""Terms that together name a group which shares none."""

_TITLED = 2.0
"""Weight from which on a term stands in a title."""

_Term = tuple[str, ...]


def named(groups: Sequence[Sequence[Paper]], topic: str) -> list[str]:
    """Return a title for each group: the term that most of its papers and few others hold; none twice.

    Terms made of the topic's own words set nothing apart. A group that shares no term is named after those of
    two of its papers, those without any are `UNNAMED`, the second of them with a number.
    """
    asked = frozenset(topic_words(topic))
    held = Counter(term for group in groups for paper in group for term in _terms(paper))
    free = {term: count for term, count in held.items() if not asked.issuperset(term)}
    titles: list[str] = []
    for group in groups:
        terms = _shared(group, free) or _joined(group, free)
        free = {term: count for term, count in free.items() if not _overlaps(term, terms)}
        titles.append(_title(terms, group) if terms else _unnamed(titles))
    return titles


def _unnamed(titles: Sequence[str]) -> str:
    before = sum(title.startswith(UNNAMED) for title in titles)
    return f"{UNNAMED} {before + 1}" if before else UNNAMED


def _shared(group: Sequence[Paper], free: Mapping[_Term, int]) -> list[_Term]:
    """Return the best term that several papers of a group hold, none for a single paper."""
    inside = Counter(term for paper in group for term in _terms(paper) if term in free)
    scores = {term: _score(term, group, inside, free) for term, count in inside.items() if count > 1}
    return [max(scores, key=lambda term: (scores[term], term))] if scores else []


def _score(
    term: _Term, group: Sequence[Paper], inside: Mapping[_Term, int], free: Mapping[_Term, int]
) -> float:
    weight = sum(_terms(paper).get(term, 0.0) for paper in group) * inside[term] / len(group)
    return weight * (1 - _OUTSIDE * (free[term] - inside[term]) / free[term])


def _joined(group: Sequence[Paper], free: Mapping[_Term, int]) -> list[_Term]:
    """Return the weightiest terms of the first papers of a group that have any, one each."""
    best: dict[_Term, float] = {}
    for paper in group:
        own = {term: weight for term, weight in _terms(paper).items() if term in free}
        if own:
            term = max(own, key=lambda term: (own[term], -free[term], term))
            best.setdefault(term, own[term])
    return [term for term in best if best[term] >= _TITLED][:_JOINED] or list(best)[:1]


def _overlaps(term: _Term, taken: Sequence[_Term]) -> bool:
    return any(set(term) <= set(other) or set(other) <= set(term) for other in taken)


@cache
def _terms_of(title: str, abstract: str) -> Mapping[_Term, float]:
    return dict(terms_of(title, abstract))


def _terms(paper: Paper) -> Mapping[_Term, float]:
    return _terms_of(paper.title, paper.abstract or "")


def _title(terms: Sequence[_Term], group: Sequence[Paper]) -> str:
    texts = [f"{paper.title}. {paper.abstract or ''}" for paper in group]
    title = " and ".join(commonest_spelling(term, texts) for term in terms)
    return title[:1].upper() + title[1:]
