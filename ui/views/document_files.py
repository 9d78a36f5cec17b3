"""Drafts, threads and papers as files, made when they are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from importlib.util import find_spec

from assistant.export.document import Source
from assistant.export.formats import FORMATS, FormatName, export
from assistant.pipeline import Assistant
from ui.views.claims_export import File

TEXTS: tuple[FormatName, ...] = ("markdown", "latex", "docx")
REFERENCES: tuple[FormatName, ...] = ("bibtex", "ris", "csl-json", "csv")


def document_files(
    source: Source, stem: str, assistant: Assistant, forms: Sequence[FormatName]
) -> list[File]:
    """Return the files of a source under a name without suffix; Word only where pandoc is installed.

    LaTeX brings its bibliography along in one file.
    """

    def made(form: FormatName) -> bytes:
        papers = {paper.id: paper for paper in assistant.papers()}
        return export(source, form, papers, name=stem).in_one

    return [
        File(
            FORMATS[form].label,
            _file_name(stem, form),
            FORMATS[form].media_type,
            partial(made, form),
        )
        for form in forms
        if form != "docx" or find_spec("pypandoc")
    ]


def _file_name(stem: str, form: FormatName) -> str:
    """Return a name that no other form of the same source has."""
    mark = "-csl" if form == "csl-json" else ""
    return f"{stem}{mark}{FORMATS[form].suffix}"
