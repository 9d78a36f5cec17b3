"""How the authors of a paper are spoken of."""

from __future__ import annotations

from collections.abc import Sequence

_GENERATIONS = frozenset(["jr", "jr.", "sr", "sr.", "ii", "iii", "iv"])
_NAMED = 2
"""Authors who are both named; of more, only the first."""


def family_name(author: str) -> str:
    """Return the family name: what stands before a comma, else the last word that is no generation."""
    family, comma, _ = author.partition(",")
    words = [word for word in family.split() if word.lower() not in _GENERATIONS]
    return " ".join(words) if comma else " ".join(words[-1:])


def spoken_of(authors: Sequence[str]) -> str:
    """Return "Xiao", "Xiao and Lin" or "Xiao et al."; empty without authors."""
    names = [name for author in authors if (name := family_name(author))]
    if len(names) > _NAMED:
        return f"{names[0]} et al."
    return " and ".join(names)
