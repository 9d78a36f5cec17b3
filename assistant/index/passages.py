"""How an abstract is cut into the pieces that are embedded."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Iterator, Sequence

from assistant.index.wordpieces import WINDOW
from assistant.schema import Paper, Passage, Span
from assistant.text.folding import folded
from assistant.text.sentences import split_sentences

CountWordpieces = Callable[[Sequence[str]], list[int]]
"""Counts the wordpieces of each text."""

_MARKERS = 2
_LEAST_ROOM = WINDOW // 2
"""Wordpieces kept for the abstract however long the title is."""


def split_passages(paper: Paper, count: CountWordpieces) -> list[Passage]:
    """Return the passages of a paper in order: runs of whole sentences that fit the encoder with the title.

    They cover every sentence once and are of similar length. A sentence that is too long alone is cut at a
    space. A paper without an abstract has one empty passage, so that its title is embedded.

    Lengths are counted with the encoder's own tokenizer, which loads in 15 ms: a bound on characters would
    have to allow for three per wordpiece, where five are usual, and would cut much more often than needed.
    """
    abstract = paper.abstract or ""
    room = max(WINDOW - _MARKERS - count([folded(paper.title)])[0], _LEAST_ROOM)
    pieces = list(_pieces(abstract, split_sentences(abstract), room, count))
    if not pieces:
        return [Passage(paper_id=paper.id, start=0, end=0, text="")]
    return [
        Passage(paper_id=paper.id, start=start, end=end, text=abstract[start:end])
        for start, end in _windows(pieces, room)
    ]


def embedded_text(paper: Paper, passage: Passage) -> str:
    """Return what is embedded for a passage: the title and the passage, folded."""
    return folded(f"{paper.title}\n{passage.text}")


def passage_hash(paper: Paper, passage: Passage) -> str:
    """Name the embedded text by its content: equal texts share one vector."""
    return hashlib.sha256(embedded_text(paper, passage).encode()).hexdigest()


def _pieces(
    text: str, spans: Sequence[Span], room: int, count: CountWordpieces
) -> Iterator[tuple[Span, int]]:
    """Yield spans that fit the room, with their lengths; a span that does not is halved at a space."""
    lengths = count([folded(text[span.start : span.end]) for span in spans])
    for span, length in zip(spans, lengths, strict=True):
        cut = text.rfind(" ", span.start + 1, (span.start + span.end) // 2 + 1)
        if length <= room or cut < 0:
            yield span, length
        else:
            halves = (Span(start=span.start, end=cut), Span(start=cut + 1, end=span.end))
            yield from _pieces(text, halves, room, count)


def _windows(pieces: Sequence[tuple[Span, int]], room: int) -> Iterator[tuple[int, int]]:
    """Yield start and end of each window: as few as fit, filled evenly rather than a full one and a rest."""
    total = sum(length for _, length in pieces)
    share = math.ceil(total / math.ceil(total / room)) if total else room
    start, filled, end = pieces[0][0].start, 0, pieces[0][0].end
    for span, length in pieces:
        if filled and (filled + length > room or filled >= share):
            yield start, end
            start, filled = span.start, 0
        filled, end = filled + length, span.end
    yield start, end
