"""Loads a manuscript or a bibliography: text of a bounded size, or one sentence on why not."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from assistant.errors import IngestError, ManuscriptError
from assistant.ingest.decoding import Decoded, decode

LARGEST: Final = 2 * 1024 * 1024
"""Bytes; a book in LaTeX has about one million."""
MANUSCRIPT: Final = "a manuscript in LaTeX (.tex) or Markdown (.md)"
BIBLIOGRAPHY: Final = "a bibliography (.bib)"


def read_text(path: Path, expected: str) -> Decoded:
    """Return the text of a file.

    Raises:
        ManuscriptError: There is no such file, it cannot be opened, is empty, too large or no text.
    """
    name = path.name or str(path)
    try:
        if not path.exists():
            raise ManuscriptError(f"There is no file {str(path)!r}: expected {expected}; check the path.")
        if not path.is_file():
            raise ManuscriptError(
                f"{str(path)!r} is no regular file: expected {expected}; name the file itself."
            )
        with path.open("rb") as opened:
            data = opened.read(LARGEST + 1)
    except (OSError, ValueError) as exc:
        reason = exc.strerror if isinstance(exc, OSError) and exc.strerror else str(exc)
        raise ManuscriptError(f"{name!r} cannot be read ({reason}): check its name and permissions.") from exc
    return _decoded(data, name, expected)


def _decoded(data: bytes, name: str, expected: str) -> Decoded:
    if len(data) > LARGEST:
        raise ManuscriptError(
            f"{name!r} is larger than {LARGEST // 1024**2} MB: expected {expected};"
            " check it chapter by chapter."
        )
    if data.startswith((b"%PDF-", b"PK\x03\x04", b"{\\rtf")):
        raise ManuscriptError(
            f"{name!r} is a PDF or an office document: expected {expected}; save it as that first."
        )
    try:
        return decode(data, name)
    except IngestError as exc:
        raise ManuscriptError(
            f"{name!r} is no text: expected {expected} in UTF-8; save it as that first."
        ) from exc
