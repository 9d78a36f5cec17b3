"""From a path to papers: load, decode, choose the reader by what the file holds, check that it found any."""

from __future__ import annotations

from pathlib import Path

from assistant.errors import IngestError
from assistant.ingest.daily_papers import read_daily_papers
from assistant.ingest.decoding import decode
from assistant.ingest.files import load
from assistant.ingest.json_records import looks_like_json, read_json
from assistant.ingest.limits import check_lines
from assistant.ingest.tables import find_delimiter, read_table
from assistant.schema import Ingested

_EXPECTED = "JSON Lines, a CSV or TSV table with a title column, or the text of a saved Daily Papers page"


def read_papers(path: Path) -> Ingested:
    """Read every paper of a file, and report every line that could not be used.

    The content decides which reader runs; the name's ending is asked only where the content fits several.

    Raises:
        IngestError: The file as a whole cannot be used: missing, unreadable, empty, too large, not text, or
            without papers.
    """
    decoded = decode(load(path), path.name)
    check_lines(decoded.text, path.name)
    found = _read(decoded.text, path)
    if not found.papers:
        raise IngestError(f"{path.name!r} holds no papers: expected {_EXPECTED}; {_first_problem(found)}.")
    return found.model_copy(update={"problems": (*decoded.problems, *found.problems)})


def _read(text: str, path: Path) -> Ingested:
    if looks_like_json(text, path.suffix):
        return read_json(text, path.name)
    delimiter = find_delimiter(text, path.name)
    if delimiter:
        return read_table(text, path.name, delimiter=delimiter)
    return read_daily_papers(text, path.name)


def _first_problem(found: Ingested) -> str:
    if not found.problems:
        return "check that this is the right file"
    first = found.problems[0]
    return f"the first thing in the way is line {first.line}, {first.reason}"
