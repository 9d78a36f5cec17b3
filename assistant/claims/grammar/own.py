"""What a paper calls its own contribution, and where its abstract begins to speak of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.claims.grammar.phrases import phrase
from assistant.claims.grammar.sentences import Sentence
from assistant.claims.grammar.tables import alternatives
from assistant.claims.names import is_name, names_introduced, title_names
from assistant.schema import Paper

_PAPERS = "(?:paper|work|article|study|report)"
_AUTHORS = re.compile(rf"\b(?:[Ww]e|[Oo]ur|(?:[Ii]n )?[Tt]his {_PAPERS}|authors?)\b")
_ARTICLES = "the-(?:concept|paradigm|notion|idea|family)-of an?-(?:\\w+-(?:family|class)-of)? the our"
_PROPOSED = re.compile(
    rf"\b(?:[Ww]e|{_PAPERS}) (?:[a-z]+ )?(?:propos|present|introduc|develop|design|devis)\w* "
    rf"(?:(?:{alternatives(_ARTICLES)}) ?)?(?:novel |new |first )*"
)
_REFERRED = re.compile(
    r"\b[Oo]ur (?:proposed )?(?:method|approach|framework|system|algorithm|model|technique)s?\b"
)
_LONGEST = 6
"""Words of a description at most."""


def find_own(paper: Paper, sentences: Sequence[Sentence]) -> str | None:
    """Return what the paper calls its contribution: its name, or the words that refer to it or propose it."""
    texts = [one.text for one in sentences]
    # As `method_names`, from sentences that are already folded.
    known = dict.fromkeys([*title_names(paper), *names_introduced(texts)])
    names = [name for name in known if any(name in text for text in texts)]
    if names:
        first, *others = names
        return next((other for other in others if _abbreviates(other, first)), first)
    described = [found for one in sentences if (found := _described(one.text))]
    named = (
        word
        for description in described
        for word in description.split()
        if is_name(word) and word[:2] != word[:2].lower()
    )
    title = set(re.findall(r"\w+", paper.title.lower()))
    titled = (one for one in described if set(re.findall(r"\w+", one.lower())) <= title)
    referred = (found.group().lower() for one in sentences if (found := _REFERRED.search(one.text)))
    told = (*named, *titled, *referred, *described)
    return next(iter(told), None)


def _abbreviates(short: str, name: str) -> bool:
    """Tell whether a word is made of the initials of a name."""
    initials = "".join(word[0] for word in re.findall(r"\w+", name)).lower()
    return " " in name and short.lower().startswith(initials[:2]) and " " not in short


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
    return found if found and (is_name(found) or 1 < len(found.split()) <= _LONGEST) else None
