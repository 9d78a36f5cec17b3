"""Every word of a text in order, with the key by which two texts are aligned."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.text.folding import folded
from assistant.text.quantities import COUNT
from assistant.verify.reading import Figure, read, stems

NUMBER = "#"
"""Key of every figure: whether it is the right one is checked elsewhere."""
COUNTS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]
"""Counts that are written as words as often as in digits."""

_JOINED = "pre|post|fine|non|un|multi|semi|co|re|sub|super|anti|over|under|inter|intra|in|out|off|on"
_COMPOUND_NAME = r"(?=[\w-]*[A-Z][a-z]*[A-Z])[A-Z]\w*(?:-[A-Z]\w*)+"
"""Parts that are all capitalised, one of them more than once: V-JEPA, but neither LSTM-based nor Fine-Grained."""
_TOKEN = re.compile(rf"{_COMPOUND_NAME}|(?i:(?:(?:{_JOINED})-)?[^\W_]+(?:'(?!s\b)[a-z]+)?)")
_EDGES = frozenset(",;:()")
_CONJUNCTIONS = frozenset(["but", "while", "whereas", "although", "though", "because", "since"])


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a name or a figure at ``start`` of the folded text."""

    start: int
    text: str
    key: str
    """What spellings and inflections of one word share."""
    telling: bool
    """True for words that carry meaning, and for names."""
    name: bool
    opens: bool
    """True when a clause begins here."""

    @property
    def is_count(self) -> bool:
        """Tell whether it is a small count, as a word or in digits."""
        return self.key in COUNTS[1:]


@lru_cache(maxsize=8192)
def tokens_of(text: str) -> tuple[Token, ...]:
    """Return the tokens of a text in order."""
    plain = folded(text)
    headed = _is_heading(plain)
    found: list[Token] = []
    done = 0
    for start, end, figure in _pieces(plain):
        gap, said = plain[done:start], plain[start:end]
        opens = not found or bool(_EDGES & set(gap)) or said.lower() in _CONJUNCTIONS
        found.append(
            _figure_token(figure, opens)
            if figure
            else _word_token(start, said, opens, bool(found) and not headed)
        )
        done = end
    return tuple(found)


@lru_cache(maxsize=65_536)
def key_of(word: str) -> str:
    """Return the key of a word: its stem, or the word itself when it carries no meaning of its own."""
    if word.endswith("n't"):
        return "not"
    found = stems(word.replace("-", ""))
    return found[0] if found else word.lower()


def _is_heading(text: str) -> bool:
    """Tell whether most words are capitalised, so that a capital shows no name."""
    words = [word for word in text.split() if word[:1].isalpha()]
    return sum(word[:1].isupper() for word in words) > len(words) / 2


def _pieces(text: str) -> list[tuple[int, int, Figure | None]]:
    figures = [(it.start, it.start + len(it.text), it) for it in read(text).figures]
    words = [
        (match.start(), match.end(), None)
        for match in _TOKEN.finditer(text)
        if not any(start < match.end() and match.start() < end for start, end, _ in figures)
    ]
    pieces: list[tuple[int, int, Figure | None]] = [*figures, *words]
    return sorted(pieces, key=lambda piece: piece[:2])


def _figure_token(figure: Figure, opens: bool) -> Token:
    quantity = figure.quantity
    if quantity is None:
        return Token(figure.start, figure.text, min(figure.names), telling=True, name=True, opens=opens)
    small = quantity.unit == COUNT and quantity.value_max is None and quantity.value in range(1, len(COUNTS))
    key = COUNTS[int(quantity.value)] if small else NUMBER
    return Token(figure.start, figure.text, key, telling=small, name=False, opens=opens)


def _word_token(start: int, said: str, opens: bool, inside: bool) -> Token:
    key = key_of(said)
    capital = any(map(str.isupper, said[1:])) or (inside and said[:1].isupper() and len(said) > 1)
    telling = key in COUNTS or (key != "not" and bool(stems(said.replace("-", ""))))
    return Token(start, said, key, telling=telling, name=telling and capital, opens=opens)
