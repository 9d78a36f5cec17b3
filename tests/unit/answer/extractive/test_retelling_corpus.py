"""Every sentence of the sample corpus retold: what is stated stays, and nobody says "we"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from assistant.answer.extractive.preamble import without_preamble
from assistant.answer.extractive.retelling import retellings
from assistant.answer.extractive.subjects import Subject, subjects_of
from assistant.answer.figures.subjects import label_of
from assistant.schema import Evidence, Paper
from assistant.text.folding import folded
from assistant.text.sentences import split_sentences
from assistant.verify.gate import Gate

NUMERAL = re.compile(r"\d+(?:[.,]\d+)*(?:%|x\b)?")
HEDGE = re.compile(
    r"\b(?:up ?to|as (?:low|high|much|few) as|at (?:least|most)|(?:more|less|fewer) than|over|nearly|almost"
    r"|approximately|about|around|roughly|on average|averag\w*|can|could|may|might)\b|~",
    re.IGNORECASE,
)
REFERENCE = re.compile(r" ?\[[\d,; –-]+\]")
COUNTER = re.compile(r"^(?:\(?\d\)|\d\.) ?")
DETAILS = re.compile(r": \(?(?:1|i|a)\)")
FIRST_PERSON = re.compile(r"\b(?:we|our|ours|us)\b", re.IGNORECASE)
MOST_IN_FIRST_PERSON = 0.005
"""Share of sentences in which "we" may survive; none does today."""


@dataclass(frozen=True)
class Case:
    """A sentence with its wordings, and the one that a draft would take."""

    paper: Paper
    text: str
    wordings: list[str]
    chosen: str | None


def _cases(paper: Paper) -> Iterator[Case]:
    gate, abstract = Gate([Evidence(key=1, paper=paper)]), paper.abstract or ""
    (subject,) = subjects_of([paper])
    for place, span in enumerate(split_sentences(abstract)):
        text = folded(abstract[span.start : span.end])
        told = retellings(text, paper, Subject(subject.name, subject.method, again=place % 2 == 1))
        supported = (one for one in told if gate.check(one, (1,)).verdict == "supported")
        yield Case(paper, text, told, next(supported, None))


@pytest.fixture(scope="module")
def cases(papers: list[Paper]) -> list[Case]:
    return [case for paper in papers for case in _cases(paper)]


def _stated(pattern: re.Pattern[str], text: str, paper: Paper) -> Counter[str]:
    """Count what a pattern finds, but for what counts sentences, references and in the method's name."""
    bare = REFERENCE.sub("", COUNTER.sub("", text)).replace(label_of(paper) or "\n", "")
    return Counter(found.lower() for found in pattern.findall(bare))


def _allowed(pattern: re.Pattern[str], text: str, paper: Paper) -> list[Counter[str]]:
    """What a wording may state: all of it, all without what only links, or all before a list of details."""
    details = DETAILS.search(text)
    parts = [text, without_preamble(text), *([text[: details.start()]] if details else [])]
    return [_stated(pattern, part, paper) for part in parts]


def test_no_wording_changes_a_number_or_a_hedge(cases: list[Case]) -> None:
    changed = [
        (case.text, wording)
        for case in cases
        for wording in case.wordings
        for pattern in (NUMERAL, HEDGE)
        if _stated(pattern, wording, case.paper) not in _allowed(pattern, case.text, case.paper)
    ]
    assert len(cases) > 600
    assert changed == []


def test_one_wording_of_each_sentence_is_supported(cases: list[Case]) -> None:
    assert [case.text for case in cases if case.chosen is None] == []


def test_hardly_any_sentence_is_told_in_the_first_person(cases: list[Case]) -> None:
    spoken = [case.text for case in cases if FIRST_PERSON.search(case.text)]
    left = [case.chosen for case in cases if case.chosen and FIRST_PERSON.search(case.chosen)]
    assert len(spoken) > 200
    assert len(left) <= MOST_IN_FIRST_PERSON * len(spoken), left


def test_every_wording_ends_like_a_sentence(cases: list[Case]) -> None:
    assert [case.chosen for case in cases if case.chosen and case.chosen[-1] not in ".!?:)"] == []
