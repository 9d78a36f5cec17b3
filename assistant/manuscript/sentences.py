"""From blocks to sentences, each with the citations that belong to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from assistant.manuscript.blocks import Block, Cite, Piece, Text
from assistant.text.sentences import split_sentences

_SIGN: Final = "\ufffc"
"""Stands for a citation while a block is cut: no letter, no stop, no bracket."""
_GLUED: Final = re.compile(rf"(?<=[.?!…]){_SIGN}")
_LEADING: Final = re.compile(rf"(?:{_SIGN}[\s,;]*)+[.]?")


@dataclass(frozen=True)
class Written:
    """A sentence of a manuscript, or a row of a table, as text and citations in turn."""

    line: int
    parts: tuple[str | Cite, ...]
    block: int
    """Which block it stands in, from 0."""
    is_row: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys that it cites, in order."""
        cites = [part for part in self.parts if isinstance(part, Cite)]
        return tuple(dict.fromkeys(key for cite in cites for key in cite.keys))

    @property
    def text(self) -> str:
        """How it reads, with each citation as ``[key]``."""
        shown = "".join(part if isinstance(part, str) else f"[{', '.join(part.keys)}]" for part in self.parts)
        return re.sub(r" +(?=[,.;:])", "", " ".join(shown.split()))


def sentences_of(blocks: Sequence[Block]) -> Iterator[Written]:
    """Yield the sentences of all blocks in order; the row of a table is one."""
    for number, block in enumerate(blocks):
        yield from _sentences(block, number)


def _sentences(block: Block, number: int) -> Iterator[Written]:
    cites = [piece for piece in block.pieces if isinstance(piece, Cite)]
    marked = "".join(
        _SIGN if isinstance(piece, Cite) else piece.text.replace(_SIGN, " ") for piece in block.pieces
    )
    starts = _Places(block.pieces)
    if block.kind == "row":
        spans = [(0, len(marked))]
    else:
        spans = _moved(marked, [(span.start, span.end) for span in split_sentences(_spaced(marked))])
    given = iter(cites)
    for start, end in spans:
        parts = tuple(next(given) if part == _SIGN else part for part in _cut(marked[start:end]))
        line = starts.line(start + len(marked[start:end]) - len(marked[start:end].lstrip()))
        yield Written(line, parts, number, block.kind == "row")


def _spaced(marked: str) -> str:
    """Return the text with a citation that is glued to a stop made to look like white space after it.

    No character moves, so that places stay what they are.
    """
    return _GLUED.sub(" ", marked)


def _cut(sentence: str) -> list[str]:
    return [part for part in re.split(f"({_SIGN})", sentence) if part]


def _moved(marked: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give citations that stand after a full stop to the sentence before it, unless they are a subject."""
    whole = [(start, following) for (start, _), following in _followed(spans, len(marked))]
    done: list[tuple[int, int]] = []
    for start, end in whole:
        lead = _LEADING.match(marked, start, end)
        rest = marked[lead.end() : end].lstrip() if lead else ""
        if not lead or not done or rest[:1].islower() or _ends_cited(marked[done[-1][0] : start]):
            done.append((start, end))
            continue
        done[-1] = (done[-1][0], lead.end())
        done += [(lead.end(), end)] if rest else []
    return done


def _ends_cited(sentence: str) -> bool:
    return sentence.rstrip(" .\n").endswith(_SIGN)


def _followed(spans: Sequence[tuple[int, int]], end: int) -> Iterator[tuple[tuple[int, int], int]]:
    """Yield each span with where the next one starts, so that no citation between two is lost."""
    for at, span in enumerate(spans):
        yield (span if at else (0, span[1])), (spans[at + 1][0] if at + 1 < len(spans) else end)


class _Places:
    """Where the characters of a marked text stand in the file."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._pieces = pieces

    def line(self, place: int) -> int:
        """Return the line of a character."""
        passed = 0
        line = 1
        for piece in self._pieces:
            size = len(piece.text) if isinstance(piece, Text) else 1
            line = piece.line
            if place < passed + size:
                inside = piece.text[: place - passed] if isinstance(piece, Text) else ""
                return line + inside.count("\n")
            passed += size
        return line
