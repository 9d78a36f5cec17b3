"""The kinds of files that papers, drafts, answers and threads are exported as."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, NamedTuple

from assistant.export.bibtex import papers_to_bibtex
from assistant.export.csl_json import csl_items
from assistant.export.document import Document, Papers, Source, to_document
from assistant.export.document_latex import document_to_latex
from assistant.export.document_markdown import document_to_markdown
from assistant.export.escape import to_json
from assistant.export.markdown import answer_to_markdown, thread_to_markdown
from assistant.export.papers_csv import papers_to_csv
from assistant.export.records import source_record
from assistant.export.ris import papers_to_ris
from assistant.export.word import document_to_docx
from assistant.schema import Answer, Thread

FormatName = Literal["bibtex", "ris", "csl-json", "csv", "markdown", "json", "latex", "docx"]


class Exported(NamedTuple):
    """A file that was made, and one that belongs beside it."""

    content: bytes
    beside: tuple[str, bytes] | None = None
    """Name and content of the other file."""

    @property
    def in_one(self) -> bytes:
        """The file such that it needs no other: LaTeX that writes its bibliography itself."""
        if self.beside is None:
            return self.content
        name, content = self.beside
        opening = rf"\begin{{filecontents*}}[overwrite]{{{name}}}".encode()
        return b"\n".join([opening, content.rstrip(b"\n"), rb"\end{filecontents*}", self.content])


class Job(NamedTuple):
    """What is to be exported, and how."""

    source: Source
    document: Document
    name: str
    """Name of the file without its suffix."""
    style: Path | None


@dataclass(frozen=True)
class Format:
    """A kind of file."""

    label: str
    suffix: str
    media_type: str
    make: Callable[[Job], Exported]
    binary: bool = False


def export(
    source: Source, form: FormatName, papers: Papers, *, name: str = "references", style: Path | None = None
) -> Exported:
    """Return a draft, answer, thread or papers as a file; formats for papers alone hold those that are cited.

    Args:
        source: What is exported.
        form: Name of the format.
        papers: All papers of the library by id; they settle the keys.
        name: Name of the file without its suffix, after which a file beside it is called.
        style: CSL file for the citations of a Word file.

    Raises:
        ExportError: The file cannot be made here.
    """
    return FORMATS[form].make(Job(source, to_document(source, papers), name, style))


def _text(made: str) -> Exported:
    return Exported(made.encode())


def _bibtex(job: Job) -> Exported:
    return _text(papers_to_bibtex(job.document.papers, job.document.keys))


def _ris(job: Job) -> Exported:
    return _text(papers_to_ris(job.document.papers, job.document.keys))


def _csl_json(job: Job) -> Exported:
    return _text(to_json(csl_items(job.document.papers, job.document.keys)) + "\n")


def _csv(job: Job) -> Exported:
    return _text(papers_to_csv(job.document.papers, job.document.keys))


def _markdown(job: Job) -> Exported:
    match job.source:
        case Answer():
            return _text(answer_to_markdown(job.source))
        case Thread():
            return _text(thread_to_markdown(job.source))
        case _:
            return _text(document_to_markdown(job.document))


def _json(job: Job) -> Exported:
    return _text(to_json(source_record(job.source, job.document)) + "\n")


def _latex(job: Job) -> Exported:
    # BibTeX takes a name to its first space, and TeX acts on other signs.
    bibliography = re.sub(r"[^A-Za-z0-9-]+", "-", job.name) or "references"
    article, entries = document_to_latex(job.document, bibliography)
    return Exported(article.encode(), (f"{bibliography}.bib", entries.encode()))


def _docx(job: Job) -> Exported:
    return Exported(document_to_docx(job.document, style=job.style))


FORMATS: Final[dict[FormatName, Format]] = {
    "bibtex": Format("BibTeX", ".bib", "application/x-bibtex", _bibtex),
    "ris": Format("RIS", ".ris", "application/x-research-info-systems", _ris),
    "csl-json": Format("CSL-JSON", ".json", "application/vnd.citationstyles.csl+json", _csl_json),
    "csv": Format("CSV", ".csv", "text/csv", _csv),
    "markdown": Format("Markdown", ".md", "text/markdown", _markdown),
    "json": Format("JSON", ".json", "application/json", _json),
    "latex": Format("LaTeX", ".tex", "application/x-tex", _latex),
    "docx": Format(
        "Word",
        ".docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        _docx,
        binary=True,
    ),
}
