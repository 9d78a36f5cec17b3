"""Documents as Word files, by way of pandoc."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, cast

from assistant.errors import ExportError
from assistant.export.csl_json import csl_items
from assistant.export.document import Document
from assistant.export.document_markdown import document_to_markdown, document_to_pandoc

_NO_PANDOC: Final = "Word export needs pandoc; pip install quotient[docx] brings it."
_PLAIN: Final = "commonmark-raw_html+pipe_tables"
# CommonMark as far as pandoc reads citations beside it, and nothing of LaTeX or HTML.
_WITH_CITATIONS: Final = (
    "markdown_strict-raw_html-shortcut_reference_links-spaced_reference_links+citations+pipe_tables"
    "+all_symbols_escapable+intraword_underscores+blank_before_header+blank_before_blockquote"
)


def document_to_docx(document: Document, *, style: Path | None = None) -> bytes:
    """Return a Word file: citations are the numbers of the screen, or in a CSL style what that makes of them.

    Raises:
        ExportError: Pandoc is missing, or the style cannot be read.
    """
    if style is None:
        return _converted(document_to_markdown(document), _PLAIN, [])
    _check_style(style)
    with TemporaryDirectory() as folder:
        references = Path(folder) / "references.json"
        references.write_text(json.dumps(csl_items(document.papers, document.keys)), encoding="utf-8")
        options = ["--citeproc", f"--csl={style}", f"--bibliography={references}"]
        try:
            return _converted(document_to_pandoc(document), _WITH_CITATIONS, options)
        except RuntimeError as exc:
            raise ExportError(
                f"Pandoc cannot use the citation style {str(style)!r}; name a complete CSL file."
            ) from exc


def _check_style(style: Path) -> None:
    try:
        text = style.read_bytes()
    except OSError as exc:
        raise ExportError(
            f"The citation style {str(style)!r} cannot be read: {exc.strerror or exc}; name a CSL file."
        ) from exc
    # Pandoc would fetch the other one from the network.
    if b"independent-parent" in text:
        raise ExportError(
            f"The citation style {str(style)!r} only points to another one; name the CSL file of that."
        )


def _converted(text: str, form: str, options: list[str]) -> bytes:
    try:
        import pypandoc  # noqa: PLC0415  # pyright: ignore[reportMissingTypeStubs] - it comes with an extra
    except ImportError as exc:
        raise ExportError(_NO_PANDOC) from exc
    # It would print what pandoc remarks on single citations.
    logging.getLogger("pypandoc").setLevel(logging.ERROR)
    with TemporaryDirectory() as folder:
        target = Path(folder) / "document.docx"
        try:
            # The package has no types.
            cast("Any", pypandoc).convert_text(
                text, "docx", format=form, outputfile=str(target), extra_args=options, sandbox=True
            )
        except OSError as exc:
            raise ExportError(_NO_PANDOC) from exc
        return target.read_bytes()
