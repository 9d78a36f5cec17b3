"""The table of claims to be read by eye."""

from __future__ import annotations

import json

from assistant.ingest import read_papers
from evals.claims_table import PAPERS, REMARKS, TABLE, table


def test_the_table_shows_what_is_found_today() -> None:
    remarks = json.loads(REMARKS.read_text(encoding="utf-8"))
    papers = read_papers(PAPERS).papers
    assert TABLE.read_text(encoding="utf-8") == table(papers, remarks), "run `python -m evals.claims_table`"


def test_every_remark_is_on_a_paper_of_the_sample() -> None:
    titles = {paper.title for paper in read_papers(PAPERS).papers}
    assert set(json.loads(REMARKS.read_text(encoding="utf-8"))) <= titles


def test_every_paper_has_its_section() -> None:
    text = TABLE.read_text(encoding="utf-8")
    assert [line.split(".")[0] for line in text.splitlines() if line.startswith("## ")] == [
        f"## {place}" for place in range(1, 76)
    ]
