"""Groups of papers that share a term: what a long answer is ordered by, in the papers' own words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.schema import Evidence, Paper
from assistant.text.asking import topic_words
from assistant.text.phrases import commonest_spelling, terms_of

FEWEST = 4
"""Papers below which there is nothing to group."""
_MOST_SHARE = 0.6
"""Share of the papers above which a term sets nothing apart."""


@dataclass(frozen=True)
class Theme:
    """Papers that share a term."""

    term: str
    """As most of them spell it."""
    keys: tuple[int, ...]
    """Evidence keys, in order."""


def themes_of(evidence: Sequence[Evidence], question: str) -> list[Theme]:
    """Return disjoint groups of at least two papers, by their first papers; a paper alone is in none."""
    left = {item.key: item.paper for item in evidence}
    if len(left) < FEWEST:
        return []
    asked = frozenset(topic_words(question))
    found: list[Theme] = []
    while theme := _best_theme(left, asked, len(evidence)):
        found.append(theme)
        left = {key: paper for key, paper in left.items() if key not in theme.keys}
    return sorted(found, key=lambda theme: theme.keys)


def _best_theme(left: dict[int, Paper], asked: frozenset[str], total: int) -> Theme | None:
    holders: defaultdict[tuple[str, ...], dict[int, float]] = defaultdict(dict)
    for key, paper in left.items():
        for stems, weight in terms_of(paper.title, paper.abstract or ""):
            if not asked.issuperset(stems):
                holders[stems][key] = weight
    fits = {
        stems: sum(keys.values())
        for stems, keys in holders.items()
        if 2 <= len(keys) <= max(2, _MOST_SHARE * total)
    }
    if not fits:
        return None
    best = max(fits, key=lambda stems: (fits[stems], stems))
    keys = tuple(sorted(holders[best]))
    return Theme(commonest_spelling(best, [_text(left[key]) for key in keys]), keys)


def _text(paper: Paper) -> str:
    return f"{paper.title}. {paper.abstract or ''}"
