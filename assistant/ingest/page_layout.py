"""The lines of a saved page, each judged by its shape and then by what stands around it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from assistant.ingest.page_lines import Kind, is_one_name, kind_of

_SUREST_ABSTRACT: Final = 150
"""Prose of this length is taken for an abstract even before the page's header has ended."""


@dataclass(frozen=True)
class Line:
    """A line that is not blank, or a wrapped paragraph, without outer white space."""

    number: int
    text: str
    kind: Kind
    last: int
    """Number of its last line; differs from ``number`` in a paragraph that was wrapped."""


def lay_out(text: str) -> list[Line]:
    """Return the lines of a page that are not blank, in order."""
    return _with_people(_without_repeats(_lines(text)))


def _lines(text: str) -> list[Line]:
    lines: list[Line] = []
    for block in _blocks(text):
        for number, stripped in block:
            lines.append(Line(number, stripped, kind_of(stripped), number + stripped.count("\n")))
            if len(lines) > 1 and _is_account(lines[-2].text, stripped):
                lines[-1] = replace(lines[-1], kind=Kind.FURNITURE)
    return lines


def _is_account(before: str, text: str) -> bool:
    return before.lower().rstrip(": ") == "submitted by" and len(text.split()) <= 3


def _blocks(text: str) -> Iterator[list[tuple[int, str]]]:
    numbered = enumerate((line.strip() for line in text.split("\n")), start=1)
    for filled, group in groupby(numbered, key=lambda line: bool(line[1])):
        if filled:
            yield _unwrapped(list(group))


def _unwrapped(block: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Join the lines of a paragraph that was broken at a column, told by lines that start in mid-sentence."""
    broken = sum(text[0].islower() for _, text in block[1:])
    if len(block) < 3 or broken < 0.4 * (len(block) - 1):
        return block
    first = 0 if block[1][1][0].islower() else 1
    joined = "\n".join(text for _, text in block[first:])
    return [*block[:first], (block[first][0], joined)]


def _without_repeats(lines: list[Line]) -> list[Line]:
    """A line printed again and again, and never above an abstract, belongs to the page."""
    times = Counter(line.text for line in lines)
    titles = {line.text for line, above in zip(lines, above_prose(lines), strict=True) if above}
    return [
        replace(line, kind=Kind.FURNITURE)
        if line.kind in (Kind.SHORT, Kind.TITLE) and times[line.text] > 1 and line.text not in titles
        else line
        for line in lines
    ]


def _with_people(lines: list[Line]) -> list[Line]:
    """On a page that prints author lists, a lone name between a title and its abstract is an author too."""
    title, prose = (Kind.TITLE, Kind.SHORT), Kind.PROSE
    between = [
        i for i in range(1, len(lines) - 1) if lines[i - 1].kind in title and lines[i + 1].kind is prose
    ]
    if not any(lines[i].kind is Kind.NAMES for i in between):
        return lines
    lone = {i for i in between if lines[i].kind is Kind.SHORT and is_one_name(lines[i].text)}
    return [replace(line, kind=Kind.NAMES) if i in lone else line for i, line in enumerate(lines)]


def above_prose(lines: Sequence[Line]) -> list[bool]:
    """Return for each line whether the next one, furniture and names apart, is prose."""
    above = [False] * len(lines)
    following = False
    for position in range(len(lines) - 1, -1, -1):
        above[position] = following
        if lines[position].kind not in (Kind.FURNITURE, Kind.NAMES):
            following = lines[position].kind is Kind.PROSE
    return above


def header_end(lines: Sequence[Line]) -> int:
    """Return the position of the first date, or of the first title when papers come before any date."""
    for position, line in enumerate(lines):
        if line.kind is Kind.DATE:
            return position
        sure = line.kind is Kind.PROSE and len(line.text) >= _SUREST_ABSTRACT
        if sure:
            return _title_above(lines, position)
    return len(lines)


def _title_above(lines: Sequence[Line], position: int) -> int:
    for above in range(position - 1, -1, -1):
        if lines[above].kind in (Kind.TITLE, Kind.SHORT, Kind.NAMES):
            return above
        if lines[above].kind is Kind.PROSE:
            break
    return position
