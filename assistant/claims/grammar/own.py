"""What a paper calls its own contribution, and where its abstract begins to speak of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.claims.grammar.phrases import phrase
from assistant.claims.grammar.sentences import Sentence
from assistant.claims.names import is_name, method_names
from assistant.schema import Paper

_AUTHORS = re.compile(
    r"\b(?:[Ww]e|[Tt]his (?:paper|work|article|study)|[Oo]ur|[Ii]n this (?:paper|work|article|study)"
    r"|authors?)\b"
)
_PROPOSED = re.compile(
    r"\b(?:[Ww]e|paper|work|article|study) (?:[a-z]+ )?(?:propos|present|introduc|develop|design|devis)\w* "
    r"(?:the (?:concept|paradigm|notion|idea|family) of |an? (?:\w+ (?:family|class) of )?|the |our "
    r")?(?:novel |new |first )*"
)
_REFERRED = re.compile(r"\b[Oo]ur (?:proposed )?(?:method|approach|framework|system|algorithm|model)\b")
_LONGEST = 6
"""Words of a description at most."""


def find_own(paper: Paper, sentences: Sequence[Sentence]) -> str | None:
    """Return what the paper calls its contribution: its name, or the words that propose it."""
    names = method_names(paper)
    if names:
        first, *others = names
        return others[0] if others and " " in first and " " not in others[0] else first
    described = [found for one in sentences if (found := _described(one.text))]
    named = (
        word
        for description in described
        for word in description.split()
        if is_name(word) and word[:2] != word[:2].lower()
    )
    referred = (found.group().lower() for one in sentences if (found := _REFERRED.search(one.text)))
    return next(named, None) or next(iter(described), None) or next(referred, None)


def first_own(sentences: Sequence[Sentence], own: str | None) -> int:
    """Return the position of the first sentence about the paper's own work, 0 when none says so."""
    about = (
        one.position
        for one in sentences
        if _AUTHORS.search(one.text) or (own is not None and own in one.text)
    )
    return next(about, 0)


def _described(text: str) -> str | None:
    match = _PROPOSED.search(text)
    found = phrase(text[match.end() :]) if match else None
    return found if found and 1 < len(found.split()) <= _LONGEST else None
