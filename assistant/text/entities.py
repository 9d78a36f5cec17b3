"""Names that hold digits: A100, W4A8, LLaMA-2-7B, FlashAttention-3, 7x7. They match as names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.text.units import SUFFIX

_ADDRESS = r"https?://\S*[\w/]|www\.\S*[\w/]"
_LETTER_FIRST = r"(?<![\w.^@])[A-Za-z_](?:[\w^@]|[-.](?=[\w^]))*"
_DIMENSIONS = r"(?<![\w.])[0-9]+(?:(?:x[0-9]+)+(?!\^)|:[0-9]+)(?![\w.]*[0-9A-Za-z])"
_DIGIT_FIRST = r"(?<![\w.^@,-])[0-9]+(?:\.[0-9]+)?[A-Za-z][\w^]*(?:-[\w^]+)*"
_NAME = re.compile(f"{_ADDRESS}|{_DIMENSIONS}|{_LETTER_FIRST}|{_DIGIT_FIRST}")
_UNNAMED_SUFFIX = re.sub(r"\?P<\w+>", "?:", SUFFIX)
_MEASURE = re.compile(
    rf"[0-9.]+(?:{_UNNAMED_SUFFIX}|[eE][+-]?[0-9]+(?![A-Za-z0-9])"
    rf"|(?:{_UNNAMED_SUFFIX})?-[0-9.]+{_UNNAMED_SUFFIX})"
)
_PREFIXED_NUMBER = re.compile(
    r"(?:sub|near|over|under|up-to|about|non|pre|post|multi)-(?=[0-9])", re.IGNORECASE
)
_TAIL = re.compile(r"(?:(?:-[a-z]+)+|'s|(?<=[0-9])s)$")


@dataclass(frozen=True)
class Entity:
    """A name with digits at ``start:end`` of folded text; equal names have equal ``key``."""

    start: int
    end: int
    key: str


def find_entities(text: str) -> list[Entity]:
    """Return the names holding digits in folded text, in order; measures such as ``16GB`` are not names."""
    found: list[Entity] = []
    for match in _NAME.finditer(text):
        name = match.group()
        if any(map(str.isdigit, name)) and not _MEASURE.match(name) and not _PREFIXED_NUMBER.match(name):
            found.append(Entity(match.start(), match.end(), entity_key(name)))
    return found


def entity_key(name: str) -> str:
    """Return what equal names share: lower case, no hyphens or blanks, no ending such as ``-based``."""
    return re.sub(r"[-_\s]", "", _TAIL.sub("", name)).lower()
