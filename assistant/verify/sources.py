"""A paper as the gate reads it: its sentences, each with where it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.schema import Citation, Evidence, Paper, PaperField, Span
from assistant.text.folding import folded
from assistant.text.sentences import split_sentences
from assistant.verify.coverage import coverage
from assistant.verify.numbers import best_places
from assistant.verify.owned import own_names
from assistant.verify.reading import Figure, Reading, read, stems
from assistant.verify.support import beginnings
from assistant.verify.tokens import tokens_of
from assistant.verify.wording import Background


@dataclass(frozen=True)
class Sentence:
    """A sentence of an abstract, or a title: its reading and its exact place."""

    reading: Reading
    field: PaperField
    span: Span


@dataclass(frozen=True)
class Source:
    """A paper offered under a key."""

    evidence: Evidence

    @property
    def key(self) -> int:
        """The number under which the paper may be cited."""
        return self.evidence.key

    @property
    def paper(self) -> Paper:
        """The paper itself."""
        return self.evidence.paper

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of the abstract in order, then the title."""
        abstract, title = self.paper.abstract or "", self.paper.title
        spans = split_sentences(abstract)
        found = [Sentence(read(abstract[span.start : span.end]), "abstract", span) for span in spans]
        return (*found, Sentence(read(title), "title", Span(start=0, end=len(title))))

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        """The readings of all sentences; none without an abstract, for a title supports no claim."""
        return tuple(sentence.reading for sentence in self.sentences) if self.paper.abstract else ()

    @cached_property
    def words(self) -> frozenset[str]:
        """All content words of title and abstract."""
        return frozenset[str]().union(*(reading.words for reading in self.readings))

    @cached_property
    def beginnings(self) -> tuple[frozenset[str], ...]:
        """What the words of each sentence are compared by, those of the title among them."""
        return tuple(beginnings(reading.terms) for reading in self.readings)

    @cached_property
    def bare_sentences(self) -> frozenset[str]:
        """The folded sentences without the stops at their ends."""
        return frozenset(bare(reading.text) for reading in self.readings)

    @cached_property
    def name_words(self) -> frozenset[str]:
        """The words inside names with digits, which a reading keeps apart from the others."""
        figures = [figure for reading in self.readings for figure in reading.figures]
        return frozenset(word for figure in figures for word in stems(figure.text))

    @cached_property
    def author_words(self) -> frozenset[str]:
        """The words of the names of the paper's authors, who may be named where it is cited."""
        return frozenset(word for author in self.paper.authors for word in stems(author))

    @cached_property
    def background(self) -> Background:
        """The terms and names of title and abstract, and the names of the paper's own method."""
        tokens = [token for reading in self.readings for token in tokens_of(reading.text)]
        common = {token.key for token in tokens if token.text.islower()}
        names = frozenset(token.key for token in tokens if token.name) - common
        return Background(
            frozenset(token.key for token in tokens if token.telling), names, own_names(self.paper)
        )

    @cached_property
    def pattern(self) -> str:
        """The folded abstract with each number as ``#``."""
        return without_digits(folded(self.paper.abstract or ""))

    def holds(self, figure: Figure) -> bool:
        """Tell whether the abstract has a figure."""
        return any(figure.matches(other) for reading in self.readings for other in reading.figures)

    def covers(self, words: frozenset[str]) -> float:
        """Return the share of the words that title and abstract hold."""
        return coverage(words, self.words)

    def cite(self, statement: Reading) -> Citation:
        """Return the citation of the sentence that says most of the statement, as an exact slice."""
        places = [place.source for place in best_places(statement, self.readings) if place]
        best = max(self.sentences, key=lambda sentence: _support(statement, sentence, places))
        text = self.paper.title if best.field == "title" else self.paper.abstract or ""
        return Citation(
            marker=self.key,
            paper_id=self.paper.id,
            title=self.paper.title,
            quote=text[best.span.start : best.span.end],
            field=best.field,
            start=best.span.start,
            end=best.span.end,
        )


def bare(text: str) -> str:
    """Return a sentence without the stop at its end."""
    return text.rstrip(".!? ")


def without_digits(text: str) -> str:
    """Return the text with each run of digits as ``#``."""
    return re.sub("[0-9]+", "#", text)


def _support(statement: Reading, sentence: Sentence, places: Sequence[Reading]) -> tuple[bool, int, float]:
    """Order sentences: the copied one, then by the figures that fit there, then by shared words."""
    copied = sentence.reading.text.rstrip(".") == statement.text.rstrip(".")
    held = sum(place is sentence.reading for place in places)
    in_abstract = 0.5 if sentence.field == "abstract" else 0.0
    return copied, held, len(statement.words & sentence.reading.words) + in_abstract
