"""Holds each sentence of a manuscript against the abstracts of the papers that it cites."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from assistant.manuscript.clauses import Assigned, assigned
from assistant.manuscript.sentences import Written
from assistant.manuscript.sources import Sources
from assistant.schema import CheckedSentence, Statement
from assistant.text.quantities import COUNT
from assistant.verify.coverage import REPORTING
from assistant.verify.gate import Gate
from assistant.verify.numbers import is_copy
from assistant.verify.reading import Figure, read
from assistant.verify.sources import Source

LONGEST_SENTENCE: Final = 2_000
"""Characters; nothing longer is a sentence."""


_OWN: Final = re.compile(r"\b(?:[Ww]e|[Oo]urs?|us)\b")
_POINTER: Final = 3
"""Words that carry meaning, below which a sentence only points to what it cites."""


class Checker:
    """Checks the sentences of one manuscript. Holds what the gate has read of the papers that it cites."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._gate = Gate(sources.evidence)
        self._papers = {evidence.key: Source(evidence) for evidence in sources.evidence}

    def check(self, sentences: Sequence[Written]) -> Iterator[CheckedSentence]:
        """Yield in order what became of each sentence that cites something or states a number.

        Rows of tables without a number or citation are left out, and sentences such as "See [1] for details".
        """
        for place, written in enumerate(sentences):
            if not _figures(written.text) and (written.is_row or _only_points(written)):
                continue
            if written.keys:
                yield self._with_citation(written)
            elif not written.is_row and _figures(written.text):
                yield self._without_citation(written, _cited_nearby(sentences, place))

    def _with_citation(self, written: Written) -> CheckedSentence:
        if len(written.text) > LONGEST_SENTENCE:
            return _not_checked(written, [f"it is longer than {LONGEST_SENTENCE:,} characters"])
        parts = [part for part in assigned(written, self._sources.authors) if part.text]
        missing = [key for key in written.keys if key not in self._sources.numbers]
        if not missing:
            statement = self._gate.check(*self._marked(parts))
            return self._row(written, statement) if written.is_row else self._prose(written, statement)
        able = [part for part in parts if not set(part.keys) & set(missing)]
        statements = [self._gate.check(*self._marked([part])) for part in able]
        failed = next((one for one in statements if one.verdict != "supported"), None)
        reasons = [self._why_missing(key) for key in missing]
        return self._prose(written, failed) if failed else _not_checked(written, reasons)

    def _marked(self, parts: Sequence[Assigned]) -> tuple[str, tuple[int, ...] | None]:
        """Return what the gate reads: one part with its keys, several with a marker after each."""
        numbers = [tuple(dict.fromkeys(self._sources.numbers[key] for key in part.keys)) for part in parts]
        if len(parts) == 1:
            return parts[0].text, numbers[0]
        marked = [
            f"{part.text} [{', '.join(map(str, keys))}]" for part, keys in zip(parts, numbers, strict=True)
        ]
        return " ".join(marked), None

    def _prose(self, written: Written, statement: Statement) -> CheckedSentence:
        """Judge a sentence; one on the manuscript's own work fails only where it copies an abstract.

        "Unlike ShadowKV [1], our method is 4.1x faster" cites a paper that cannot have its number.
        """
        if statement.verdict == "supported" or not _OWN.search(written.text):
            return _judged(written, statement)
        said = read(statement.text)
        if any(is_copy(said, reading) for paper in self._papers.values() for reading in paper.readings):
            return _judged(written, statement)
        return _not_checked(written, ["it seems to speak of your own work", *statement.reasons])

    def _row(self, written: Written, statement: Statement) -> CheckedSentence:
        """Judge a row of a table by its figures: it has no wording, and its head may hold the qualifiers."""
        figures = _figures(written.text)
        papers = [self._papers[self._sources.numbers[key]] for key in written.keys]
        if not all(any(paper.holds(figure) for paper in papers) for figure in figures):
            return _judged(written, statement)
        if statement.verdict == "qualifier_dropped":
            return _not_checked(written, [*statement.reasons, "see whether the head of the table says so"])
        return _judged(written, statement.model_copy(update={"verdict": "supported", "reasons": ()}))

    def _why_missing(self, key: str) -> str:
        known = self._sources.known.get(key)
        return f"{key} is {known.reason}" if known else f"{key} is not defined"

    def _without_citation(self, written: Written, nearby: Sequence[str]) -> CheckedSentence:
        """Hold a number that stands without citation against what its paragraph cites around it."""
        found = CheckedSentence(line=written.line, text=written.text, state="no_citation")
        keys = tuple(key for key in nearby if key in self._sources.numbers)
        if not keys or len(written.text) > LONGEST_SENTENCE:
            return found
        names = ", ".join(keys)
        statement = self._gate.check(*self._marked([Assigned(written.text, keys)]))
        if statement.verdict != "supported":
            return found.model_copy(update={"reasons": (f"{names}, cited next to it, does not bear it out",)})
        return found.model_copy(
            update={
                "state": "checked",
                "verdict": "supported",
                "reasons": (f"no citation of its own; borne out by {names}, cited next to it",),
                "citations": statement.citations,
            }
        )


def _cited_nearby(sentences: Sequence[Written], place: int) -> tuple[str, ...]:
    """Return the keys of the closest sentence of the paragraph that has any, those before it first."""
    block = sentences[place].block
    before = range(place - 1, -1, -1)
    after = range(place + 1, len(sentences))
    for places in (before, after):
        for other in places:
            if sentences[other].block != block:
                break
            if sentences[other].keys:
                return sentences[other].keys
    return ()


def _figures(text: str) -> list[Figure]:
    """Return the numbers with a unit; bare numbers mostly count sections and years."""
    found = read(text[:LONGEST_SENTENCE]).figures
    return [figure for figure in found if figure.quantity and figure.quantity.unit != COUNT]


def _only_points(written: Written) -> bool:
    words = " ".join(part for part in written.parts if isinstance(part, str))
    said = read(words[:LONGEST_SENTENCE])
    return not said.figures and len(said.words - REPORTING) < _POINTER


def _judged(written: Written, statement: Statement) -> CheckedSentence:
    return CheckedSentence(
        line=written.line,
        text=written.text,
        keys=written.keys,
        state="checked",
        verdict=statement.verdict,
        reasons=statement.reasons,
        citations=statement.citations,
    )


def _not_checked(written: Written, reasons: Sequence[str]) -> CheckedSentence:
    return CheckedSentence(
        line=written.line, text=written.text, keys=written.keys, state="not_checked", reasons=tuple(reasons)
    )
