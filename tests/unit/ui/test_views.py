from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, cast

import pytest

from assistant.schema import (
    Answer,
    Citation,
    EvidenceItem,
    IndexState,
    Nearest,
    Paper,
    Source,
    StageEvent,
    Statement,
    StoredTurn,
    Thread,
    Usage,
    VerdictKind,
)
from ui.state import Focus
from ui.views.labels import VERDICTS, answer_line, index_line, paper_line, stage_line
from ui.views.panel import evidence_rows, quoted
from ui.views.paper import paper_data
from ui.views.starters import starter_questions
from ui.views.thread_header import file_stem
from ui.views.turn import copy_text, notes, paragraphs, turn_data

ABSTRACT = "We fuse kernels. It is 2.4x faster. Memory falls."


def cite(marker: int = 1, paper_id: str = "p1") -> Citation:
    return Citation(
        marker=marker,
        paper_id=paper_id,
        title=f"Title {paper_id}",
        quote="It is 2.4x faster.",
        start=17,
        end=35,
    )


def said(text: str, *citations: Citation, verdict: VerdictKind = "supported") -> Statement:
    return Statement(text=text, verdict=verdict, citations=citations)


def turn(*statements: Statement, state: str = "done", answer: Answer | None = None) -> StoredTurn:
    return StoredTurn.model_validate(
        {
            "id": "t1",
            "thread_id": "th",
            "position": 0,
            "question": "Why?",
            "state": state,
            "statements": statements,
            "answer": answer,
            "created": datetime(2026, 1, 1, tzinfo=UTC),
        }
    )


def answered(**fields: object) -> Answer:
    known = {"thread_id": "th", "question": "Why?", "abstained": False, "writer": "extractive"}
    return Answer.model_validate(known | fields)


def first(one: StoredTurn) -> dict[str, Any]:
    """The first statement of a turn as the page draws it."""
    return cast("Any", turn_data(one, None))["paragraphs"][0][0]


def test_marker_inside_a_sentence_becomes_a_chip_in_its_place() -> None:
    statement = first(turn(said("A [1] and B.", cite(1))))
    assert [part.get("text", part.get("chip", {}).get("marker")) for part in statement["parts"]] == [
        "A ",
        1,
        " and B.",
    ]
    assert statement["chips"] == []


def test_bracketed_number_that_is_no_citation_stays_text() -> None:
    statement = first(turn(said("Trained on [2] nodes.", cite(1))))
    assert statement["parts"] == [{"text": "Trained on [2] nodes."}]
    assert [chip["marker"] for chip in statement["chips"]] == [1]


def test_two_quotes_from_one_paper_share_one_chip() -> None:
    statement = first(turn(said("A.", cite(1), cite(1))))
    assert [chip["citation"] for chip in statement["chips"]] == [0]


def test_paragraphs_follow_the_papers() -> None:
    one, two = cite(1, "p1"), cite(2, "p2")
    statements = [said("A.", one), said("B.", one), said("C.", two), said("D.", two), said("E.", two)]
    assert paragraphs(statements) == [[0, 1], [2, 3, 4]]


def test_more_sentences_never_change_earlier_paragraphs() -> None:
    statements = [said("S.", cite(1, f"p{number // 3}")) for number in range(14)]
    for count in range(1, len(statements)):
        before, after = paragraphs(statements[:count]), paragraphs(statements)
        assert [index for group in before for index in group] == list(range(count))
        assert after[: len(before) - 1] == before[:-1]


@pytest.mark.parametrize("kind", [kind for kind, mark in VERDICTS.items() if mark])
def test_every_failed_verdict_has_a_mark_in_words(kind: VerdictKind) -> None:
    statement = first(turn(said("A.", cite(1), verdict=kind)))
    assert statement["mark"] == VERDICTS[kind]
    assert f"(⚠ {VERDICTS[kind]})" in copy_text(turn(said("A.", cite(1), verdict=kind)), None)


def test_chosen_citation_is_marked_in_its_own_turn_only() -> None:
    one = turn(said("A.", cite(1)))
    assert turn_data(one, Focus("p1", "t1", 0, 0))["active"] == [0, 0]
    assert turn_data(one, Focus("p1", "other", 0, 0))["active"] is None


def test_refusal_shows_its_message_and_the_nearest_papers_without_citations() -> None:
    answer = answered(abstained=True, message="Not here.", nearest=(Nearest(paper_id="p9", title="Near"),))
    drawn = turn_data(turn(answer=answer), None)
    assert (drawn["message"], drawn["paragraphs"]) == ("Not here.", [])
    assert drawn["nearest"] == [{"id": "p9", "title": "Near"}]


@pytest.mark.parametrize(("state", "word"), [("stopped", "stopped"), ("incomplete", "incomplete")])
def test_answer_cut_short_says_so_before_its_warnings(state: str, word: str) -> None:
    found = notes(turn(state=state, answer=answered(warnings=("Evidence was trimmed.",))))
    assert word in found[0]
    assert found[1:] == ("Evidence was trimmed.",)


