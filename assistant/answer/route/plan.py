"""The plan of an answer: what kind of question it is and what to look for."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.answer.route.kinds import is_broad, kind_of
from assistant.schema import QuestionKind
from assistant.text.naming import rare_names


@dataclass(frozen=True)
class Plan:
    """How a question is to be answered."""

    question: str
    """As it was put."""
    query: str
    """The question as it reads without its thread."""
    kind: QuestionKind
    names: tuple[str, ...] = ()
    """Names in the query, in order."""
    broad: bool = False
    """One fact is asked for, unless many papers answer: then it is their theme."""


def plan_by_rules(question: str, query: str) -> Plan:
    """Return the plan that the words of a question give; ``query`` is the question resolved in its thread."""
    return Plan(
        question=question,
        query=query,
        kind=kind_of(query),
        names=tuple(rare_names(query)),
        broad=is_broad(query),
    )
