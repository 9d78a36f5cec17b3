"""The protocols between answering and a model that helps with the question rather than with the answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from assistant.schema import PlanProposal, Turn, Usage

Spend = Callable[[Usage, Sequence[str]], None]
"""Called with what a request took and the references of the prompts it used."""


class Planner(Protocol):
    """Says what kind of question is asked and what to search for; rules take over where it says nothing."""

    def plan(self, question: str, history: Sequence[Turn], *, spend: Spend) -> PlanProposal | None:
        """Return a checked proposal, or ``None`` when the model fails or says anything else."""
        ...


class Rewriter(Protocol):
    """Makes a follow-up question stand alone."""

    def rewrite(self, question: str, history: Sequence[Turn], *, spend: Spend) -> str | None:
        """Return a search query that names nothing new, or ``None`` when there is none to be trusted."""
        ...


class QuestionHelper(Planner, Rewriter, Protocol):
    """Both of these."""


class Summariser(Protocol):
    """Shortens earlier turns; whatever it says is taken through the gate by whoever asked for it."""

    def summarise(self, turns: Sequence[Turn], *, spend: Spend) -> str | None:
        """Return sentences that keep the citations of the turns, or ``None`` when the model fails."""
        ...