def test_copied_text_numbers_its_sources() -> None:
    copied = copy_text(turn(said("A.", cite(2, "p2")), said("B.", cite(1, "p1"))), None)
    assert copied == "A. [2] B. [1]\n\n[1] Title p1\n[2] Title p2"


def test_running_turn_shows_its_stage_and_nothing_to_copy() -> None:
    drawn = turn_data(turn(said("A.", cite(1)), state="running"), None)
    assert drawn["stage"]
    assert drawn["copy"] == ""


@pytest.mark.parametrize(
    ("stage", "line"),
    [
        (None, "Starting…"),
        (StageEvent(stage="searching"), "Searching…"),
        (StageEvent(stage="reading", searched=1204, reading=8), "Searched 1,204, reading 8…"),
        (StageEvent(stage="citing", searched=75, reading=8, citing=3), "Searched 75, reading 8, citing 3…"),
    ],
)
def test_stage_line_counts_what_was_reached(stage: StageEvent | None, line: str) -> None:
    assert stage_line(stage) == line


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({"seconds": 0.24}, "Extractive writer, no model · 0.2 s · local, free"),
        ({"writer": "records"}, "The ledger of claims, no model · 0.0 s · local, free"),
        (
            {"writer": "extractive and records"},
            "Extractive writer, no model, and the ledger of claims · 0.0 s · local, free",
        ),
        (
            {
                "writer": "openai:small",
                "seconds": 3,
                "usage": Usage(prompt_tokens=2000, completion_tokens=100, estimated=True, cost=0.0123),
            },
            "small (openai) · 3.0 s · about 2,100 tokens · $0.0123",
        ),
        ({"writer": "scripted", "usage": Usage(cost=0)}, "scripted · 0.0 s · local, free"),
        (
            {"writer": "openai:small", "usage": Usage(cost=0, cached=True)},
            "small (openai) · 0.0 s · cached, free",
        ),
    ],
)
def test_answer_line_names_writer_time_and_cost(fields: dict[str, object], line: str) -> None:
    assert answer_line(answered(**fields)) == line


def test_index_line_shows_progress_until_all_have_vectors() -> None:
    state = IndexState(papers=75, full_text=75, vectors=60, embedder="e", dimension=384)
    assert index_line(state) == "75 papers, 60 with vectors, indexing…"
    assert index_line(state.model_copy(update={"vectors": 75})) == "75 papers"


def test_paper_line_gives_first_author_date_and_origin() -> None:
    source = Source(format="csv", file="a.csv", line=3)
    paper = Paper(id="p", title="T", authors=("Ada", "Bo"), year=2024, venue="V", source=source)
    assert paper_line(paper) == "Ada et al. · 2024 · V · a.csv, line 3"


def test_opened_paper_highlights_the_exact_slice() -> None:
    drawn = paper_data(Paper(id="p1", title="T", abstract=ABSTRACT), cite())
    assert drawn["abstract"] == [
        {"text": "We fuse kernels. ", "mark": False},
        {"text": "It is 2.4x faster.", "mark": True},
        {"text": " Memory falls.", "mark": False},
    ]


def test_evidence_lists_cited_papers_first_under_their_numbers() -> None:
    evidence = (
        EvidenceItem(key=1, paper_id="p0", title="Zero", cited=False),
        EvidenceItem(key=2, paper_id="p2", title="Two", cited=True),
        EvidenceItem(key=3, paper_id="p1", title="One", cited=True),
    )
    rows = evidence_rows(turn(said("A.", cite(2, "p2"), cite(1, "p1"))), evidence, Focus("p1"))
    assert [(row.key, row.title, row.current) for row in rows] == [
        ("[1]", "One", True),
        ("[2]", "Two", False),
        ("–", "Zero", False),
    ]


def test_quote_of_a_turn_that_is_gone_is_nothing() -> None:
    thread = Thread(
        id="th", title="T", created=datetime(2026, 1, 1, tzinfo=UTC), turns=(turn(said("A.", cite())),)
    )
    assert quoted(thread, Focus("p1", "t1", 0, 0)) == cite()
    assert quoted(thread, Focus("p1", "gone", 0, 0)) is None
    assert quoted(thread, Focus("p1")) is None


def test_starter_questions_come_from_shared_phrases_and_named_methods() -> None:
    titles = ["Swift: fast sparse decoding", "On sparse decoding", "Deep optics"]
    papers = [Paper(id=title, title=title, abstract=f"{title} is 2x better.") for title in titles]
    assert starter_questions(papers) == [
        "What do these papers report about sparse decoding?",
        "What does Swift achieve?",
    ]


def test_library_without_abstracts_has_no_starter_questions() -> None:
    assert starter_questions([Paper(id="p", title="Swift: fast decoding")]) == []


@pytest.mark.parametrize(
    ("title", "name"),
    [("How fast is KV-cache?", "how-fast-is-kv-cache"), ("../../etc/x", "etc-x"), ("???", "chat")],
)
def test_export_file_name_is_safe(title: str, name: str) -> None:
    assert file_stem(title, "chat") == name
