from __future__ import annotations

from datetime import UTC, datetime

import pytest

from assistant.answer.route import Resolved, resolve
from assistant.schema import Citation, Paper, Statement, StoredTurn, Thread
from tests.unit.answer.small_retrieval import SmallRetrieval

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def _said(text: str, *papers: Paper) -> Statement:
    citations = tuple(
        Citation(marker=n, paper_id=one.id, title=one.title, quote="", start=0, end=0)
        for n, one in enumerate(papers, start=1)
    )
    return Statement(text=text, verdict="supported", citations=citations)


def _thread(*turns: tuple[str, tuple[Statement, ...]]) -> Thread:
    stored = tuple(
        StoredTurn(
            id=str(n), thread_id="t", position=n, question=asked, state="done", statements=said, created=NOW
        )
        for n, (asked, said) in enumerate(turns)
    )
    return Thread(id="t", title="T", created=NOW, turns=stored)


@pytest.fixture
def shelf(marlin: Paper, flexq: Paper) -> SmallRetrieval:
    return SmallRetrieval(marlin, flexq)


@pytest.fixture
def one(marlin: Paper) -> Thread:
    """A thread that has told of one paper."""
    return _thread(("How fast is MARLIN?", (_said("MARLIN is up to 2.8x faster than Megatron.", marlin),)))


@pytest.fixture
def two(marlin: Paper, flexq: Paper) -> Thread:
    """A thread that has told of two."""
    said = (_said("MARLIN is up to 4x faster.", marlin), _said("FlexQ is 1.39x faster.", flexq))
    return _thread(("Which kernels speed up quantized weights?", said))


@pytest.mark.parametrize(
    ("question", "query"),
    [
        ("How does it quantize weights?", "How does MARLIN quantize weights?"),
        ("What are its batch sizes?", "What are MARLIN's batch sizes?"),
        ("Compare it with FlexQ", "Compare MARLIN with FlexQ"),
        ("What does this method need?", "What does MARLIN need?"),
        ("What about memory?", "MARLIN: What about memory?"),
        ("Why?", "MARLIN: Why?"),
        ("And for FlexQ?", "How fast is FlexQ?"),
        ("What does that baseline report?", "What does Megatron report?"),
    ],
)
def test_follow_up_names_what_it_leaves_to_the_thread(
    one: Thread, shelf: SmallRetrieval, question: str, query: str
) -> None:
    found = resolve(question, one, shelf.papers)
    assert (found.query, found.papers, found.leans) == (query, None, True)


def test_follow_up_remembers_the_papers_that_it_leans_on(
    two: Thread, shelf: SmallRetrieval, marlin: Paper, flexq: Paper
) -> None:
    assert resolve("What does it cost?", two, shelf.papers).earlier == {marlin.id, flexq.id}


@pytest.mark.parametrize(
    "question",
    [
        "Which papers study scaling laws for vocabulary size?",
        "Is it possible to train models without gradients at all?",
        "How is FlexQ's kernel scheduled on GPUs?",
    ],
)
def test_question_that_stands_alone_is_left_as_it_is(
    one: Thread, shelf: SmallRetrieval, question: str
) -> None:
    assert resolve(question, one, shelf.papers) == Resolved(question)


def test_first_question_has_nothing_to_lean_on(shelf: SmallRetrieval) -> None:
    assert resolve("How fast is it?", _thread(), shelf.papers) == Resolved("How fast is it?")


def test_which_of_those_is_confined_to_the_papers_cited(
    two: Thread, shelf: SmallRetrieval, marlin: Paper, flexq: Paper
) -> None:
    """What was asked before would only lead back to all of them."""
    question = "Which of those needs no retraining?"
    assert resolve(question, two, shelf.papers) == Resolved(question, (marlin.id, flexq.id), leans=True)


def test_they_are_all_papers_of_the_last_answer(two: Thread, shelf: SmallRetrieval) -> None:
    found = resolve("Do they need retraining?", two, shelf.papers)
    assert found.query == "MARLIN and FlexQ: Do they need retraining?"


def test_it_is_the_paper_cited_most_where_the_question_named_none(
    shelf: SmallRetrieval, marlin: Paper, flexq: Paper
) -> None:
    said = (_said("A.", marlin), _said("B.", flexq), _said("C.", flexq))
    thread = _thread(("Which kernel is fast?", said))
    assert resolve("What does it cost?", thread, shelf.papers).query == "What does FlexQ cost?"


def test_refusal_in_between_is_stepped_over(shelf: SmallRetrieval, marlin: Paper) -> None:
    thread = _thread(("How fast is MARLIN?", (_said("It is.", marlin),)), ("Who invented football?", ()))
    assert resolve("What does it cost?", thread, shelf.papers).query == "What does MARLIN cost?"


def test_thread_that_told_nothing_lends_its_question(shelf: SmallRetrieval) -> None:
    thread = _thread(("How fast is MARLIN?", ()))
    assert resolve("And why?", thread, shelf.papers) == Resolved("How fast is MARLIN? And why?", leans=True)


def test_paper_that_left_the_library_is_not_meant(one: Thread) -> None:
    assert resolve("What does it cost?", one, SmallRetrieval().papers).query.startswith("How fast is MARLIN?")
