"""What the readers of manuscripts give: blocks of text and citations, whatever the format was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from assistant.schema import Problem

LONGEST_BLOCK: Final = 20_000
"""Characters of a block; a longer one is cut, for time grows with the square of what is read at once."""


@dataclass(frozen=True)
class Cite:
    r"""A citation in its place: one or more keys.

    ``textual`` marks one that is part of the sentence's grammar, such as ``\citet``.
    """

    keys: tuple[str, ...]
    line: int
    textual: bool = False


@dataclass(frozen=True)
class Text:
    """A run of plain text that begins on ``line``; its line breaks are those of the file."""

    text: str
    line: int


Piece = Text | Cite


@dataclass(frozen=True)
class Block:
    """A paragraph, a list item or a caption, or the row of a table."""

    pieces: tuple[Piece, ...]
    kind: Literal["prose", "row"] = "prose"


@dataclass(frozen=True)
class Reference:
    """An entry of the manuscript's own list of references, as it is printed there."""

    key: str
    text: str
    line: int


@dataclass(frozen=True)
class Manuscript:
    """A manuscript as it was read."""

    blocks: tuple[Block, ...] = ()
    references: tuple[Reference, ...] = ()
    bibliographies: tuple[str, ...] = ()
    """Names of the bibliographies that it asks for, as written."""
    silent: frozenset[str] = frozenset()
    """Keys that are cited without a place in the text; ``*`` stands for all."""
    problems: tuple[Problem, ...] = ()

    @property
    def cited(self) -> Mapping[str, tuple[int, ...]]:
        """The lines on which each key is cited, keys in order of appearance."""
        lines: dict[str, dict[int, None]] = {}
        for block in self.blocks:
            for piece in block.pieces:
                for key in piece.keys if isinstance(piece, Cite) else ():
                    lines.setdefault(key, {})[piece.line] = None
        return {key: tuple(found) for key, found in lines.items()}


@dataclass
class Blocks:
    """Gathers pieces into blocks."""

    done: list[Block] = field(default_factory=list[Block])
    _open: list[Piece] = field(default_factory=list[Piece])
    _size: int = 0

    def text(self, text: str, line: int) -> None:
        """Add text; a block that grows too long is ended."""
        for start in range(0, len(text), LONGEST_BLOCK):
            part = text[start : start + LONGEST_BLOCK]
            if self._size + len(part) > LONGEST_BLOCK:
                self.end()
            self._size += len(part)
            self._open.append(Text(part, line + text.count("\n", 0, start)))

    def cite(self, keys: Iterable[str], line: int, *, textual: bool = False) -> None:
        """Add a citation; one without keys is none."""
        found = tuple(dict.fromkeys(key for given in keys if (key := given.strip())))
        if found:
            self._open.append(Cite(found, line, textual))

    def end(self, kind: Literal["prose", "row"] = "prose") -> None:
        """End the block, if there is one."""
        if any(isinstance(piece, Cite) or piece.text.strip() for piece in self._open):
            self.done.append(Block(tuple(self._open), kind))
        self._open, self._size = [], 0
