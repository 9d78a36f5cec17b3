"""Tables of words, one place each, made into patterns.

A table is words set apart by white space. In a word ``-`` is a hyphen or a blank, ``_`` is a blank, ``*`` is
any ending, and what else regular expressions offer keeps its meaning: ``scores?`` has both forms.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeVar

Name = TypeVar("Name", bound=str)

_ENDS = r"(?<![\w@]){}(?![\w@]|-[A-Za-z])"
"""A name begins where a word does and ends where one does: ``memory-efficient`` does not name the memory."""

_HYPHEN = re.compile(r"-(?![^\[\]]*\])")
"""A hyphen outside a class of characters."""
_ANY_ENDING = re.compile(r"(?<=[A-Za-z])(?<!\\[wdS])\*")
"""A star after a letter, which is no quantifier."""


def alternatives(table: str) -> str:
    """Return the alternatives of a table as a pattern's source, in the order of the table."""
    words = re.sub(r"\|\s+", "|", table).split()
    return "|".join(_ANY_ENDING.sub(r"\\w*", _HYPHEN.sub("[ -]", word)).replace("_", " ") for word in words)


def any_of(table: str, flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    """Return a pattern of any of the words of a table."""
    return re.compile(_ENDS.format(f"(?:{alternatives(table)})"), flags)


def grouped(tables: Mapping[Name, str], flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    """Return a pattern of any of the words of several tables; the group that matches names the table."""
    groups = (f"(?P<{name}>{alternatives(table)})" for name, table in tables.items())
    return re.compile(_ENDS.format(f"(?:{'|'.join(groups)})"), flags)
