from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from assistant.export.document import to_document
from assistant.schema import ComparedClaim, Nearest, Paper, StoredTurn, Thread
from tests.unit.export.drafts import BOTH, FAST, FLEXQ, PAPERS, TILUS, answer, citing, comparison, draft, said


def numbers(papers: dict[str, Paper], *markers: int) -> list[tuple[int, str]]:
    statements = [said("x", citing(paper, n)) for paper, n in zip(papers.values(), markers, strict=True)]
    document = to_document(answer(*statements), papers)
    return [(reference.number, reference.paper.id) for reference in document.references]


def test_references_have_the_numbers_of_the_screen() -> None:
    assert numbers(PAPERS, 7, 2, 4) == [(2, "p2"), (4, "p3"), (7, "p1")]


def test_keys_are_those_of_the_whole_library() -> None:
    twin = Paper(id="p0", title="MARLIN twins", authors=("Nina Frantar",), year=2024)
    document = to_document(answer(FAST), {**PAPERS, "p0": twin})
    assert document.keys_by_number == {1: "frantar2024marlinb"}


def test_paper_that_left_the_library_is_still_a_reference() -> None:
    (reference,) = to_document(answer(FAST), {}).references
    assert reference.paper == Paper(id="p1", title="MARLIN: Kernels")
    assert reference.key == "marlinkernels"


def test_papers_that_only_the_table_cites_come_after_the_others(row: Callable[..., ComparedClaim]) -> None:
    rows = comparison(row(paper_id="p3", title=TILUS.title), row(paper_id="p1"))
    document = to_document(draft(rows), PAPERS)
    assert [(it.number, it.paper.id) for it in document.references] == [(1, "p1"), (2, "p2"), (3, "p3")]


def test_draft_has_a_section_for_each_theme() -> None:
    document = to_document(draft(), PAPERS)
    assert [section.heading for section in document.sections] == ["Kernels", "Formats"]
    assert document.title == "Fast & small kernels"
    assert document.notes == ("The abstract of Tilus is short.",)


def test_what_is_incomplete_says_so() -> None:
    cut = answer(FAST).model_copy(update={"incomplete": True})
    assert to_document(cut, PAPERS).notes == ("This answer is incomplete.",)
    unfinished = draft().model_copy(update={"incomplete": True})
    assert to_document(unfinished, PAPERS).notes[-1] == "This draft is incomplete."


def test_refusal_shows_its_message_and_what_comes_near() -> None:
    near = (Nearest(paper_id="p2", title=FLEXQ.title),)
    refused = answer(message="No paper tells.").model_copy(update={"nearest": near})
    (section,) = to_document(refused, PAPERS).sections
    assert section.lead == (
        "No paper tells.",
        "Nearest papers, which do not answer the question: FlexQ: INT6",
    )


def test_thread_has_a_section_for_each_question() -> None:
    now = datetime(2026, 3, 4, tzinfo=UTC)
    done, running = (
        StoredTurn.model_validate(
            {
                **{"id": "1", "thread_id": "t", "position": 0, "question": "How fast?", "created": now},
                **fields,
            }
        )
        for fields in (
            {"state": "done", "answer": answer(FAST)},
            {"state": "stopped", "statements": (BOTH,)},
        )
    )
    document = to_document(Thread(id="t", title="Speed", created=now, turns=(done, running)), PAPERS)
    assert [section.heading for section in document.sections] == ["How fast?", "How fast?"]
    assert document.sections[1].lead == ("This answer is incomplete.",)
    assert [it.paper.id for it in document.references] == ["p1", "p2"]
    assert document.writer == "extractive"


def test_papers_alone_are_numbered_in_their_order() -> None:
    document = to_document([TILUS, FLEXQ], PAPERS)
    assert [(it.number, it.paper.id) for it in document.references] == [(1, "p3"), (2, "p2")]
    assert document.keys["p2"] == "zhang2025flexq"
