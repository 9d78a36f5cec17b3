"""The rules by which two claims compare or do not; the first that applies decides and says why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.claims.baselines import (
    different_baseline,
    different_method,
    is_measured_against,
    is_named,
    same_baseline,
    spelled,
)
from assistant.claims.conditions import (
    differing_conditions,
    half_stated_conditions,
    is_a_further_step,
    is_before_and_after,
    unstated_conditions,
)
from assistant.claims.head_to_head import head_to_head
from assistant.claims.measures import different_quantity, same_value
from assistant.claims.names import is_proper_name, name_key
from assistant.claims.scope import different_scope, different_task
from assistant.claims.sides import Side
from assistant.schema import Comparability, Link, PairVerdict
from assistant.text.qualifiers import Qualifier

_MEASURES = frozenset(["x", "%", "pp", "fraction", "s", "ms", "gb", "mb", "kb", "tb", "ppl", "$"])

_HEDGES: frozenset[Qualifier] = frozenset(["up to", "average", "median"])
"""Qualifiers that make two figures different statistics."""


@dataclass(frozen=True)
class _Ruling:
    verdict: Comparability
    reasons: tuple[str, ...]


_Rule = Callable[[Side, Side, Sequence[Link]], _Ruling | None]


def judge(one: Side, other: Side, links: Sequence[Link]) -> PairVerdict:
    """Judge two claims by the first rule that applies, and say what a head-to-head allows.

    A ranking may be drawn of comparable claims whose values differ, and of what a head-to-head reports.
    """
    ruling = next(ruling for rule in _RULES if (ruling := rule(one, other, links)))
    met = head_to_head(one, other, links)
    if ruling.verdict == "comparable":
        differ = not same_value(one, other)
        reasons = (*ruling.reasons, *([] if differ else ["value: the same, nothing to rank"]))
        return PairVerdict(verdict="comparable", reasons=reasons, may_rank=differ)
    reasons = (*ruling.reasons, *([met] if met else []))
    return PairVerdict(verdict=ruling.verdict, reasons=reasons, may_rank=met is not None)


def _unlike(reason: str | None) -> _Ruling | None:
    return _Ruling("not_comparable", (reason,)) if reason else None


def _measures_something_else(a: Side, b: Side, _links: Sequence[Link]) -> _Ruling | None:
    return _unlike(different_quantity(a, b))


def _holds_of_something_else(a: Side, b: Side, _links: Sequence[Link]) -> _Ruling | None:
    return _unlike(different_scope(a, b) or different_task(a, b))


def _has_another_baseline(a: Side, b: Side, _links: Sequence[Link]) -> _Ruling | None:
    return _unlike(different_baseline(a, b)) if a.relative else None


def _is_a_ratio(a: Side, b: Side, _links: Sequence[Link]) -> _Ruling | None:
    """Ratios compare only within one paper, over one stated baseline, under one hedge and setting."""
    if not a.relative:
        return None
    caveats = (
        _across_papers(a, b) + _baseline_caveats(a, b) + _hedge_caveats(a, b) + differing_conditions(a, b)
    )
    if caveats := caveats or half_stated_conditions(a, b) or _one_method_with_two_values(a, b):
        return _Ruling("with_caveat", (*caveats, *unstated_conditions(a, b)))
    return _Ruling("comparable", (f"baseline: both are measured against {a.claim.baseline} in one paper",))


def _is_a_level_in_one_paper(a: Side, b: Side, _links: Sequence[Link]) -> _Ruling | None:
    if a.paper.id != b.paper.id:
        return None
    if is_before_and_after(a, b):
        return _Ruling("comparable", ("treatment: before and after in one clause",))
    caveats = differing_conditions(a, b)
    if not caveats and is_a_further_step(a, b):
        return _Ruling("comparable", ("treatment: the later figure is said to go further",))
    caveats += half_stated_conditions(a, b) + _not_set_against(a, b)
    if caveats := caveats or _one_method_with_two_values(a, b):
        return _Ruling("with_caveat", tuple(caveats))
    return _Ruling("comparable", (f"subject: {_subject(a)} against {_subject(b)}, reported in one paper",))


def _is_one_result_restated(a: Side, b: Side, links: Sequence[Link]) -> _Ruling | None:
    """Two papers state one value of one method: a result restated."""
    related = _share_a_method(a, b) or any(
        {a.paper.id, b.paper.id} == {k.from_paper, k.to_paper} for k in links
    )
    if related and same_value(a, b) and not differing_conditions(a, b):
        return _Ruling("comparable", ("value: two papers restate one result of one method",))
    return None


def _is_a_plain_count(a: Side, b: Side, _links: Sequence[Link]) -> _Ruling | None:
    """A count of the same things does not depend on how it was measured."""
    counted = {a.claim.metric, b.claim.metric} <= {"other", "data"} and a.unit not in {"", *_MEASURES}
    if counted and not differing_conditions(a, b):
        return _Ruling("comparable", (f"unit: a plain count of {a.claim.quantity.unit}",))
    return None


def _is_a_level_in_two_papers(a: Side, b: Side, _links: Sequence[Link]) -> _Ruling:
    differing = differing_conditions(a, b) or ["setting: two papers, measured apart"]
    return _Ruling("with_caveat", (*differing, *unstated_conditions(a, b)))


_RULES: tuple[_Rule, ...] = (
    _measures_something_else,
    _holds_of_something_else,
    _has_another_baseline,
    _is_a_ratio,
    _is_a_level_in_one_paper,
    _is_one_result_restated,
    _is_a_plain_count,
    _is_a_level_in_two_papers,
)


def _across_papers(a: Side, b: Side) -> list[str]:
    return ["setting: two papers, measured apart"] if a.paper.id != b.paper.id else []


def _baseline_caveats(a: Side, b: Side) -> list[str]:
    one, other = a.claim.baseline, b.claim.baseline
    if one and other and same_baseline(one, other):
        return []
    vague = [name for name in (one, other) if name and not is_named(name)]
    said = f"baseline: {spelled(one)}, {spelled(other)}"
    return [f"{said} (which one is not stated)" if vague else said]


def _hedge_caveats(a: Side, b: Side) -> list[str]:
    one, other = a.hedges & _HEDGES, b.hedges & _HEDGES
    if one == other:
        return []
    said = [" and ".join(sorted(hedges)) or "a plain figure" for hedges in (one, other)]
    return [f"bound: A is {said[0]}, B {said[1]}"]


def _one_method_with_two_values(a: Side, b: Side) -> list[str]:
    if different_method(a, b) or same_value(a, b):
        return []
    return ["subject: one method with two values, what differs is not stated"]


def _not_set_against(a: Side, b: Side) -> list[str]:
    """Return a caveat where the paper reports another method's figure elsewhere than beside this one."""
    beside = a.sentence == b.sentence or is_measured_against(a, b) or is_measured_against(b, a)
    if beside or (a.claim.own and b.claim.own):
        return []
    return [f"baseline: the paper does not set {_subject(a)} against {_subject(b)} in these figures"]


def _share_a_method(a: Side, b: Side) -> bool:
    one, other = name_key(a.claim.subject or ""), name_key(b.claim.subject or "")
    return one in b.names or other in a.names or (one == other and is_proper_name(a.claim.subject or ""))


def _subject(side: Side) -> str:
    return side.claim.subject or side.label
