from __future__ import annotations

from assistant.export.coverage import coverage_lines
from assistant.export.document import to_document
from assistant.schema import Coverage, Missing
from tests.unit.export.drafts import FAST, PAPERS, answer, draft


def lines(coverage: Coverage) -> list[str]:
    given = draft().model_copy(update={"coverage": coverage})
    return list(coverage_lines(to_document(given, PAPERS)))


def test_missing_and_extraneous_papers_are_named() -> None:
    missing = (Missing(paper_id="p3", title="Tilus", reason=""),)
    assert lines(
        Coverage(selected=("p1", "p3"), cited=("p1", "p2"), missing=missing, extraneous=("p2",))
    ) == [
        "1 of 2 selected papers are cited.",
        "Not cited: Tilus (no reason is known)",
        "Cited, but not selected: FlexQ: INT6",
    ]


def test_nothing_is_said_where_nothing_was_selected() -> None:
    assert lines(Coverage(cited=("p1",))) == []
    assert list(coverage_lines(to_document(answer(FAST), PAPERS))) == []
