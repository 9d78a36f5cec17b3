"""Labelled questions."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class GoldQuestion(BaseModel):
    """A question, the papers that a complete answer cites, and what it has to state and not to state."""

    # Files of other hands say more than is scored.
    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    type: str
    subtype: str | None = None
    question: str
    turns: tuple[str, ...] = ()
    """All questions of a conversation; the last one is scored."""
    relevant: tuple[str, ...]
    """Titles of the papers that a complete answer cites."""
    acceptable: tuple[str, ...] = ()
    """Titles of papers that it may cite."""
    facts: tuple[str, ...] = ()
    bonus_facts: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    """Figures that it has to state."""
    must_not: tuple[str, ...] = ()
    answerable: bool

    @property
    def asked(self) -> tuple[str, ...]:
        """What is asked in one thread, in order."""
        return self.turns or (self.question,)

    @property
    def corrects(self) -> bool:
        """Tell whether the question takes something for granted that a paper shows to be false."""
        return not self.answerable and self.subtype == "false_presupposition"
