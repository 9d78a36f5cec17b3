"""Where the sentences of an abstract begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from assistant.schema import Span

_BLANK_LINE = re.compile(r"\n[ \t\r\f\v]*\n\s*")
_STOP = re.compile(r"(?P<mark>[.?!…]+)(?P<closers>[\"'”’)\]}]*)(?=\s)")
_WORD_BEFORE = re.compile(r"[^\s(\[{\"'“‘]*$")
_WORD_AFTER = re.compile(r"\s*[\"'“‘(\[{]*(\w*)")
_LONGEST_WORD = 40
"""Characters looked at for the last word; abbreviations are shorter."""
_ENUMERATOR = re.compile(r"\(?(?:[0-9]{1,2}|[a-zA-Z]|[ivx]{1,4})\.$")
_INITIALS = re.compile(r"(?:(?:^|\b[A-Z][\w.-]*|\b(?:by|and))\s+|^)(?:[A-Z]\.-?)*[A-Z]\.$")

_ABBREVIATED = """
e.g i.e i.i.d fig figs vs cf eq eqs sec secs ref refs tab nos dr mr mrs ms prof resp approx incl excl ca viz
w.r.t a.k.a s.t jr sr dept univ vol ch chap app thm lem prop def ex avg
"""
_ABBREVIATIONS = frozenset(_ABBREVIATED.split())
_BEFORE_NUMBERS = frozenset(["no", "max", "min", "pp", "p"])
"""Words that are abbreviations before a number and end a sentence elsewhere."""
_BEFORE_SMALL = frozenset(["etc", "inc", "ltd", "corp", "co", "u.s", "st", "est"])
"""Abbreviations that also end sentences; a capital after them decides."""
_STARTED = """
We The This These Our In It Its To For However Moreover Furthermore Additionally Here They As On An A By With
Experiments Results Extensive Finally Specifically Code
"""
_STARTERS = frozenset(_STARTED.split())
"""Words that begin a sentence rather than continue a name, so that "vitamin C. We" is a boundary."""


def split_sentences(text: str) -> list[Span]:
    """Return the sentences of a text in order; each non-space character lies in exactly one.

    Spans carry no outer white space. A blank line always separates, a single line break never does.
    """
    return list(_split(text))


@lru_cache(maxsize=4096)
def _split(text: str) -> tuple[Span, ...]:
    cuts = sorted({*_blank_lines(text), *_stops(text), len(text)})
    spans: list[Span] = []
    start = 0
    for cut in cuts:
        piece = text[start:cut]
        if piece.strip():
            lead = len(piece) - len(piece.lstrip())
            spans.append(Span(start=start + lead, end=start + len(piece.rstrip())))
        start = cut
    return tuple(spans)


def _blank_lines(text: str) -> Iterator[int]:
    return (match.start() for match in _BLANK_LINE.finditer(text))


def _stops(text: str) -> Iterator[int]:
    start = 0
    for match in _STOP.finditer(text):
        if _ends_sentence(text, start, match):
            start = match.end()
            yield match.end()


def _ends_sentence(text: str, start: int, stop: re.Match[str]) -> bool:
    after = _WORD_AFTER.match(text, stop.end())
    following = after.group(1) if after else ""
    mark = stop["mark"]
    if mark != ".":
        return "?" in mark or not following[:1].islower()
    if stop["closers"] and following[:1].islower():
        return False
    return not _is_abbreviation(text[start : stop.start() + 1], following)


def _is_abbreviation(sentence: str, following: str) -> bool:
    """Tell whether the stop at the end of this piece belongs to its last word."""
    if _ENUMERATOR.fullmatch(sentence.strip()):
        return True
    before = _WORD_BEFORE.search(sentence[-_LONGEST_WORD:])
    word = (before.group(0) if before else "").rstrip(".")
    initials = sentence[-2:-1].isupper() and _INITIALS.search(sentence)
    if initials or word.lower() == "al":
        return following not in _STARTERS
    known = word.lower().rsplit("-", 1)[-1]
    if known in _BEFORE_SMALL:
        return not following[:1].isupper()
    return known in _ABBREVIATIONS or (known in _BEFORE_NUMBERS and following[:1].isdigit())
