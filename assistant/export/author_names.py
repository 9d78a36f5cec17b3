"""Names of authors, taken apart where that is safe."""

from __future__ import annotations

import unicodedata

from assistant.export.escape import one_line
from assistant.schema import Paper


def author_names(paper: Paper) -> list[str]:
    """Return the authors of a paper, each on one line."""
    return [line for name in paper.authors if (line := one_line(name))]


def family_and_given(author: str) -> tuple[str, str]:
    """Return family name and given names; a name that cannot be told apart is a family name as a whole."""
    family, comma, given = (part.strip() for part in author.partition(","))
    if comma:
        return (family, given) if family and given and "," not in given else (author, "")
    *names, last = author.split(" ")
    return (last, " ".join(names)) if _latin(author) else (author, "")


def _latin(name: str) -> bool:
    """Tell whether all letters are Latin; elsewhere the family name may stand first."""
    return all("LATIN" in unicodedata.name(letter, "") for letter in name if letter.isalpha())
