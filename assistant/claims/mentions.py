"""Runs of words that spell a known name, however they are hyphenated, spaced or capitalised."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from assistant.claims.names import is_name, plain_key
from assistant.text.folding import folded

_WORD = re.compile(r"(?<![\w/@.])\w[\w^]*(?:[-.][\w^]+)*\+{0,2}(?:\(\))?(?:'s)?")
_ENDING = re.compile(r"(?:'s|-(?:based|style|like|only|aware))$")
_LONGEST = 5
"""Words of a name at most."""
_NEIGHBOUR_BEFORE = re.compile(r"[a-z),] ?(?:the |an? )?[A-Z][a-z]+ $")
_NEIGHBOUR_AFTER = re.compile(r" [A-Z][a-z]+")


@dataclass(frozen=True)
class Mention:
    """A name with this key at ``start:end`` of folded text, as ``printed`` there."""

    key: str
    start: int
    end: int
    printed: str


class Keys:
    """A set of name keys (see ``name_key``) in a form that is quick to look for."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._keys = frozenset(keys)
        self._starts = frozenset(key[:length] for key in self._keys for length in range(1, len(key) + 1))

    def find(self, text: str) -> Iterator[Mention]:
        """Yield the names in folded text, the longest at each place."""
        words = list(_WORD.finditer(text))
        done = 0
        for first, word in enumerate(words):
            if word.start() < done:
                continue
            found = None
            joined = ""
            for other in words[first : first + _LONGEST]:
                name = _ENDING.sub("", other.group())
                key = joined + plain_key(name)
                if key in self._keys:
                    end = other.start() + len(name)
                    found = Mention(key, word.start(), end, text[word.start() : end])
                joined += plain_key(other.group())
                if joined not in self._starts:
                    break
            if found:
                done = found.end
                yield found


def names_method(text: str, keys: Collection[str]) -> bool:
    """Tell whether a phrase names a method with one of these keys (see ``name_key``)."""
    return any(is_written_as_name(it.printed) for it in Keys(keys).find(folded(text)))


def is_written_as_name(printed: str) -> bool:
    """Tell whether a run of words has the capitals of a name."""
    return is_name(printed.split(maxsplit=1)[0]) or printed[0].isupper()


def in_longer_name(text: str, mention: Mention) -> bool:
    """Tell whether a plain word is part of somebody else's name: "Google Chrome", "Quad Bayer"."""
    if not mention.printed.istitle() or " " in mention.printed:
        return False
    before, after = text[max(0, mention.start - 40) : mention.start], text[mention.end : mention.end + 20]
    return bool(_NEIGHBOUR_BEFORE.search(before) or _NEIGHBOUR_AFTER.match(after))
