"""Papers as CSV: one row each, every field in a column of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.export.csv_rows import csv_rows
from assistant.schema import Paper

_COLUMNS = (
    *(
        "key",
        "title",
        "authors",
        "year",
        "date",
        "venue",
        "doi",
        "arxiv_id",
        "urls",
        "abstract",
        "flags",
        "id",
    ),
)
_LISTS = ("authors", "urls", "flags")


def papers_to_csv(papers: Sequence[Paper], keys: Mapping[str, str]) -> str:
    """Return one row per paper, in order, under one of headings; a semicolon stands between two authors."""
    rows = (
        {
            "key": keys[paper.id],
            **paper.model_dump(),
            **{name: "; ".join(getattr(paper, name)) for name in _LISTS},
        }
        for paper in papers
    )
    return csv_rows(_COLUMNS, rows)
