"""From an abstract to its quantitative claims, by rules of English and of this literature."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.claims.grammar.admission import admits
from assistant.claims.grammar.baselines import find_baseline
from assistant.claims.grammar.contrasts import Contrast, find_contrasts
from assistant.claims.grammar.figures import Figure
from assistant.claims.grammar.measures import Measure, measure
from assistant.claims.grammar.own import find_own, first_own
from assistant.claims.grammar.sentences import Sentence, read_sentences
from assistant.claims.grammar.settings import find_setting
from assistant.claims.grammar.subjects import Subject, find_subject
from assistant.schema import Claim, Paper, Quantity, Quote
from assistant.text.quantities import COUNT

EXTRACTION_VERSION = 4
"""Grows whenever the same abstract may give other claims than before."""


@dataclass(frozen=True)
class _Abstract:
    """A paper with its sentences, the name of its own method and the first sentence that speaks of it."""

    paper: Paper
    text: str
    own: str | None
    since: int


@dataclass(frozen=True)
class _Result:
    """An admitted figure of a sentence."""

    sentence: Sentence
    index: int
    measure: Measure
    contrast: Contrast | None

    @property
    def figure(self) -> Figure:
        return self.sentence.figures[self.index]


def extract_claims(paper: Paper) -> list[Claim]:
    """Return the quantitative claims of an abstract in order of appearance; none without an abstract."""
    if paper.abstract is None:
        return []
    sentences = read_sentences(paper.abstract)
    if not any(sentence.figures for sentence in sentences):
        return []
    own = find_own(paper, sentences)
    abstract = _Abstract(paper, paper.abstract, own, first_own(sentences, own))
    claims: list[Claim] = []
    last = abstract.own
    for sentence in sentences:
        for claim in _sentence_claims(abstract, sentence, last):
            claims.append(claim)
            last = claim.subject if claim.own else last
    return claims


def _sentence_claims(abstract: _Abstract, sentence: Sentence, last: str | None) -> Iterator[Claim]:
    results = [result for result in _results(sentence) if not _is_background(abstract, result)]
    for result in results:
        rivals = [
            one.contrast.name for one in results if one.contrast and one.contrast.against == result.index
        ]
        subject = find_subject(sentence, result.index, abstract.own, last=last)
        for baseline in _baselines(result, rivals):
            yield _claim(abstract, result, subject, baseline)


def _is_background(abstract: _Abstract, result: _Result) -> bool:
    """Tell whether a percentage only motivates the work: "10% of newborns need help", before it is named."""
    sentence, said = result.sentence, result.measure
    named = said.cue is not None or said.metric != "quality"
    if sentence.position >= abstract.since or result.figure.unit != "%" or named or said.relative:
        return False
    return sentence.after(result.index).startswith((" of ", " in "))


def _results(sentence: Sentence) -> list[_Result]:
    results: list[_Result] = []
    contrasts = find_contrasts(sentence) if len(sentence.figures) > 1 else {}
    for index in range(len(sentence.figures)):
        adjacent = bool(results) and results[-1].index == index - 1
        said = measure(sentence, index, results[-1].measure if results else None, adjacent=adjacent)
        if admits(sentence, index, said, previous=adjacent):
            results.append(_Result(sentence, index, said, contrasts.get(index)))
    return results


def _baselines(result: _Result, rivals: Sequence[str | None]) -> Sequence[str | None]:
    if result.contrast:
        return [None]
    named = [name for name in rivals if name]
    return named or [find_baseline(result.sentence, result.index, relative=result.measure.relative)]


_AFTERTHOUGHT = re.compile(r"\W*(?:However|Moreover|Furthermore|Besides)\b|[^,]*\b[Aa]blations?\b")
"""What opens a sentence that adds to the results by which a paper is known."""


def _claim(abstract: _Abstract, result: _Result, subject: Subject, baseline: str | None) -> Claim:
    rival = result.contrast
    name = subject.name
    if rival:
        name = rival.name or find_baseline(result.sentence, result.index, relative=True)
    own = rival is None and result.sentence.position >= abstract.since
    return Claim(
        quote=_quote(abstract, result, subject),
        metric=result.measure.metric,
        quantity=_quantity(result),
        direction=result.measure.direction,
        subject=name,
        baseline=baseline,
        own=own,
        headline=own and _AFTERTHOUGHT.match(result.sentence.text) is None,
        setting=find_setting(result.sentence, result.index, f"{name} {baseline}"),
    )


def _quantity(result: _Result) -> Quantity:
    figure, cue = result.figure, result.measure.cue
    unit = figure.printed
    if figure.unit == COUNT:
        unit = cue.singular if cue else "count"
    return Quantity(value=figure.value, value_max=figure.value_max, unit=unit, bound=figure.bound)


_CLAUSE_END = re.compile(r"[;]|,? \b(?:while|whereas|but|which|thereby)\b|\.$")


def _quote(abstract: _Abstract, result: _Result, subject: Subject) -> Quote:
    """Return the clause that states the figure: from its subject to where the next clause begins."""
    sentence = result.sentence
    text, figure = sentence.text, result.figure
    start = min(subject.start, figure.start)
    start += len(text[start:]) - len(text[start:].lstrip(" ,;:"))
    end = _CLAUSE_END.search(text, figure.end)
    stop = len(text[: end.start() if end else len(text)].rstrip(" ."))
    span = sentence.source(start, stop)
    return Quote(
        paper_id=abstract.paper.id, start=span.start, end=span.end, text=abstract.text[span.start : span.end]
    )
