"""Citations of a sentence of a paper: ``[2.1]`` is the first sentence of paper 2."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.schema import Citation, Evidence, Paper, Span, Statement
from assistant.text.sentences import split_sentences
from assistant.verify.gate import Gate

_ONE = r"[0-9]{1,4}(?:\.[0-9]{1,3})?"
_GROUP = re.compile(rf"\[ ?{_ONE}(?:[ ,;–-]+{_ONE})* ?\]")
_PIN = re.compile(r"([0-9]+)(?:\.([0-9]+))?")

Pin = tuple[int, int]
"""Key of a paper and place of a sentence in its abstract, from 1."""


def unpinned(text: str) -> tuple[str, tuple[Pin, ...]]:
    """Return a sentence with markers that name papers only, and the places that they named."""
    pins: list[Pin] = []

    def without_place(found: re.Match[str]) -> str:
        named = _PIN.findall(found.group())
        places = [(int(key), int(place)) for key, place in named if place]
        if not places:
            return found.group()
        pins.extend(places)
        return f"[{', '.join(dict.fromkeys(key for key, _ in named))}]"

    return _GROUP.sub(without_place, text), tuple(dict.fromkeys(pins))


def pinned(statement: Statement, pins: Sequence[Pin], evidence: Sequence[Evidence]) -> Statement:
    """Return a supported statement whose citations quote the places that its writer named.

    A place counts only where that one sentence supports the statement by itself; else the quote stays the one
    that the gate found, for small models are often wrong by a sentence.
    """
    if statement.verdict != "supported":
        return statement
    papers = {item.key: item.paper for item in evidence}
    citations = tuple(_pin(one, statement, pins, papers[one.marker]) for one in statement.citations)
    return statement.model_copy(update={"citations": citations})


def _pin(citation: Citation, statement: Statement, pins: Sequence[Pin], paper: Paper) -> Citation:
    places = [place for key, place in pins if key == citation.marker]
    span = _span(paper, places[0]) if len(places) == 1 else None
    if span is None or span.start == citation.start or not paper.abstract:
        return citation
    quote = paper.abstract[span.start : span.end]
    alone = Evidence(key=citation.marker, paper=paper.model_copy(update={"abstract": quote}))
    if Gate([alone]).check(statement.text, (citation.marker,)).verdict != "supported":
        return citation
    place = {"quote": quote, "field": "abstract", "start": span.start, "end": span.end}
    return citation.model_copy(update=place)


def _span(paper: Paper, place: int) -> Span | None:
    spans = split_sentences(paper.abstract or "")
    return spans[place - 1] if 0 < place <= len(spans) else None
