"""What a reasoning model writes before its answer."""

from __future__ import annotations

import re

_THOUGHT = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL)


def without_thoughts(text: str) -> str:
    """Return an answer without what the model thought before it."""
    return _THOUGHT.sub("", text)
