"""A sentence as the extractor sees it: folded text, its figures, and the way back to the abstract."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.claims.grammar.figures import Figure, find_figures
from assistant.schema import Span
from assistant.text.folding import Folded, fold
from assistant.text.sentences import split_sentences

_DIGIT = re.compile("[0-9]")
_FIGURED = re.compile(
    "half|halv|twice|thrice|doubl|tripl|quadrupl|order of|times|fold|factor of"
    "|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) (?:out )?of"
)
"""What a figure in words has, in lower case."""

_LONGEST = 4000
"""Characters of a sentence at most: what is longer is no prose."""
_MOST = 40
"""Figures of a sentence at most: where more stand, it is a table."""
_TILDE_RANGE = re.compile(r"(?<=[0-9])~(?=[0-9])")
"""A tilde as the dash of a range, which elsewhere is a blank: "4~8%"."""
_PLAIN = re.compile(r" ?(?: |,|,? and|/|&|,? or|\() ?(?:~|<|>|up to |over |\+)?")


@dataclass(frozen=True)
class Sentence:
    """One sentence of an abstract; ``position`` is its index among the sentences."""

    position: int
    offset: int
    folded: Folded
    figures: tuple[Figure, ...]

    @property
    def text(self) -> str:
        """The folded text."""
        return self.folded.text

    def before(self, index: int) -> str:
        """Return the text between a figure and the one before it."""
        start = self.figures[index - 1].end if index else 0
        return self.text[start : self.figures[index].start]

    def after(self, index: int) -> str:
        """Return the text between a figure and the next one."""
        following = self.figures[index + 1 : index + 2]
        return self.text[self.figures[index].end : following[0].start if following else len(self.text)]

    def printed(self, index: int) -> str:
        """Return a figure as the folded text prints it."""
        return self.text[self.figures[index].start : self.figures[index].end]

    def run(self, index: int) -> range:
        """Return the indices of the plain list of figures around a figure: "1.75x, 2.61x and 1.03x"."""
        first = last = index
        while first > 0 and self._lists(first - 1):
            first -= 1
        while last + 1 < len(self.figures) and self._lists(last):
            last += 1
        return range(first, last + 1)

    def _lists(self, index: int) -> bool:
        one, other = self.figures[index : index + 2]
        return one.unit == other.unit and _PLAIN.fullmatch(self.after(index)) is not None

    def source(self, start: int, end: int) -> Span:
        """Return the range of the abstract that a range of the folded text came from."""
        span = self.folded.source(start, end)
        return Span(start=self.offset + span.start, end=self.offset + span.end)


def read_sentences(abstract: str) -> list[Sentence]:
    """Return the sentences of an abstract with their figures."""
    return [_read(place, span, abstract) for place, span in enumerate(split_sentences(abstract))]


def _read(position: int, span: Span, abstract: str) -> Sentence:
    raw = abstract[span.start : span.end]
    text = fold(_TILDE_RANGE.sub("-", raw))
    prose = len(raw) <= _LONGEST and (_DIGIT.search(raw) or _FIGURED.search(raw.lower()))
    figures = find_figures(text.text) if prose else ()
    return Sentence(position, span.start, text, figures if len(figures) <= _MOST else ())
