"""JSON answers: what a server is asked to hold them to, and how they are found in what comes back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

_THOUGHT = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL)


def response_format(name: str, schema: Mapping[str, object]) -> Mapping[str, object]:
    """Describe an answer as OpenAI-compatible servers want it."""
    return {"type": "json_schema", "json_schema": {"name": name, "strict": True, "schema": schema}}


def closed_object(fields: Mapping[str, object]) -> dict[str, object]:
    """Return the schema of an object with these fields: every field required, no other allowed."""
    return {
        "type": "object",
        "properties": dict(fields),
        "required": list(fields),
        "additionalProperties": False,
    }


def json_objects(text: str) -> Iterator[Mapping[str, Any]]:
    """Yield the outermost JSON objects in an answer, in order, whatever stands around them."""
    text = _THOUGHT.sub("", text)
    decoder = json.JSONDecoder()
    start = text.find("{")
    while start >= 0:
        try:
            document, end = decoder.raw_decode(text, start)
        except (ValueError, RecursionError):
            end = start + 1
        else:
            yield document
        start = text.find("{", end)
