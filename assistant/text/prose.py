"""Small matters of English: lists, numbers in words, articles, and the first letter of a phrase."""

from __future__ import annotations

import re
from collections.abc import Sequence

_NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
_SPELLED = re.compile(r"[AEFHILMNORSX](?=[A-Z])(?!(?<=[FHLMNRSX])[AEIOU][B-DF-HJ-NP-TV-Z])")
"""A letter at the start of an acronym whose name begins with a vowel; RAG and NIC are said as words."""
_VOWEL = re.compile(
    r"(?!eu|uni(?!n|mp)|us[aeu]|ub|ut[ei]|u-|one\b|once\b)[aeiou]|8|1[18](?!\d)|hour|hon[eo]|heir", re.I
)


def listed(names: Sequence[str]) -> str:
    """Return "A", "A and B" or "A, B and C"."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def counted(number: int) -> str:
    """Return a number at the start of a sentence: in words up to ten."""
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)


def uncapitalized(phrase: str) -> str:
    """Return a phrase as it stands inside a sentence; a name or an acronym that begins it stays as it is."""
    first = phrase.split(maxsplit=1)[0] if phrase.strip() else ""
    common = first[1:].islower() or len(first) == 1
    return phrase[:1].lower() + phrase[1:] if common else phrase


def article(phrase: str) -> str:
    """Return the indefinite article before a phrase, by how its first word is said."""
    acronym = phrase[:2].isalpha() and phrase[:2].isupper()
    return "an" if (_SPELLED if acronym else _VOWEL).match(phrase) else "a"


def closed(text: str) -> str:
    """Return a sentence with a capital, where a plain word begins it, and a full stop."""
    text = " ".join(text.split()).strip(" ,;")
    first = text.split(maxsplit=1)[0] if text else ""
    text = text[:1].upper() + text[1:] if first.islower() else text
    return text if text.endswith((".", "!", "?")) else f"{text}."
