"""Questions on how many of a thing a paper works with: "more than 10,000 GPUs", "over 1 trillion tokens"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.schema import Paper, Quote
from assistant.text.folding import folded
from assistant.text.quantities import Quantity, find_quantities
from assistant.text.sentences import split_sentences

_MAGNITUDES = {"": 1.0, "K": 1e3, "M": 1e6, "B": 1e9, "T": 1e12}
_AT_LEAST = re.compile(
    r"\b(?:at least|more than|over|above|exceeding|greater than|beyond)\s*$", re.IGNORECASE
)
_AT_MOST = re.compile(r"\b(?:at most|less than|fewer than|under|below|up to|no more than)\s*$", re.IGNORECASE)
_THING = re.compile(r"[ -]?(?P<words>[A-Za-z][\w-]*(?: [A-Za-z][\w-]*){0,3})")
_NOUN = re.compile(r" (?P<noun>[A-Za-z]+s)\b")


@dataclass(frozen=True)
class Count:
    """A limit on how many of something there are."""

    limit: float
    upper: bool
    noun: str
    """What is counted, in the plural."""
    printed: str

    def holds(self, value: float) -> bool:
        """Tell whether a number fits."""
        return value < self.limit if self.upper else value >= self.limit


@dataclass(frozen=True)
class Counted:
    """A number of the things asked for and the sentence that states it."""

    value: float
    printed: str
    quote: Quote
    paper: Paper


def count_asked(text: str) -> Count | None:
    """Return the count that a question, folded, sets as a limit."""
    for figure in find_quantities(text):
        before = text[: figure.start]
        least, most = _AT_LEAST.search(before), _AT_MOST.search(before)
        bound, noun = least or most, _NOUN.match(text, figure.end)
        if bound and noun and figure.unit in _MAGNITUDES:
            printed = text[bound.start() : noun.end()]
            return Count(_value(figure), most is not None, noun["noun"], printed)
    return None


def find_counts(count: Count, papers: Sequence[Paper]) -> list[Counted]:
    """Return every number of the things that the papers state, in the order of papers and text."""
    return [one for paper in papers for one in _stated(count, paper)]


def _stated(count: Count, paper: Paper) -> Iterator[Counted]:
    abstract = paper.abstract or ""
    for span in split_sentences(abstract):
        text = abstract[span.start : span.end]
        plain = folded(text)
        for figure in find_quantities(plain):
            following = _THING.match(plain, figure.end)
            words = following["words"].lower().split() if following else []
            if figure.unit in _MAGNITUDES and count.noun.lower() in words:
                quote = Quote(paper_id=paper.id, start=span.start, end=span.end, text=text)
                yield Counted(_value(figure), plain[figure.start : figure.end], quote, paper)


def _value(figure: Quantity) -> float:
    return float(figure.value) * _MAGNITUDES[figure.unit]
