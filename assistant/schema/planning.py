"""What a planner makes of a question."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from assistant.schema.base import Value

PlanKind = Literal["fact", "comparison", "aggregate", "synthesis", "follow_up", "lookup", "unanswerable"]

QUERY_CHARACTERS = 300
"""Longer than any search query has to be."""

_Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=QUERY_CHARACTERS)]


class PlanProposal(Value):
    """What a model takes a question to be; a proposal, on which nothing but the search depends."""

    kind: PlanKind
    query: _Line
    """What to search for: the question as it reads without its thread."""
    papers: tuple[_Line, ...] = Field(default=(), max_length=8)
    """Names of papers or systems that the question or its thread names."""
