"""A labelled question with its answer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from assistant.schema import Answer, Statement
from evals.questions.gold import GoldQuestion
from evals.texts import Texts


@dataclass(frozen=True)
class Sample:
    """A question with its answer."""

    gold: GoldQuestion
    answer: Answer
    texts: Texts

    @cached_property
    def supported(self) -> tuple[Statement, ...]:
        """The statements that passed the gate; what failed is counted apart."""
        return tuple(it for it in self.answer.statements if it.verdict == "supported")

    @cached_property
    def failed(self) -> tuple[Statement, ...]:
        """The statements that were shown as failed."""
        return tuple(it for it in self.answer.statements if it.verdict != "supported")

    @cached_property
    def relevant(self) -> set[str]:
        """Ids of the papers that have to be cited."""
        return self.texts.ids(self.gold.relevant)

    @cached_property
    def allowed(self) -> set[str]:
        """Ids of the papers that have to or may be cited."""
        return self.relevant | self.texts.ids(self.gold.acceptable)

    @cached_property
    def cited(self) -> set[str]:
        """Ids of the papers cited by supported statements."""
        return {citation.paper_id for it in self.supported for citation in it.citations}
