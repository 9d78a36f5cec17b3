"""Lists that belong together item by item: "1.8x and 1.3x over A and B, respectively"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise

from assistant.verify.reading import Figure, Reading, stems

_SEPARATOR = re.compile(r",? and |, | & ")
_RESPECTIVELY = re.compile(r"\brespectively\b", re.IGNORECASE)
_BESIDE = re.compile(r"(?<![\w-])(?=([A-Z][\w-]*)(?:,? and |, )([A-Z][\w-]*))")
_PLAIN_LIST = 3
"""Length from which two lists of equal length pair up without the word "respectively"."""
_LONGEST_ITEM = 4
"""Words of a listed name at most."""


@lru_cache(maxsize=4096)
def paired_names(sentence: Reading) -> Mapping[Figure, frozenset[str]]:
    """Return, for each figure of a list, the words of the name that the sentence pairs it with."""
    figures = _listed_figures(sentence)
    respectively = bool(_RESPECTIVELY.search(sentence.text))
    if len(figures) < (2 if respectively else _PLAIN_LIST):
        return {}
    start, end = figures[0].start, figures[-1].start + len(figures[-1].text)
    for part in (sentence.text[:start], sentence.text[end:]):
        names = _list_of(part, len(figures)) or (_scattered(part) if respectively else [])
        if len(names) == len(figures):
            return {figure: frozenset(stems(name)) for figure, name in zip(figures, names, strict=True)}
    return {}


def _listed_figures(sentence: Reading) -> list[Figure]:
    """Return the first run of at least two figures with nothing but separators between them."""
    run: list[Figure] = []
    for one, other in pairwise([figure for figure in sentence.figures if figure.quantity]):
        between = sentence.text[one.start + len(one.text) : other.start]
        if _SEPARATOR.fullmatch(between):
            run = [*(run or [one]), other]
        elif run:
            break
    return run


def _list_of(text: str, size: int) -> list[str]:
    """Return the items of the first list of names of this size; none when there is no such list."""
    chunks = _SEPARATOR.split(re.sub(r"[().;:]", " , ", text))
    for first in range(len(chunks) - size + 1):
        items = [chunk.split() for chunk in chunks[first : first + size]]
        named = [items[0][-1:], *items[1:-1], items[-1][:1]]
        if all(words and len(words) <= _LONGEST_ITEM and words[-1][:1].isupper() for words in named):
            return [" ".join(words) for words in named]
    return []


def _scattered(text: str) -> list[str]:
    """Return the names that stand beside another one: "like A and B, as well as C and D"."""
    pairs = _BESIDE.findall(text)
    return list(dict.fromkeys(name for pair in pairs for name in pair))
