"""What all values have in common."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class Value(BaseModel):
    """Base of every value: immutable, and unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(Value):
    """A half-open range of characters, ``text[start:end]``."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)
