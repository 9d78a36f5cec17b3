from __future__ import annotations

from assistant.export.document import Source, to_document
from assistant.export.records import Record, source_record
from tests.unit.export.drafts import FAST, FLEXQ, PAPERS, answer, draft


def record(source: Source) -> Record | list[Record]:
    return source_record(source, to_document(source, PAPERS))


def test_draft_has_its_themes_paragraphs_coverage_and_references() -> None:
    made = record(draft())
    assert isinstance(made, dict)
    assert made["topic"] == "Fast & small kernels"
    assert made["themes"] == [{"title": "Kernels", "papers": ["p1", "p2"], "purpose": ""}]
    assert made["paragraphs"][1]["statements"][0]["verdict"] == "number_not_in_source"
    assert made["paragraphs"][0]["statements"][0]["citations"][0]["marker"] == 1
    assert made["coverage"] == {
        "selected": ["p1", "p2", "p3"],
        "cited": ["p1", "p2"],
        "missing": [
            {"paper_id": "p3", "title": "Tilus: A Virtual Machine", "reason": "nothing of it passed"}
        ],
        "extraneous": [],
    }
    assert [(it["number"], it["key"]) for it in made["references"]] == [
        (1, "frantar2024marlin"),
        (2, "zhang2025flexq"),
    ]


def test_answer_keeps_all_its_fields() -> None:
    made = record(answer(FAST))
    assert isinstance(made, dict)
    assert {**answer(FAST).model_dump(mode="json"), "references": made["references"]} == made


def test_papers_are_a_list_with_their_keys() -> None:
    assert record([FLEXQ]) == [{"key": "zhang2025flexq", **FLEXQ.model_dump(mode="json")}]
