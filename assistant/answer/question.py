"""Checks a question before anything is done for it."""

from __future__ import annotations

from assistant.errors import QuestionError

MAX_CHARACTERS = 4_000
"""Longer than any real question, short enough for every model's context."""


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
