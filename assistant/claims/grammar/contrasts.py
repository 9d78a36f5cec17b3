"""Figures set against each other: "52 % versus 32 % for the baseline"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.claims.grammar.phrases import phrase
from assistant.claims.grammar.sentences import Sentence

_VERSUS = re.compile(
    r"[^;]{0,60}?\b(?:versus|vs\.?|compared (?:to|with)|against|as opposed to|rather than|instead of)"
    r" (?:the |an? )?(?P<name>[\w' -]{0,40}?)(?:of |at |only |just |about |\()*$"
)
_CONTRAST_CLAUSE = re.compile(
    r"[^;.]*?,? (?:while|whereas|but) (?P<name>[^,;]{2,60}?) (?:only |merely |just )?"
    r"(?:achiev|reach|attain|get|obtain|requir|need|tak|score|us)\w* (?:only |about |just )?$"
)
_ALSO = re.compile(r" for [^,;]{2,40}?,? and $")
_NAME_AFTER = re.compile(r" (?:for|with|by|from|of|using|in) ")


@dataclass(frozen=True)
class Contrast:
    """That a figure is another method's, named or not; ``against`` is the index of its counterpart."""

    against: int
    name: str | None


def find_contrasts(sentence: Sentence) -> dict[int, Contrast]:
    """Return the figures of a sentence that belong to what another figure is compared with."""
    found: dict[int, Contrast] = {}
    for index in range(1, len(sentence.figures)):
        other = _alike_before(sentence, index)
        if other is None:
            continue
        between = sentence.text[sentence.figures[other].end : sentence.figures[index].start]
        if other in found and _ALSO.fullmatch(between):
            found[index] = Contrast(found[other].against, _name_after(sentence, index))
        elif clause := _CONTRAST_CLAUSE.fullmatch(between):
            found[index] = Contrast(other, clause["name"].strip())
        elif versus := _VERSUS.fullmatch(between):
            found[index] = Contrast(other, versus["name"].strip() or _name_after(sentence, index))
    return found


def _alike_before(sentence: Sentence, index: int) -> int | None:
    """Return the nearest figure before this one that has its unit."""
    unit = sentence.figures[index].unit
    return next((other for other in range(index - 1, -1, -1) if sentence.figures[other].unit == unit), None)


def _name_after(sentence: Sentence, index: int) -> str | None:
    after = sentence.after(index)
    start = _NAME_AFTER.match(after)
    return phrase(after[start.end() :]) if start else None
