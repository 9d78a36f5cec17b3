"""Which papers a question means: those whose method it names, or those that are about its topic."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from assistant.claims.mentions import names_method
from assistant.claims.names import method_names, name_key
from assistant.schema import Paper
from assistant.text.folding import folded
from assistant.text.words import content_words

_ABOUT = 2
"""How often a paper that is about a topic uses each of its words; a title counts that much at once."""
_ALTERNATIVES = re.compile(r"\bor\b|\band\b|/|,")
_GENERIC = frozenset(
    content_words("paper model method system approach technique new recent large language LLM")
)


def names_of(paper: Paper) -> tuple[str, ...]:
    """Return the names of a paper's method in its own spelling, that of the title first."""
    return _names(paper.id, paper.title, paper.abstract)


def label_of(paper: Paper) -> str | None:
    """Return the name under which sentences speak of a paper's method, ``None`` when it gives none."""
    return next(iter(names_of(paper)), None)


def named_in(text: str, papers: Iterable[Paper]) -> list[Paper]:
    """Return the papers whose method a text names, in the order in which it does."""
    found = [(_place(text, paper), paper) for paper in papers if _is_named(text, paper)]
    return [paper for _, paper in sorted(found, key=lambda one: one[0])]


def about(topic: str, papers: Sequence[Paper]) -> list[Paper]:
    """Return the papers that are about a topic, in the given order; "or" and commas give a choice."""
    wanted = [words for part in _ALTERNATIVES.split(topic) if (words := _words(part) - _GENERIC)]
    return [
        paper
        for paper in papers
        if not wanted or any(words <= _themes(paper.title, paper.abstract or "") for words in wanted)
    ]


def _is_named(text: str, paper: Paper) -> bool:
    names = names_of(paper)
    return bool(names) and names_method(text, {name_key(name) for name in names})


def _place(text: str, paper: Paper) -> int:
    plain = folded(text).lower()
    places = [plain.find(name.lower()) for name in names_of(paper)]
    return min((place for place in places if place >= 0), default=len(plain))


def _words(text: str) -> frozenset[str]:
    return frozenset(content_words(text))


@lru_cache(maxsize=4096)
def _names(id_: str, title: str, abstract: str | None) -> tuple[str, ...]:
    return method_names(Paper(id=id_, title=title, abstract=abstract))


@lru_cache(maxsize=4096)
def _themes(title: str, abstract: str) -> frozenset[str]:
    """Return the words that a title holds or an abstract repeats."""
    counts = Counter(content_words(abstract))
    return _words(title) | {word for word, count in counts.items() if count >= _ABOUT}
