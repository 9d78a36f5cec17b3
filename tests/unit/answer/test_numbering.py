from __future__ import annotations

from assistant.answer.numbering import Numbering
from assistant.schema import Citation, Statement


def _statement(text: str, *papers: tuple[int, str]) -> Statement:
    citations = tuple(
        Citation(marker=key, paper_id=paper, title=paper, quote="q", start=0, end=1) for key, paper in papers
    )
    return Statement(text=text, verdict="supported", citations=citations)


def _markers(statement: Statement) -> list[int]:
    return [citation.marker for citation in statement.citations]


def test_papers_are_numbered_in_order_of_appearance() -> None:
    numbering = Numbering()
    assert _markers(numbering.apply(_statement("One.", (5, "a"), (2, "b")))) == [1, 2]
    assert _markers(numbering.apply(_statement("Two.", (2, "b"), (7, "c")))) == [2, 3]


def test_numbers_of_earlier_answers_are_kept() -> None:
    first = Numbering().apply(_statement("One.", (4, "a")))
    later = Numbering([first])
    assert _markers(later.apply(_statement("Two.", (1, "b"), (2, "a")))) == [2, 1]


def test_markers_inside_the_sentence_follow() -> None:
    shown = Numbering().apply(_statement("A is 2x [8] and B 3x [6], unlike [9].", (8, "a"), (6, "b")))
    assert shown.text == "A is 2x [1] and B 3x [2], unlike [9]."
