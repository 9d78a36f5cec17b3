"""Every sentence of the sample corpus against the gate: true as it stands, false after any small change."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from assistant.schema import Evidence, Paper
from assistant.text.sentences import split_sentences
from assistant.verify.gate import Gate
from assistant.verify.reading import Figure, Reading, read

UNITS = {
    "x": ("%", " GB"),
    "%": ("x", " pp"),
    "pp": ("%",),
    "gb": (" MB", " TB"),
    "B": ("M", " trillion"),
    "M": ("B", "K"),
    "K": ("M",),
    "T": (" billion",),
    "bit": (" bytes", "x"),
    "tflops": (" GFLOPS",),
    "pflops": (" teraflops",),
    "": ("%", "x"),
}
HEDGE = re.compile(
    r"\b(?:up ?to|as low as|at least|more than|less than|approximately|roughly|averag\w*|end-to-end)\b|~",
    re.IGNORECASE,
)
OTHER_HEDGES = ("", "at least", "about", "up to", "on average", "less than")


@dataclass(frozen=True)
class Case:
    """A sentence, the gate that offers its paper among eight, and its paper's key and another's."""

    paper: Paper
    text: str
    reading: Reading
    gate: Gate
    key: int
    other: int

    def passes(self, text: str, marker: str | None = None) -> bool:
        return self.gate.check(f"{text} [{marker or self.key}]").verdict == "supported"


@pytest.fixture(scope="module")
def cases(papers: list[Paper]) -> list[Case]:
    found: list[Case] = []
    for number, paper in enumerate(papers):
        offered = [papers[(number + 11 * step) % len(papers)] for step in range(8)]
        gate = Gate([Evidence(key=key, paper=each) for key, each in enumerate(offered, start=1)])
        abstract = paper.abstract or ""
        for index, span in enumerate(split_sentences(abstract)):
            text = abstract[span.start : span.end]
            found.append(Case(paper, text, read(text), gate, 1, 2 + index % 7))
    return found


def digits_altered(reading: Reading) -> Iterator[str]:
    for figure in reading.figures:
        for match in re.finditer("[0-9]", figure.text):
            at = figure.start + match.start()
            digit = (int(match.group()) + 1 + at % 8) % 10
            yield f"{reading.text[:at]}{digit}{reading.text[at + 1 :]}"


def units_altered(reading: Reading) -> Iterator[str]:
    for figure in reading.figures:
        number = re.match(r"[+-]?[0-9][0-9.,]*(?:-[0-9.]+)?", figure.text)
        if figure.quantity and number:
            end = figure.start + len(figure.text)
            for unit in UNITS.get(figure.quantity.unit, (" bananas",)):
                yield f"{reading.text[: figure.start]}{number.group()}{unit}{reading.text[end:]}"


def hedges_altered(reading: Reading) -> Iterator[str]:
    before = [figure.qualifiers for figure in reading.figures if figure.quantity]
    for match in HEDGE.finditer(reading.text):
        for hedge in OTHER_HEDGES:
            text = " ".join(f"{reading.text[: match.start()]}{hedge}{reading.text[match.end() :]}".split())
            after = [figure.qualifiers for figure in read(text).figures if figure.quantity]
            if after != before:  # else the words hedged no figure
                yield text


def figures_exchanged(case: Case) -> Iterator[str]:
    """Yield the sentence with each of its figures replaced by other figures of the same abstract."""
    abstract = case.paper.abstract or ""
    sentences = [read(abstract[span.start : span.end]) for span in split_sentences(abstract)]
    every = [figure for sentence in sentences for figure in sentence.figures if _is_number(figure)]
    for figure in case.reading.figures:
        others = dict.fromkeys(other.text for other in every if not figure.matches(other))
        for other in list(others)[:6]:
            end = figure.start + len(figure.text)
            yield case.reading.text[: figure.start] + other + case.reading.text[end:]


def _is_number(figure: Figure) -> bool:
    return figure.text[0].isdigit() and (figure.quantity is not None or figure.text[-1].isdigit())


def test_every_sentence_is_supported_by_its_own_paper(cases: list[Case]) -> None:
    assert [case.text for case in cases if not case.passes(case.text)] == []


def test_every_verbatim_citation_is_the_sentence_itself(cases: list[Case]) -> None:
    for case in cases:
        (citation,) = case.gate.check(case.text, (case.key,)).citations
        assert citation.quote == case.text


def test_no_sentence_is_supported_by_another_paper(cases: list[Case]) -> None:
    assert [case.text for case in cases if case.passes(case.text, str(case.other))] == []


def test_no_sentence_is_supported_by_an_unknown_key_or_none(cases: list[Case]) -> None:
    assert {case.gate.check(f"{case.text} [99]").verdict for case in cases} == {"unknown_source"}
    assert {case.gate.check(case.text).verdict for case in cases} <= {"no_citation", "unknown_source"}


def test_no_altered_digit_is_supported(cases: list[Case]) -> None:
    altered = [(case, text) for case in cases for text in digits_altered(case.reading)]
    assert len(altered) > 500
    assert [text for case, text in altered if case.passes(text)] == []


def test_no_altered_unit_is_supported(cases: list[Case]) -> None:
    altered = [(case, text) for case in cases for text in units_altered(case.reading)]
    assert len(altered) > 200
    assert [text for case, text in altered if case.passes(text)] == []


def test_no_altered_hedge_is_supported(cases: list[Case]) -> None:
    altered = [(case, text) for case in cases for text in hedges_altered(case.reading)]
    assert len(altered) > 150
    assert [text for case, text in altered if case.passes(text)] == []


def test_no_added_or_dropped_negation_is_supported(cases: list[Case]) -> None:
    altered = [
        (case, f"{before} {verb} not {after}")
        for case in cases
        for before, verb, after in re.findall(r"^(.*?) (is|are|can|do|does|has|have) (?!not)(.*)$", case.text)
    ]
    altered += [(case, case.text.replace(" not ", " ")) for case in cases if " not " in case.text]
    assert [text for case, text in altered if case.passes(text)] == []


def test_no_figure_may_take_the_place_of_another(cases: list[Case]) -> None:
    altered = [(case, text) for case in cases for text in figures_exchanged(case)]
    assert len(altered) > 800
    assert [text for case, text in altered if case.passes(text)] == []
