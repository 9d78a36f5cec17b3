"""The gate: one verdict per statement, from the statement and the cited texts alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.schema import Evidence, Statement, VerdictKind
from assistant.text.folding import folded
from assistant.verify.assertions import assertion_faults
from assistant.verify.citations import Cited, Segment, parse_citations
from assistant.verify.coverage import REPORTING, coverage
from assistant.verify.meaning import foreign_names, turned_words, wrong_measures
from assistant.verify.numbers import Fault, best_places, figure_faults, is_copy
from assistant.verify.quotes import false_quotes
from assistant.verify.reading import Reading, read
from assistant.verify.sources import Source, bare, without_digits
from assistant.verify.support import support
from assistant.verify.wording import combined

_SUPPORTED = 0.5
"""Support that the cited texts must give to the wording, measured by `quotient eval support` and `attack`.

Honest rewordings of the sample and of 300 arXiv abstracts have at least 0.63; sentences held against the
nearest other paper less than 0.5 in 0.95 of cases. SciFact words its claims far from the abstracts: of those
that an abstract supports 0.14 have less, held against the nearest other paper 0.52, and 0.77 where the paper
is cited but says nothing of them.
"""
_COVERED = 0.6
"""Share of telling words from which a paper that was not cited may be the one that says this."""
_DECISIVE = 0.25
"""Share by which another paper must hold more; the right one leads the best wrong one by 0.38 (median)."""
_CONTRIBUTES = 0.25
"""Share of a segment that each paper cited for it must hold; of two that support half each, about 0.5."""
_VERBATIM_WORDS = 4
"""Words from which a copied sentence shows whose it is."""

_OF_SEVERAL = re.compile(
    r"^(?:\W*\w+\W+){0,2}?(?:both|these|the|all|two|three|four|five) (?:of the )?(?:papers|studies|works)\b",
    re.IGNORECASE,
)
"""How a sentence begins that is about more than one paper."""

_Finding = tuple[VerdictKind, list[str]]


class Gate:
    """Checks statements against a closed list of papers.

    Papers are read once, when first needed. A gate holds no other state and may be shared by threads.
    """

    def __init__(self, evidence: Sequence[Evidence]) -> None:
        self._sources = {item.key: Source(item) for item in evidence}

    def check(self, text: str, keys: tuple[int, ...] | None = None) -> Statement:
        """Return the statement with its verdict and, for each known cited paper, the slice that fits best.

        Markers ``[n]`` are read from the text unless ``keys`` is given. Markers at the end are left out of
        the statement's text; those inside it stay.
        """
        cited = _cited(text, keys) if keys is not None else parse_citations(text, is_wording=self._is_wording)
        whole = read(cited.plain)
        verdict, reasons = self._judge(cited, whole)
        known = [self._sources[key] for key in cited.keys if key in self._sources]
        citations = tuple(source.cite(whole) for source in known)
        return Statement(text=cited.text, verdict=verdict, reasons=tuple(reasons), citations=citations)

    def _judge(self, cited: Cited, whole: Reading) -> _Finding:
        if not cited.keys:
            return "no_citation", ["no paper is cited"]
        unknown = [key for key in cited.keys if key not in self._sources]
        if unknown:
            return "unknown_source", [f"[{key}] is not among the papers offered" for key in unknown]
        sources = [self._sources[key] for key in cited.keys]
        if len(sources) < 2 and _OF_SEVERAL.search(whole.text) and not _is_verbatim(whole, sources[0]):
            return "not_supported", ["it speaks of several papers and cites one"]
        for check in (self._check_abstracts, self._check_quotes):
            if finding := check(whole, sources):
                return finding
        if all(_is_verbatim(whole, source) for source in sources):
            return "supported", []
        return (
            self._check_figures(cited)
            or self._check_wording(cited, whole, sources)
            or self._check_assertions(cited)
            or self._check_meaning(cited, whole, sources)
            or ("supported", [])
        )

    def _check_abstracts(self, _: Reading, sources: Sequence[Source]) -> _Finding | None:
        if any(source.paper.abstract for source in sources):
            return None
        return "not_supported", [f"only the title of {source.paper.title!r} is known" for source in sources]

    def _check_quotes(self, whole: Reading, sources: Sequence[Source]) -> _Finding | None:
        texts = [text for source in sources for text in (source.paper.abstract or "", source.paper.title)]
        quotes = false_quotes(whole.text, texts)
        reasons = [f"the words {quote!r} do not stand in the cited paper" for quote in quotes]
        return ("quote_not_found", reasons) if reasons else None

    def _check_figures(self, cited: Cited) -> _Finding | None:
        hedges: list[str] = []
        for segment in cited.segments:
            statement = read(segment.text)
            for fault in figure_faults(statement, self._readings(segment)):
                if fault.kind != "hedge":
                    return self._explain(fault, segment)
                hedges.append(_explain_hedge(fault))
        return ("qualifier_dropped", hedges) if hedges else None

    def _readings(self, segment: Segment) -> list[Reading]:
        return [reading for key in segment.keys for reading in self._sources[key].readings]

    def _explain(self, fault: Fault, segment: Segment) -> _Finding:
        cited = " and ".join(repr(self._sources[key].paper.title) for key in segment.keys)
        if fault.kind == "misplaced":
            instead = f"; there it says {fault.place.figure.text}" if fault.place and fault.rival else ""
            return "number_not_in_source", [
                f"{fault.figure.text} does not stand in this context in {cited}{instead}"
            ]
        if fault.rival and fault.place:
            reason = f"{fault.figure.text} is not in {cited}, which has {fault.place.figure.text}"
            return "number_not_in_source", [reason]
        for key, source in self._sources.items():
            if key not in segment.keys and source.holds(fault.figure):
                return "wrong_paper", [f"{fault.figure.text} is not in {cited} but in {source.paper.title!r}"]
        return "number_not_in_source", [f"{fault.figure.text} is not in {cited}"]

    def _check_meaning(self, cited: Cited, whole: Reading, sources: Sequence[Source]) -> _Finding | None:
        readings = [reading for source in sources for reading in source.readings]
        reasons = turned_words(whole, readings)
        for segment in cited.segments:
            statement = read(segment.text)
            reasons += wrong_measures(statement, best_places(statement, self._readings(segment)))
        return ("not_supported", reasons) if reasons else None

    def _check_assertions(self, cited: Cited) -> _Finding | None:
        """Compare each segment, clause by clause, with the sentences of its own papers that it follows."""
        hedges: list[str] = []
        for segment in cited.segments:
            background = combined([self._sources[key].background for key in segment.keys])
            sentences = [reading.text for reading in self._readings(segment)]
            faults = assertion_faults(segment.text, sentences, background)
            if faults.turned:
                return "not_supported", list(faults.turned)
            hedges += faults.hedges
        return ("qualifier_dropped", hedges) if hedges else None

    def _check_wording(self, cited: Cited, whole: Reading, sources: Sequence[Source]) -> _Finding | None:
        if not whole.figures and not whole.words - REPORTING:
            return "not_supported", ["it says nothing that the cited text could support"]
        words = frozenset[str]().union(*(source.words for source in sources))
        covered = coverage(whole.words, words)
        if owner := self._better_source(whole, sources, covered):
            return "wrong_paper", [f"this is said in {owner.paper.title!r}"]
        supported = support(whole.terms, [terms for source in sources for terms in source.beginnings])
        if supported < _SUPPORTED:
            return "not_supported", [f"only {supported:.0%} of what it says stands in the cited text"]
        known = (source.name_words | source.author_words for source in sources)
        if names := foreign_names(whole, words.union(*known)):
            return "not_supported", [f"the cited text does not mention {', '.join(names)}"]
        idle = [source for segment in cited.segments for source in self._idle(segment)]
        return (
            ("wrong_paper", [f"{source.paper.title!r} says nothing of this" for source in idle])
            if idle
            else None
        )

    def _better_source(self, whole: Reading, sources: Sequence[Source], covered: float) -> Source | None:
        """Return a paper that was offered but not cited, and says this decisively more."""
        cited = {source.key for source in sources}
        others = [source for source in self._sources.values() if source.key not in cited]
        if owner := next((source for source in others if _is_verbatim(whole, source)), None):
            return owner
        copied = any(_copies(whole, source) for source in sources)
        owner = None if copied else next((source for source in others if _copies(whole, source)), None)
        if owner:
            return owner
        figures = [figure for figure in whole.figures if figure.quantity]
        able = [source for source in others if all(source.holds(figure) for figure in figures)]
        best = max(able, key=lambda source: source.covers(whole.words), default=None)
        enough = max(_COVERED, covered + _DECISIVE)
        return best if best and best.covers(whole.words) >= enough else None

    def _idle(self, segment: Segment) -> list[Source]:
        words = read(segment.text).words
        return [self._sources[key] for key in segment.keys if self._sources[key].covers(words) < _CONTRIBUTES]

    def _is_wording(self, piece: str) -> bool:
        """Tell whether the brackets that end this piece are a paper's own, whatever numbers they hold."""
        wording = without_digits(folded(piece))
        return any(wording in source.pattern for source in self._sources.values())


def _cited(text: str, keys: tuple[int, ...]) -> Cited:
    body = text.strip()
    return Cited(body, body, keys, (Segment(body, keys),))


def _is_verbatim(whole: Reading, source: Source) -> bool:
    """Tell whether the statement is a sentence of the abstract, word for word."""
    if len(whole.text.split()) < _VERBATIM_WORDS:
        return False
    return bare(whole.text) in source.bare_sentences


def _copies(whole: Reading, source: Source) -> bool:
    """Tell whether the statement says what one sentence of the abstract says, nearly word by word."""
    return len(whole.words) >= _VERBATIM_WORDS and any(is_copy(whole, reading) for reading in source.readings)


def _explain_hedge(fault: Fault) -> str:
    hedges = fault.place.figure.qualifiers if fault.place else frozenset[str]()
    lost, added = hedges - fault.figure.qualifiers, fault.figure.qualifiers - hedges
    parts = [f"the source says {name!r}" for name in sorted(lost)] + [
        f"{name!r} is added" for name in sorted(added)
    ]
    return f"{fault.figure.text}: " + ", ".join(parts)
