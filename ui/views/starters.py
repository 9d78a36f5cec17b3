"""First questions, made from what the library holds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from assistant.schema import Paper

COMMONPLACE = 0.15
"""A phrase in more than this share of the titles says nothing about any of them."""

_NAMED = re.compile(r"^([^\s:]{2,24}): ")
_BETWEEN_PHRASES = re.compile(
    r"[^\w\s-]|\b(?:a|an|the|and|or|of|in|on|at|as|to|by|for|from|with|without|via|using|through|towards?|is|are|can)\b",
    re.IGNORECASE,
)


def starter_questions(papers: Sequence[Paper], count: int = 3) -> list[str]:
    """Return up to ``count`` questions that the abstracts can answer: common topics, then a method.

    The same library always gives the same questions; one without abstracts gives none.
    """
    readable = [paper for paper in papers if paper.abstract]
    topics = [f"What do these papers report about {topic}?" for topic in _topics(readable)]
    methods = [f"What does {name} achieve?" for name in _names(readable)]
    return [*topics[: count - 1], *methods, *topics[count - 1 :]][:count]


def starter_topics(papers: Sequence[Paper], count: int = 3) -> list[str]:
    """Return up to ``count`` topics that several titles of readable papers share, most common first."""
    return _topics([paper for paper in papers if paper.abstract])[:count]


def _topics(papers: Sequence[Paper]) -> list[str]:
    """Return the two-word phrases that several titles share, most common first."""
    shared = Counter(phrase for paper in papers for phrase in _phrases(paper.title))
    most = max(2, int(COMMONPLACE * len(papers)))
    common = sorted((-times, phrase) for phrase, times in shared.items() if 1 < times <= most)
    return [phrase for _, phrase in common]


def _phrases(title: str) -> set[str]:
    """Return the last two words of each phrase of a title, where English has the noun."""
    ends = (phrase.lower().split()[-2:] for phrase in _BETWEEN_PHRASES.split(title))
    return {" ".join(words) for words in ends if len(words) == 2 and all(len(word) > 3 for word in words)}


def _names(papers: Iterable[Paper]) -> list[str]:
    """Return method names given as ``Name: what it is`` whose abstract states a number about them."""
    found = ((_NAMED.match(paper.title), paper.abstract or "") for paper in papers)
    return [
        named[1] for named, abstract in found if named and named[1] in abstract and re.search(r"\d", abstract)
    ]
