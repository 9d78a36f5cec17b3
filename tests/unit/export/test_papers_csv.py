from __future__ import annotations

import csv
import io

from hypothesis import given, settings

from assistant.export.papers_csv import papers_to_csv
from assistant.schema import Paper
from tests.unit.export.hostile import papers


def read(paper: Paper) -> dict[str, str]:
    (row,) = csv.DictReader(io.StringIO(papers_to_csv([paper], {paper.id: "key"}), newline=""))
    return row


def test_row_has_every_field_but_the_source() -> None:
    paper = Paper(id="p1", title="=cmd()", authors=("A", "B"), year=2024, flags=("retracted",))
    assert {name: text for name, text in read(paper).items() if text} == {
        "key": "key",
        "title": "'=cmd()",
        "authors": "A; B",
        "year": "2024",
        "flags": "retracted",
        "id": "p1",
    }


@settings(deadline=None)
@given(papers)
def test_texts_are_read_back(paper: Paper) -> None:
    row = read(paper)
    assert row["title"].removeprefix("'") == paper.title.replace("\x00", "\ufffd")
    assert row["year"] == str(paper.year or "")
