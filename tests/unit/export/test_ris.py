from __future__ import annotations

from typing import Any, cast

import rispy  # pyright: ignore[reportMissingTypeStubs]
from hypothesis import given, settings

from assistant.export.ris import papers_to_ris
from assistant.schema import Paper
from tests.unit.export.hostile import papers, shown


def test_record_has_the_fields_that_managers_read() -> None:
    paper = Paper(
        id="p1",
        title="MARLIN:\nKernels",
        abstract="It is\r\n2x faster.",
        authors=("Elias Frantar", "李明"),
        year=2024,
        venue="Nature",
        doi="10.1/x",
        arxiv_id="2408.1",
        urls=("https://x.example/a;b",),
    )
    assert papers_to_ris([paper], {"p1": "frantar2024"}).splitlines() == [
        *("TY  - JOUR", "ID  - frantar2024", "TI  - MARLIN: Kernels", "PY  - 2024", "T2  - Nature"),
        *("DO  - 10.1/x", "AB  - It is 2x faster.", "AU  - Frantar, Elias", "AU  - 李明"),
        *("UR  - https://x.example/a%3Bb", "UR  - https://arxiv.org/abs/2408.1", "ER  - "),
    ]


@settings(deadline=None)
@given(papers)
def test_another_program_reads_every_text_back(paper: Paper) -> None:
    (read,) = cast("Any", rispy).loads(papers_to_ris([paper, paper], {paper.id: "key"}))[1:]
    assert read["id"] == "key"
    assert read.get("title", "") == shown(paper.title)
    assert read.get("abstract", "") == shown(paper.abstract or "")
    assert read.get("doi", "") == shown(paper.doi or "")
    assert len(read.get("authors", [])) == len([it for it in paper.authors if shown(it)])
