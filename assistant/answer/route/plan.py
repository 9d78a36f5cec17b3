"""The plan of an answer: what kind of question it is and what to look for."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import get_args

from assistant.answer.route.kinds import is_broad, kind_of
from assistant.schema import PlanProposal, QuestionKind
from assistant.text.naming import rare_names

MOST_NAMES = 8
"""Names of a question that are looked for; a pasted page has hundreds."""

_KINDS: tuple[QuestionKind, ...] = get_args(QuestionKind)


@dataclass(frozen=True)
class Plan:
    """How a question is to be answered."""

    question: str
    """As it was put."""
    query: str
    """The question as it reads without its thread."""
    kind: QuestionKind
    earlier: frozenset[str] = frozenset()
    """Ids of the papers that the answer before cites, where the question leans on it."""
    names: tuple[str, ...] = ()
    """Names in the query, in order."""
    broad: bool = False
    """One fact is asked for, unless many papers answer: then it is their theme."""


def plan_by_rules(question: str, query: str, earlier: frozenset[str] = frozenset()) -> Plan:
    """Return the plan that the words of a question give; ``query`` is the question resolved in its thread."""
    return Plan(
        question=question,
        query=query,
        kind=kind_of(query),
        earlier=earlier,
        names=tuple(rare_names(query)[:MOST_NAMES]),
        broad=is_broad(query),
    )


def plan_with(plan: Plan, proposal: PlanProposal | None, rewritten: str | None = None) -> Plan:
    """Return the plan of a question that leans on its thread with what a model makes of it.

    That is a kind and a query, or a query alone. One that drops a name which the rules found is not taken.
    """
    kind = next((kind for kind in _KINDS if proposal and kind == proposal.kind), plan.kind)
    query = proposal.query if proposal else rewritten
    if query is None or not _keeps(plan.names, query):
        return replace(plan, kind=kind)
    return replace(
        plan, kind=kind, query=query, names=tuple(rare_names(query)[:MOST_NAMES]), broad=is_broad(query)
    )


def _keeps(names: Collection[str], query: str) -> bool:
    said = query.casefold()
    return all(name.casefold() in said for name in names)
