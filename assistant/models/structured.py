"""Answers in JSON: how a server is asked to hold a model to a schema, and what is found in its answer."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from assistant.schema import Value
from assistant.text.thoughts import without_thoughts

_UNKNOWN_TO_SERVERS = frozenset({"title", "default", "description"})


def as_schema(name: str, schema: Mapping[str, object]) -> Mapping[str, object]:
    """Return what a server is sent as ``response_format``."""
    return {"type": "json_schema", "json_schema": {"name": name, "strict": True, "schema": schema}}


def fields_of(value: type[Value]) -> dict[str, object]:
    """Describe a value as servers want it: every field required, no other allowed, no default."""
    described = value.model_json_schema()["properties"]
    return closed(
        {
            name: {key: it for key, it in field.items() if key not in _UNKNOWN_TO_SERVERS}
            for name, field in described.items()
        }
    )


def closed(fields: Mapping[str, object]) -> dict[str, object]:
    """Return the schema of an object with exactly these fields."""
    return {
        "type": "object",
        "properties": dict(fields),
        "required": list(fields),
        "additionalProperties": False,
    }


def documents(text: str) -> Iterator[Mapping[str, Any]]:
    """Yield the outermost JSON objects in a text, in order, whatever stands around them."""
    text = without_thoughts(text)
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
