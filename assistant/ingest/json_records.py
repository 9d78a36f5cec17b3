"""Reader of JSON Lines (one object per line) and of a JSON array of objects."""

from __future__ import annotations

import json
import re
from typing import Final, cast

from assistant.ingest.records import Found
from assistant.schema import Ingested

_SUFFIXES: Final = {".json", ".jsonl", ".ndjson"}
_DECODER: Final = json.JSONDecoder()
_SKIPPED: Final = re.compile(r"[\s,]*")


def looks_like_json(text: str, suffix: str) -> bool:
    """Tell whether a text is JSON by how it begins, or, in a file named so, by how its lines do."""
    start = text.lstrip()
    if start.startswith("{") or (start.startswith("[") and start[1:].lstrip()[:1] in {"{", "]"}):
        return True
    return suffix.lower() in _SUFFIXES or start.count("\n{") > start.count("\n") / 2


def read_json(text: str, file: str) -> Ingested:
    """Read the papers of JSON Lines or of one JSON array; a broken record is a problem, no more."""
    if text.lstrip().startswith("["):
        found = _read_array(text, Found("json", file))
    else:
        found = _read_lines(text, Found("jsonl", file))
    return found.ingested()


def _read_lines(text: str, found: Found) -> Found:
    whole = _whole_object(text)
    if whole is not None:
        found.take(whole, 1)
        return found
    for number, line in enumerate(text.split("\n"), start=1):
        if found.hopeless:
            break
        if line.strip():
            _take(found, line.strip(), number)
    return found


def _whole_object(text: str) -> dict[str, object] | None:
    """A single record may be spread over several lines."""
    try:
        value: object = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return cast("dict[str, object]", value) if isinstance(value, dict) else None


def _take(found: Found, text: str, line: int) -> None:
    try:
        value: object = json.loads(text)
    except (ValueError, RecursionError) as exc:
        found.problems.add(line, text, f"not valid JSON ({_why(exc)}); the line was left out")
        return
    _take_value(found, value, text, line)


def _take_value(found: Found, value: object, text: str, line: int) -> None:
    if isinstance(value, dict):
        found.take(cast("dict[str, object]", value), line)
    else:
        found.problems.add(line, text, "not a JSON object with a title; it was left out")


def _read_array(text: str, found: Found) -> Found:
    """Element by element, so that a file cut off in the middle keeps the papers before the cut."""
    position = _next(text, text.index("[") + 1)
    line = 1 + text.count("\n", 0, position)
    while text[position : position + 1] not in {"", "]"} and not found.hopeless:
        try:
            value, end = cast("tuple[object, int]", _DECODER.raw_decode(text, position))
        except (ValueError, RecursionError) as exc:
            found.problems.add(
                line, text[position : position + 200], f"not valid JSON ({_why(exc)}); the rest was left out"
            )
            return found
        _take_value(found, value, text[position : min(end, position + 200)], line)
        after = _next(text, end)
        line, position = line + text.count("\n", position, after), after
    return _check_end(text, position, line, found)


def _check_end(text: str, position: int, line: int, found: Found) -> Found:
    rest = text[position + 1 :].strip()
    if position >= len(text):
        found.problems.add(line, "", "the array does not end; the file may be cut off")
    elif rest:
        found.problems.add(line, rest[:200], "text after the end of the array; it was left out")
    return found


def _next(text: str, position: int) -> int:
    skipped = _SKIPPED.match(text, position)
    return skipped.end() if skipped else position


def _why(exc: ValueError | RecursionError) -> str:
    if isinstance(exc, RecursionError):
        return "nested too deeply"
    return exc.msg.lower() if isinstance(exc, json.JSONDecodeError) else "a number is too long"
