"""Noun phrases cut from running text by the small words around them."""

from __future__ import annotations

import re
from typing import Final

from assistant.claims.grammar.tables import alternatives

_STOP_WORDS = """
    on in at for over than compared with when while which that who across under using by without to from
    (?<!such_)as but where whereas during if through is are was were respectively achiev\\w+ via despite after
    before among because based_on due only can has have had within per including requir\\w+
    and_(?:by|an?|up|thereby|thus|hence|therefore|also|(?:achiev|reduc|improv|maintain)\\w+|[a-z]+(?:s|es|ed|ing)_(?:up|by|the|an?|[~<>+]?[0-9]+))
"""
_HEDGES = "about around approximately roughly nearly almost over up_to at_least more_than an?"
_STOP = re.compile(
    rf"[,;:()\]]|\.(?:\s|$)|\s-\s|\s(?:{alternatives(_STOP_WORDS)}"
    rf"|(?:and|or)(?= (?:(?:{alternatives(_HEDGES)}) )*[~<>+-]?[0-9]))\b"
)
"""Where a noun phrase ends."""
LOOSE_END: Final = re.compile(
    r"(?: (?:and|or|but|the|an?|of|coupled|combined|equipped|paired|augmented|integrated))+ *$"
)
"""What a noun phrase cannot end with."""
NAME: Final = r"[A-Z][\w.+-]*(?: [A-Z0-9][\w.+-]*)*"
_NAMED = re.compile(rf"{NAME}$")
_LISTED = re.compile(rf"(?:, {NAME})+,? and {NAME}(?=[,;:.)]|$| (?:by|in|on|at|for|with|while)\b)")
"""What goes on with a list of names after its first: ", B, and C"."""
_POINTERS = "both (?:that|those)(?:_(?:of|(?:required|used|achieved|reached)_by))? even only just all either"
_LEAD = re.compile(rf"^(?:\W+|(?:{alternatives(_POINTERS)})\b)+")
_SEPARATOR = re.compile(r",? and |, (?:and )?| & ")


def phrase(text: str) -> str | None:
    """Return the noun phrase at the start of a text, or ``None``; "and" stays inside it."""
    start = _LEAD.match(text)
    text = text[start.end() :] if start else text
    stop = _STOP.search(text)
    end = stop.start() if stop else len(text)
    if (listed_on := _LISTED.match(text, end)) and _NAMED.search(text, 0, end):
        end = listed_on.end()
    found = LOOSE_END.sub("", text[:end]).strip(" .\"'")
    return found if re.search(r"[A-Za-z]", found) and len(found.split()) <= 14 else None


def listed(text: str, size: int) -> list[str]:
    """Return the items of the list of this size at the start of a text; none when there is no such list."""
    stop = re.search(
        r"[;:()\]]|\.(?:\s|$)|,? respectively|\b(?:while|with|on|at|for|in|across|under)\b", text
    )
    items = [item.strip(" ,") for item in _SEPARATOR.split(text[: stop.start()] if stop else text)]
    items = [re.sub(r"^(?:both|the|and) ", "", item) for item in items if item]
    return items if len(items) == size and all(len(item.split()) <= 6 for item in items) else []
