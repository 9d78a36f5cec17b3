"""The rules by which two claims compare or do not; the first that applies decides and says why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import isnan

from assistant.claims.baselines import (
    different_baseline,
    different_method,
    is_measured_against,
    is_named,
    same_baseline,
)
from assistant.claims.conditions import (
    differing_conditions,
    half_stated_conditions,
    is_a_further_step,
    is_before_and_after,
    is_set_against,
    other_data,
    unstated_conditions,
)
from assistant.claims.head_to_head import head_to_head
from assistant.claims.kinds import kind
from assistant.claims.measures import different_quantity, in_order, same_value
from assistant.claims.names import is_proper_name
from assistant.claims.scope import different_scope, different_task
from assistant.claims.sides import Side, differ
from assistant.schema import Comparability, Link, PairVerdict
from assistant.text.qualifiers import Qualifier

_MEASURES = frozenset(["x", "%", "pp", "fraction", "s", "ms", "gb", "mb", "kb", "tb", "ppl", "$"])

_HEDGES: frozenset[Qualifier] = frozenset(["up to", "average", "median"])
"""Qualifiers that make two figures different statistics."""

_APART = "setting: two papers, measured apart"
_BOUNDED = "value: which of the two is greater does not follow from such bounds"


@dataclass(frozen=True)
class _Ruling:
    verdict: Comparability
    reasons: tuple[str, ...]


_Rule = Callable[[Side, Side, Sequence[Link]], _Ruling | None]


def judge(one: Side, other: Side, links: Sequence[Link]) -> PairVerdict:
    """Judge two claims by the first rule that applies, and say what a head-to-head allows.

    ``links`` are those between the two papers. A ranking may be drawn of comparable claims whose values
    differ for certain, and of what a head-to-head reports.
    """
    ruling = next(ruling for rule in _RULES if (ruling := rule(one, other, links)))
    if ruling.verdict == "comparable":
        unordered = _unordered(one, other)
        return PairVerdict(
            verdict="comparable", reasons=(*ruling.reasons, *unordered), may_rank=not unordered
        )
    met = head_to_head(one, other, links)
    reasons = (*ruling.reasons, *([met] if met else []))
    return PairVerdict(verdict=ruling.verdict, reasons=reasons, may_rank=met is not None)


def _unordered(a: Side, b: Side) -> list[str]:
    if _lacks_a_figure(a) or _lacks_a_figure(b) or in_order(a, b):
        return []
    return ["value: the same, nothing to rank" if same_value(a, b) else _BOUNDED]


def _lacks_a_figure(side: Side) -> bool:
    return isnan(side.claim.quantity.value)


def _unlike(reason: str | None) -> _Ruling | None:
    return _Ruling("not_comparable", (reason,)) if reason else None


def _states_no_figure(a: Side, b: Side, _links: Sequence[Link]) -> _Ruling | None:
    """Words without a figure compare only with what their own sentence sets them against."""
    if not (_lacks_a_figure(a) or _lacks_a_figure(b)):
        return None
    if a.sentence == b.sentence and a.claim.metric == b.claim.metric and different_method(a, b):
        return _Ruling("comparable", (f"subject: one sentence sets {a.subject} against {b.subject}",))
    reason = different_baseline(a, b) or f"value: {'A' if _lacks_a_figure(a) else 'B'} states no figure"
    return _unlike(reason)


def _measures_something_else(a: Side, b: Side, _links: Sequence[Link]) -> _Ruling | None:
    return _unlike(different_quantity(a, b))


def _holds_of_something_else(a: Side, b: Side, _links: Sequence[Link]) -> _Ruling | None:
    return _unlike(different_scope(a, b) or different_task(a, b))


def _has_another_baseline(a: Side, b: Side, _links: Sequence[Link]) -> _Ruling | None:
    return _unlike(different_baseline(a, b)) if a.relative else None


def _is_before_and_after(a: Side, b: Side, _links: Sequence[Link]) -> _Ruling | None:
    if a.paper.id != b.paper.id or differing_conditions(a, b) or not is_before_and_after(a, b):
        return None
    return _Ruling("comparable", ("treatment: before and after in one clause",))


def _is_a_ratio(a: Side, b: Side, _links: Sequence[Link]) -> _Ruling | None:
    """Ratios compare only within one paper, over one stated baseline, under one hedge and setting."""
    if not a.relative:
        return None
    caveats = (
        _across_papers(a, b) + _baseline_caveats(a, b) + _hedge_caveats(a, b) + differing_conditions(a, b)
    )
    if (
        caveats := caveats
        or half_stated_conditions(a, b)
        or _unclear_metric(a, b)
        or _one_method_with_two_values(a, b)
    ):
        return _Ruling("with_caveat", (*caveats, *unstated_conditions(a, b)))
    return _Ruling("comparable", (f"baseline: both are measured against {a.baseline} in one paper",))


def _is_a_level_in_one_paper(a: Side, b: Side, _links: Sequence[Link]) -> _Ruling | None:
    if a.paper.id != b.paper.id:
        return None
    caveats = differing_conditions(a, b) or other_data(a, b)
    if not caveats and is_set_against(a, b):
        return _Ruling("comparable", ("subject: one sentence sets the two figures against each other",))
    if not caveats and is_a_further_step(a, b):
        return _Ruling("comparable", ("treatment: the later figure is said to go further",))
    caveats += half_stated_conditions(a, b) + _hedge_caveats(a, b) + _not_set_against(a, b)
    caveats += _unclear_metric(a, b)
    if caveats := caveats or _one_method_with_two_values(a, b):
        return _Ruling("with_caveat", tuple(caveats))
    return _Ruling("comparable", (f"subject: {a.subject} against {b.subject}, reported in one paper",))


def _is_one_result_restated(a: Side, b: Side, links: Sequence[Link]) -> _Ruling | None:
    """Two papers state one value of one method: a result restated."""
    if (links or _share_a_method(a, b)) and same_value(a, b) and not differing_conditions(a, b):
        return _Ruling("comparable", ("value: two papers restate one result",))
    return None


def _is_a_plain_count(a: Side, b: Side, _links: Sequence[Link]) -> _Ruling | None:
    """A count of the same things does not depend on how it was measured."""
    counted = {a.claim.metric, b.claim.metric} <= {"other", "data"} and a.unit not in {"", *_MEASURES}
    if counted and not differing_conditions(a, b):
        return _Ruling("comparable", (f"unit: a plain count of {a.claim.quantity.unit}",))
    return None


def _is_a_level_in_two_papers(a: Side, b: Side, _links: Sequence[Link]) -> _Ruling:
    return _Ruling("with_caveat", (*(differing_conditions(a, b) or [_APART]), *unstated_conditions(a, b)))


_RULES: tuple[_Rule, ...] = (
    _states_no_figure,
    _measures_something_else,
    _is_before_and_after,
    _holds_of_something_else,
    _has_another_baseline,
    _is_a_ratio,
    _is_a_level_in_one_paper,
    _is_one_result_restated,
    _is_a_plain_count,
    _is_a_level_in_two_papers,
)


def _across_papers(a: Side, b: Side) -> list[str]:
    return [_APART] if a.paper.id != b.paper.id else []


def _baseline_caveats(a: Side, b: Side) -> list[str]:
    one, other = a.baseline, b.baseline
    if one and other and same_baseline(one, other):
        return []
    vague = any(name and not is_named(name) for name in (one, other))
    return [f"{differ('baseline', one, other)}{' (which one is open)' if vague else ''}"]


def _hedge_caveats(a: Side, b: Side) -> list[str]:
    one, other = a.hedges & _HEDGES, b.hedges & _HEDGES
    if one == other:
        return []
    said = [" and ".join(sorted(hedges)) or "a plain figure" for hedges in (one, other)]
    return [differ("bound", *said)]


def _one_method_with_two_values(a: Side, b: Side) -> list[str]:
    if different_method(a, b) or same_value(a, b):
        return []
    return ["subject: one method with two values, what differs is not stated"]


def _not_set_against(a: Side, b: Side) -> list[str]:
    """Return a caveat where the paper reports two figures apart, so that more than the method may differ."""
    named = a.names_subject and b.names_subject
    if a.sentence == b.sentence:
        alone = named and a.alike <= len((a, b))
        beside = a.counterpart == b.counterpart and (alone or a.counterpart is not None)
    elif a.claim.own and b.claim.own:
        near = abs(a.read.position - b.read.position) == 1
        beside = near and named and a.alike == b.alike == 1
    else:
        beside = is_measured_against(a, b) or is_measured_against(b, a)
    return [] if beside else ["setting: the paper does not set these two figures against each other"]


def _unclear_metric(a: Side, b: Side) -> list[str]:
    """Return a caveat where two figures of quality do not say of which."""
    if a.claim.metric != "quality" or (kind(a) and kind(a) == kind(b)):
        return []
    return [differ("metric", kind(a), kind(b))]


def _share_a_method(a: Side, b: Side) -> bool:
    one, other = a.subject_key, b.subject_key
    return one in b.names or other in a.names or (one == other and is_proper_name(a.claim.subject or ""))
