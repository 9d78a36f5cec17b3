"""Citation markers of a statement: ``[1]``, ``[1, 2]``, ``[2-4]``, ``[1][2]``, inside it or at its end."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

_GROUP = r"\[ ?[0-9]{1,4}(?: ?[,;–-] ?[0-9]{1,4})* ?\]"
_MARKERS = re.compile(rf"{_GROUP}(?:[ ,]?{_GROUP})*")
_LEAD = 20
"""Characters before a bracket by which wording is recognised."""
_LONGEST_RANGE = 50
_CLOSING = (*",.;:?!)", "")


@dataclass(frozen=True)
class Segment:
    """A part of a statement, without its markers, and the keys cited for it."""

    text: str
    keys: tuple[int, ...]


@dataclass(frozen=True)
class Cited:
    """A statement taken apart.

    ``text`` has lost its trailing markers only, ``plain`` all of them; ``keys`` are in order of appearance.
    """

    text: str
    plain: str
    keys: tuple[int, ...]
    segments: tuple[Segment, ...]


def parse_citations(text: str, *, is_wording: Callable[[str], bool] = lambda _: False) -> Cited:
    """Take a statement apart at its citation markers.

    ``is_wording`` tells of a piece such as ``et al. [2021]`` that its brackets are no marker.
    """
    stripped = text.strip()
    found = [match for match in _MARKERS.finditer(stripped) if not is_wording(_with_lead(stripped, match))]
    trailing = found.pop() if found and not re.search(r"\w", stripped[found[-1].end() :]) else None
    body = _without(stripped, [trailing]) if trailing else stripped
    owners = [marker_keys(match.group()) for match in [*found, *([trailing] if trailing else [])]]
    keys = tuple(dict.fromkeys(key for keys in owners for key in keys))
    plain = _without(body, found)
    segments = _segments(body, found, owners) or [Segment(plain, keys)]
    return Cited(body, plain, keys, tuple(segments))


def marker_keys(markers: str) -> tuple[int, ...]:
    """Return the keys that markers name, in order and without repeats; ``[2-4]`` names three."""
    keys: list[int] = []
    for first, last in re.findall(r"([0-9]+)(?: ?[–-] ?([0-9]+))?", markers):
        start, end = int(first), int(last or first)
        keys += range(start, min(end, start + _LONGEST_RANGE) + 1) if end >= start else [start, end]
    return tuple(dict.fromkeys(keys))


def _with_lead(text: str, match: re.Match[str]) -> str:
    return text[max(0, match.start() - _LEAD) : match.end()]


def _without(text: str, markers: Sequence[re.Match[str]]) -> str:
    """Return the text without these markers, and without the gaps that they leave."""
    edges = [0, *(edge for match in markers for edge in match.span()), len(text)]
    pieces = [text[start:end].strip() for start, end in zip(edges[::2], edges[1::2], strict=True)]
    joined = "".join(piece if piece[:1] in _CLOSING else f" {piece}" for piece in pieces)
    return joined.strip()


def _segments(body: str, inner: Sequence[re.Match[str]], owners: Sequence[tuple[int, ...]]) -> list[Segment]:
    """Cut at the inner markers where it is plain which side each belongs to; else there are no cuts."""
    if not inner:
        return []
    if len(owners) > len(inner):  # markers follow their text
        starts = [0, *(match.end() for match in inner)]
        ends = [*(match.start() for match in inner), len(body)]
    elif not body[: inner[0].start()].strip():  # markers lead their text
        starts = [match.end() for match in inner]
        ends = [*(match.start() for match in inner[1:]), len(body)]
    else:
        return []
    spans = zip(starts, ends, owners, strict=True)
    return [Segment(body[start:end].strip(), keys) for start, end, keys in spans]
