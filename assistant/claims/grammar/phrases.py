"""Noun phrases cut from running text by the small words around them."""

from __future__ import annotations

import re

from assistant.claims.grammar.tables import alternatives

_STOP_WORDS = """
    on in at for over than compared with when while which that who across under using by without to from
    as but where whereas during if through is are was were respectively achiev\\w+ via despite after
    before among because due only can has have had within per including requir\\w+
    and_(?:by|an?|up|(?:achiev|reduc|improv|maintain)\\w+|[a-z]+(?:s|es|ed|ing)_(?:up|by|the|an?))
"""
_HEDGES = "about around approximately roughly nearly almost over up_to at_least more_than an?"
_STOP = re.compile(
    rf"[,;:()\]]|\.(?:\s|$)|\s-\s|\s(?:{alternatives(_STOP_WORDS)}"
    rf"|(?:and|or)(?= (?:(?:{alternatives(_HEDGES)}) )*[~<>+-]?[0-9]))\b"
)
"""Where a noun phrase ends."""
_POINTERS = "both (?:that|those)(?:_(?:of|(?:required|used|achieved|reached)_by))? even only just all either"
_LEAD = re.compile(rf"^(?:\W+|(?:{alternatives(_POINTERS)})\b)+")
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
    stop = re.search(
        r"[;:()\]]|\.(?:\s|$)|,? respectively|\b(?:while|with|on|at|for|in|across|under)\b", text
    )
    items = [item.strip(" ,") for item in _SEPARATOR.split(text[: stop.start()] if stop else text)]
    items = [re.sub(r"^(?:both|the|and) ", "", item) for item in items if item]
    return items if len(items) == size and all(len(item.split()) <= 6 for item in items) else []
