"""Checks a question and resolves a follow-up against its thread."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.errors import QuestionError
from assistant.text.words import content_words

MAX_CHARACTERS = 4_000
"""Longer than any real question, short enough for every model's context."""

_FOLLOW_UP = re.compile(
    r"^(?:and|but|also|so|then|what about|how about|why|apart from|besides|compare (?:it|them|that|this))\b"
    r"|\b(?:it|its|they|them|their|those|these|that one|this one|the same|the former|the latter)\b",
    re.IGNORECASE,
)


def check_question(text: str) -> str:
    """Return the question without outer white space.

    Raises:
        QuestionError: It is empty or longer than ``MAX_CHARACTERS``.
    """
    question = text.strip()
    if not any(character.isalnum() for character in question):
        raise QuestionError("The question is empty; type what you want to know about the papers.")
    if len(question) > MAX_CHARACTERS:
        raise QuestionError(
            f"The question has {len(question):,} characters; shorten it to {MAX_CHARACTERS:,} at most."
        )
    return question


def contextual_query(question: str, earlier: Sequence[str]) -> str:
    """Return what to search for: a question that leans on the thread goes with the one before it."""
    if not earlier:
        return question
    leans = _FOLLOW_UP.search(question) or len(content_words(question)) < 3
    return f"{earlier[-1]} {question}" if leans else question
