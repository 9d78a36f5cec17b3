"""Noun phrases cut from running text by the small words around them."""

from __future__ import annotations

import re

_STOP = re.compile(
    r"[,;:()\]]|\.(?:\s|$)|\s-\s|\s(?:on|in|at|for|with|when|while|which|that|who|across|under|using|by"
    r"|without|to|from|as|but|where|"
    r"whereas|during|if|through|is|are|was|were|respectively|achiev\w+|while|via|despite|after|before"
    r"|among|because|due|only|can|even|"
    r"has|have|had|within|per|including|requir\w+|and (?:by|a|an|up|achiev\w+|reduc\w+|improv\w+"
    r"|maintain\w+|[a-z]+(?:s|es|ed|ing) (?:up|by|the|an?))"
    r"|(?:and|or)(?= (?:(?:about|around|approximately|roughly|nearly|almost|over|up to|at least|more "
    r"than|an?) )*"
    r"[~<>+-]?[0-9]))\b",
)
_LEAD = re.compile(r"^(?:\W+|(?:both|that of|those of|even|only|just|all|either)\b)+")
_SEPARATOR = re.compile(r",? and |, (?:and )?| & ")


def phrase(text: str) -> str | None:
    """Return the noun phrase at the start of a text, or ``None``; "and" stays inside it."""
    start = _LEAD.match(text)
    text = text[start.end() :] if start else text
    stop = _STOP.search(text)
    found = (text[: stop.start()] if stop else text).strip(" .\"'")
    return found if re.search(r"[A-Za-z]", found) and len(found.split()) <= 14 else None


def listed(text: str, size: int) -> list[str]:
    """Return the items of the list of this size at the start of a text; none when there is no such list."""
    stop = re.search(r"[;:()\]]|\.(?:\s|$)|,? respectively|,? while\b|,? with\b|\bon\b", text)
    items = [item.strip(" ,") for item in _SEPARATOR.split(text[: stop.start()] if stop else text)]
    items = [re.sub(r"^(?:both|the|and) ", "", item) for item in items if item]
    return items if len(items) == size and all(len(item.split()) <= 6 for item in items) else []
