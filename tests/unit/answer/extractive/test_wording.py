from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answer.extractive import ExtractiveWriter
from assistant.answer.extractive.wording import wordings
from assistant.ingest import read_papers
from assistant.schema import Delta, Evidence, Paper, ScoredSentence, Span, WriteRequest
from assistant.text.sentences import split_sentences
from assistant.verify.gate import Gate
from tests.conftest import SAMPLE

NAMED = Paper(id="n", title="AlphaCache: Small Caches", abstract="We present AlphaCache, which is small.")
NAMELESS = Paper(id="u", title="On small caches", abstract="We study caches. They are small.")


def _best(text: str, paper: Paper = NAMED, *, again: bool = False) -> str:
    return wordings(text, paper, again=again)[0]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("It halves the memory.", "AlphaCache halves the memory."),
        ("Our method halves the memory.", "AlphaCache halves the memory."),
        ("We halve the memory.", "The authors of AlphaCache halve the memory."),
        ("This paper halves the memory.", "The paper on AlphaCache halves the memory."),
        ("Moreover, it halves the memory.", "AlphaCache halves the memory."),
        ("(1) It halves the memory.", "AlphaCache halves the memory."),
        ("In tests, we see half the memory.", "In AlphaCache, in tests, the authors see half the memory."),
        ("AlphaCache halves our memory.", "AlphaCache halves their memory."),
        ("It is known that caches grow.", "It is known that caches grow."),
        ("Caches grow [12, 13] with time.", "Caches grow with time."),
    ],
)
def test_whoever_is_called_we_or_it_is_named(text: str, told: str) -> None:
    assert _best(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("We halve the memory.", 'The authors of "On small caches" halve the memory.'),
        ("This study halves the memory.", 'The study "On small caches" halves the memory.'),
        ("It halves the memory.", "It halves the memory."),
    ],
)
def test_paper_without_a_name_is_called_by_its_title(text: str, told: str) -> None:
    assert _best(text, NAMELESS) == told


def test_authors_are_enough_where_the_paper_was_named_before() -> None:
    assert _best("We halve the memory.", again=True) == "The authors halve the memory."


def test_last_resort_is_the_sentence_as_it_stands() -> None:
    text = "Moreover, we  halve the memory"
    assert wordings(text, NAMED, again=False)[-1] == text


SENTENCES = [
    (paper, span) for paper in read_papers(SAMPLE).papers for span in split_sentences(paper.abstract or "")
]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(SENTENCES), st.booleans())
def test_whatever_the_writer_says_of_a_real_sentence_is_supported(
    chosen: tuple[Paper, Span], again: bool
) -> None:
    """A wording either passes the gate or is dropped for the next, down to the sentence as it stands."""
    paper, span = chosen
    text = (paper.abstract or "")[span.start : span.end]
    evidence = (Evidence(key=1, paper=paper, sentences=_only(paper, span.start)),)
    said = [one for one in ExtractiveWriter().write(WriteRequest(question="memory", evidence=evidence))]
    gate = Gate(evidence)
    assert "supported" in {gate.check(one, (1,)).verdict for one in wordings(text, paper, again=again)}
    assert [gate.check(one.text, one.keys).verdict for one in said if isinstance(one, Delta)] == ["supported"]


def _only(paper: Paper, start: int) -> tuple[ScoredSentence, ...]:
    """All sentences of a paper, of which only one fits the question."""
    return tuple(
        ScoredSentence(start=one.start, end=one.end, score=float(one.start == start))
        for one in split_sentences(paper.abstract or "")
    )
