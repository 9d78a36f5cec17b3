"""Finds the paper of a library that an entry of a bibliography, or a printed reference, stands for."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from assistant.schema import Paper
from assistant.text.folding import folded

_NEAR: Final = 0.6
"""Share of the words of both titles from which one may have been meant for the other."""
_PART: Final = 3
"""Words from which a title that stands whole in another one may be the same, its subtitle left out."""
_SHORTEST: Final = 12
"""Characters of a title that is looked for within a printed reference."""


class Matcher:
    """Looks up papers by DOI, arXiv number and title, each spelled in whatever way."""

    def __init__(self, papers: Sequence[Paper]) -> None:
        self._by_id: dict[str, Paper] = {}
        self._by_title: dict[str, Paper] = {}
        self._by_word: defaultdict[str, list[int]] = defaultdict(list)
        self._papers = papers
        for number, paper in enumerate(papers):
            for name in _identifiers(paper):
                self._by_id.setdefault(name, paper)
            self._by_title.setdefault(_spelled(paper.title), paper)
            for word in set(_spelled(paper.title).split()):
                self._by_word[word].append(number)

    def find(self, wanted: Paper) -> Paper | None:
        """Return the paper with the same DOI, arXiv number or title; ``None`` when there is none."""
        found = next((self._by_id[name] for name in _identifiers(wanted) if name in self._by_id), None)
        return found or self._by_title.get(_spelled(wanted.title))

    def find_printed(self, reference: str) -> Paper | None:
        """Return the paper with the longest title that stands in a printed reference."""
        text = f" {_spelled(reference)} "
        titles = [
            title for title in self._near(text.split()) if len(title) >= _SHORTEST and f" {title} " in text
        ]
        longest = max(titles, key=len, default=None)
        return self._by_title[longest] if longest else None

    def near(self, title: str) -> str | None:
        """Return the title of a paper that may have been meant."""
        wanted = set(_spelled(title).split())
        scored = [(_likeness(wanted, set(near.split())), near) for near in self._near(wanted)]
        share, best = max(scored, default=(0.0, ""))
        return self._by_title[best].title if share >= _NEAR else None

    def _near(self, words: Iterable[str]) -> list[str]:
        """Return the titles that share most of their words with these."""
        shared = Counter(number for word in set(words) for number in self._by_word.get(word, ()))
        titles = {_spelled(self._papers[number].title): count for number, count in shared.items()}
        return [
            title
            for title, count in titles.items()
            if 2 * count >= min(len(set(title.split())), len(set(words)))
        ]


def _identifiers(paper: Paper) -> list[str]:
    names = [f"doi:{paper.doi.casefold().rstrip('.')}"] if paper.doi else []
    if paper.arxiv_id:
        names.append(f"arxiv:{re.sub(r'v[0-9]+$', '', paper.arxiv_id.casefold())}")
    return names


def _spelled(title: str) -> str:
    return " ".join(re.findall(r"\w+", folded(title).casefold()))


def _likeness(one: set[str], other: set[str]) -> float:
    shorter = min(len(one), len(other))
    common = len(one & other)
    if shorter >= _PART and common == shorter:
        return 1.0
    return common / max(len(one | other), 1)
