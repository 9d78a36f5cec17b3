"""Keys by which a bibliography names papers: ``frantar2024marlin``."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import count, product
from string import ascii_lowercase

from assistant.schema import Paper
from assistant.text.folding import folded
from assistant.text.words import content_words

_LONGEST = 40
"""Most letters of a name or word; some programs stumble over the keys of made-up ones."""
_GENERATIONS = frozenset(["jr", "sr", "ii", "iii", "iv"])
# Letters that are not a plain letter with a mark.
_PLAIN = str.maketrans({"ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "æ": "ae", "œ": "oe", "ı": "i"})


def cite_keys(papers: Iterable[Paper]) -> dict[str, str]:
    """Return the key of each paper by its id: first author, year, first telling word of the title; in ASCII.

    Papers that would share a key are told apart by a, b, c in the order of their ids, so that the order in
    which they come changes no key. A key that a paper brings along from its user's own bibliography would be
    honoured here, and here only.
    """
    sharing: defaultdict[str, set[str]] = defaultdict(set)
    for paper in papers:
        sharing[_key(paper)].add(paper.id)
    keys: dict[str, str] = {}
    taken = set(sharing)
    for key, ids in sorted(sharing.items()):
        free = (f"{key}{suffix}" for suffix in _suffixes() if f"{key}{suffix}" not in taken)
        for id_ in sorted(ids):
            keys[id_] = key if len(ids) == 1 else next(free)
        taken.update(keys[id_] for id_ in ids)
    return keys


def _key(paper: Paper) -> str:
    words = [word for word in _ascii_words(folded(paper.title)) if content_words(word)]
    author = _family_name(paper.authors[0]) if paper.authors else ""
    first = author or (words.pop(0) if words else "paper")
    word = words[0] if words else ""
    return f"{first[:_LONGEST]}{paper.year or ''}{word[:_LONGEST]}"


def _family_name(author: str) -> str:
    """Return the family name as one word: what stands before a comma, else the last word."""
    family, comma, _ = author.partition(",")
    words = [word for word in _ascii_words(family) if word not in _GENERATIONS]
    return "".join(words if comma else words[-1:])


def _ascii_words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.translate(_PLAIN)).encode("ascii", "ignore").decode()
    return re.findall("[a-z0-9]+", plain.lower())


def _suffixes() -> Iterator[str]:
    """Yield a to z, then aa, ab and so on."""
    return ("".join(letters) for size in count(1) for letters in product(ascii_lowercase, repeat=size))
