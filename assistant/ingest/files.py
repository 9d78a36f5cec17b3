"""Loading a file that may be anything: refused early, by one sentence, when it cannot hold papers."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Final

from assistant.errors import IngestError
from assistant.ingest.limits import LARGEST_FILE

_EXPECTED: Final = "expected a text file (JSON Lines, CSV or a saved Daily Papers page)"

_SIGNATURES: Final = {
    b"%PDF-": "a PDF; export its title and abstract to CSV or JSON Lines first",
    b"PK\x03\x04": "a zip archive or an office document; unpack it or save it as CSV first",
    b"\x1f\x8b": "compressed with gzip; unpack it first",
    b"BZh": "compressed with bzip2; unpack it first",
    b"\xfd7zXZ\x00": "compressed with xz; unpack it first",
    b"7z\xbc\xaf": "a 7-Zip archive; unpack it first",
    b"SQLite format 3\x00": "an SQLite database; export its papers to CSV or JSON Lines first",
    b"\x89PNG": "an image; save the text of the page instead",
    b"\xff\xd8\xff": "an image; save the text of the page instead",
    b"{\\rtf": "a rich-text document; save it as plain text first",
}
_MARKUP: Final = {
    b"<!doctype html": "an HTML page; save the page as text, or copy its text into a file",
    b"<html": "an HTML page; save the page as text, or copy its text into a file",
    b"<?xml": "an XML file; export its papers to CSV or JSON Lines first",
    b"@article{": "a BibTeX file; export its papers to CSV or JSON Lines first",
    b"@inproceedings{": "a BibTeX file; export its papers to CSV or JSON Lines first",
    b"@misc{": "a BibTeX file; export its papers to CSV or JSON Lines first",
    b"ty  - ": "a RIS file; export its papers to CSV or JSON Lines first",
}


def load(path: Path) -> bytes:
    """Return the content of a file of at most 64 MB.

    Raises:
        IngestError: There is no such file, it is no regular file, it cannot be opened, it is empty or too
            large, or its first bytes show a format that is not read here.
    """
    name = path.name or str(path)
    try:
        _check_kind(path, name)
        with path.open("rb") as opened:
            data = opened.read(LARGEST_FILE + 1)
    except FileNotFoundError as exc:
        raise IngestError(f"There is no file {str(path)!r}: check the path.") from exc
    except (OSError, ValueError) as exc:
        reason = exc.strerror if isinstance(exc, OSError) and exc.strerror else str(exc)
        raise IngestError(
            f"{name!r} cannot be read ({reason}): check its permissions and try again."
        ) from exc
    _check_content(data, name)
    return data


def _check_kind(path: Path, name: str) -> None:
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        raise IngestError(f"{name!r} is a folder: {_EXPECTED}; name the file inside it.")
    if not stat.S_ISREG(status.st_mode):
        raise IngestError(f"{name!r} is a device or a pipe: {_EXPECTED}; save its content to a file first.")
    _check_size(status.st_size, name)


def _check_size(size: int, name: str) -> None:
    if size > LARGEST_FILE:
        raise IngestError(
            f"{name!r} is {size / 1024**2:,.0f} MB: expected at most {LARGEST_FILE // 1024**2} MB;"
            " split it into smaller files."
        )


def _check_content(data: bytes, name: str) -> None:
    _check_size(len(data), name)
    if not data.strip():
        raise IngestError(f"{name!r} is empty: {_EXPECTED}; check that it was saved completely.")
    start = data[:64].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for known, advice in _SIGNATURES.items():
        if data.startswith(known):
            raise IngestError(f"{name!r} is {advice}.")
    for known, advice in _MARKUP.items():
        if start.startswith(known):
            raise IngestError(f"{name!r} is {advice}.")
