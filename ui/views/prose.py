"""Checked sentences as ``prose.js`` draws them: with citation chips and, where they failed, a mark."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.schema import Citation, Statement
from ui.views.labels import VERDICTS

Data = dict[str, object]

_MARKER = re.compile(r"\[(\d+)\]")


def statement_data(index: int, statement: Statement) -> Data:
    """Return a sentence as the script draws it, with its place among all; plain values, all text verbatim."""
    return {
        "index": index,
        "parts": _parts(statement),
        "chips": [_chip(statement, number) for number in trailing(statement)],
        "mark": VERDICTS[statement.verdict],
        "reasons": list(statement.reasons),
    }


def _parts(statement: Statement) -> list[Data]:
    """Split a sentence at the markers inside it that are citations of it; other brackets are just text."""
    by_marker = _by_marker(statement.citations)
    parts: list[Data] = []
    start = 0
    for found in _MARKER.finditer(statement.text):
        number = by_marker.get(int(found[1]))
        if number is not None:
            parts.append({"text": statement.text[start : found.start()]})
            parts.append({"chip": _chip(statement, number)})
            start = found.end()
    return [*parts, {"text": statement.text[start:]}]


def trailing(statement: Statement) -> list[int]:
    """Return the positions of the citations that stand after the sentence, not inside it."""
    inside = {int(marker) for marker in _MARKER.findall(statement.text)}
    by_marker = sorted(_by_marker(statement.citations).items())
    return [number for marker, number in by_marker if marker not in inside]


def _by_marker(citations: Sequence[Citation]) -> dict[int, int]:
    """Return the position of the first citation with each marker."""
    return {citation.marker: number for number, citation in reversed(list(enumerate(citations)))}


def _chip(statement: Statement, number: int) -> Data:
    citation = statement.citations[number]
    return {"citation": number, "marker": citation.marker, "title": citation.title, "quote": citation.quote}
