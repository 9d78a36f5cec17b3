"""Drafts, answers, threads and papers as values for JSON."""

from __future__ import annotations

from typing import Any

from assistant.export.document import Document, Source
from assistant.schema import Answer, Draft, Paper, Thread

Record = dict[str, Any]


def source_record(source: Source, document: Document) -> Record | list[Record]:
    """Return all fields of what is exported, and the papers that it cites with their numbers and keys.

    ``document`` is what `to_document` makes of ``source``. Papers alone are a list.
    """
    if isinstance(source, Draft | Answer | Thread):
        references = [{"number": it.number, **_paper(it.paper, it.key)} for it in document.references]
        return {**source.model_dump(mode="json"), "references": references}
    return [_paper(it.paper, it.key) for it in document.references]


def _paper(paper: Paper, key: str) -> Record:
    return {"key": key, **paper.model_dump(mode="json")}
