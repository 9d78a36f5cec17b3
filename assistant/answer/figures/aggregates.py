"""Questions over many papers: which claim at least so much, which claims the most, how many do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.answer.figures.asked import Asked
from assistant.answer.figures.chosen import Told, by_quote, fitting, in_unit, is_derived, mentioning, size_of
from assistant.claims.derived import derive
from assistant.claims.sides import Side
from assistant.schema import Claim, Paper

TOP = 3
"""Papers shown for a superlative: the answer and what comes next."""
PER_PAPER = 2
"""Quotes shown of each paper; one when more than ``MANY`` papers fit."""
MANY = 8


@dataclass(frozen=True)
class Found:
    """What an aggregate found: quotes in order, and whether the first is the one asked for."""

    told: tuple[Told, ...]
    ordered: bool = False


def gather(claims: Sequence[Claim], asked: Asked, names: Sequence[str], papers: Mapping[str, Paper]) -> Found:
    """Return the quotes that fit a question, those of one paper together, the largest or asked-for first."""
    fits = mentioning(fitting(claims, asked, papers), names, papers, strictly=bool(asked.metrics))
    if asked.superlative:
        fits = _of_one_kind(fits)
    sign = 1 if asked.superlative == "smallest" else -1
    fits = sorted(fits, key=lambda claim: sign * _size(claim, asked))
    told = by_quote(fits, papers)
    if asked.superlative and not asked.lists_all:
        first = list(dict.fromkeys(one.paper.id for one in told))[:TOP]
        best = [next(one for one in told if one.paper.id == id_) for id_ in first]
        return Found(tuple(best), ordered=True)
    return Found(tuple(_by_paper(told)), ordered=asked.superlative is not None)


def nearest(claims: Sequence[Claim], asked: Asked, papers: Mapping[str, Paper]) -> Told | None:
    """Return the quote that comes nearest to the limit asked for."""
    limit = asked.threshold
    if limit is None:
        return None
    sized = [
        (size, claim)
        for claim in claims
        if claim.own
        and claim.metric in asked.metrics
        and (size := in_unit(claim, limit.unit)) is not None
        and (limit.unit == "%" or derive(claim) is not None)
    ]
    if not sized:
        return None
    choose = min if limit.upper else max
    _, best = choose(sized, key=lambda one: one[0])
    return by_quote([best], papers)[0]


def derived_note(told: Told, asked: Asked) -> str | None:
    """Return how a printed figure amounts to the unit asked for, ``None`` when it is printed in it."""
    claim, limit = told.lead, asked.threshold
    if limit is None or not is_derived(claim, limit):
        return None
    size, side = in_unit(claim, limit.unit), Side(claim, told.paper)
    derived = derive(claim)
    if size is None or derived is None:
        return None
    unit = " %" if limit.unit == "%" else limit.unit
    return (
        f"derived: {side.label}'s {claim.quantity.value:g}{claim.quantity.unit} amounts to {size:.3g}{unit}"
    )


def _size(claim: Claim, asked: Asked) -> float:
    if asked.threshold:
        return in_unit(claim, asked.threshold.unit) or 0.0
    return size_of(claim)


def _of_one_kind(claims: Sequence[Claim]) -> list[Claim]:
    """Keep ratios where there are any, else the levels of the unit that most claims have."""
    ratios = [claim for claim in claims if derive(claim) is not None]
    if ratios:
        return ratios
    by_unit: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_unit[claim.quantity.unit].append(claim)
    return max(by_unit.values(), key=len) if by_unit else []


def _by_paper(told: Sequence[Told]) -> list[Told]:
    of_paper: defaultdict[str, list[Told]] = defaultdict(list)
    most = 1 if len({one.paper.id for one in told}) > MANY else PER_PAPER
    for one in told:
        if len(of_paper[one.paper.id]) < most:
            of_paper[one.paper.id].append(one)
    groups = [sorted(group, key=lambda one: one.lead.quote.start) for group in of_paper.values()]
    return [one for group in groups for one in group]


__all__ = ["Found", "derived_note", "gather", "nearest"]
