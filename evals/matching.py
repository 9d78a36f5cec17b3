"""Matches found claims one-to-one with labelled ones, and compares texts as a reader would."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import isclose

from assistant.ledger.pairs import overlap, same_unit, title_form
from assistant.schema import Claim, Paper
from assistant.text.folding import folded
from evals.gold import Borderline, GoldClaim

_ARTICLE = frozenset({"a", "an", "the"})
_ALIKE = {"data", "compression"}


@dataclass(frozen=True)
class Found:
    """A claim that was found, and the paper in which it was."""

    claim: Claim
    paper: Paper


@dataclass(frozen=True)
class Matching:
    """Pairs of labelled and found claims, and what is left of both."""

    pairs: tuple[tuple[GoldClaim, Found], ...]
    missed: tuple[GoldClaim, ...]
    extra: tuple[Found, ...]


def match(gold: Sequence[GoldClaim], found: Sequence[Found], *, lenient: bool = False) -> Matching:
    """Match one-to-one on paper, value, unit class and metric; of several fits the most alike are paired.

    Leniently, ``data`` is ``compression`` and ``other`` is anything, for what a strict match leaves over.
    """
    pairs, missed, extra = _pair_off(gold, found, _same_metric)
    if lenient:
        more, missed, extra = _pair_off(missed, extra, _alike_metric)
        pairs += more
    return Matching(tuple(pairs), tuple(missed), tuple(extra))


def is_borderline(found: Found, arguable: Sequence[Borderline]) -> bool:
    """Tell whether a claim states an arguable figure: its words overlap, and its figure is in them."""
    abstract = found.paper.abstract or ""
    for line in arguable:
        start = abstract.find(line.quote) if title_form(line.paper) == title_form(found.paper.title) else -1
        shared = overlap(found.claim.quote, start, start + len(line.quote)) if start >= 0 else 0
        if shared > 0 and (
            _names_value(found.claim, line.quote) or 2 * shared >= len(found.claim.quote.text)
        ):
            return True
    return False


def same_text(label: str | None, found: str | None) -> bool:
    """Tell whether two texts are equal to the letter; not stated is a text of its own."""
    return label == found


def same_words(label: str | None, found: str | None) -> bool:
    """Tell whether one text holds the words of the other, case, articles and punctuation aside."""
    if label is None or found is None:
        return label is found
    short, long = sorted((_words(label), _words(found)), key=len)
    if not short:
        return not long
    return any(long[at : at + len(short)] == short for at in range(len(long) - len(short) + 1))


def _pair_off(
    gold: Sequence[GoldClaim], found: Sequence[Found], same: Callable[[GoldClaim, Found], bool]
) -> tuple[list[tuple[GoldClaim, Found]], list[GoldClaim], list[Found]]:
    fits = [
        (_likeness(label, one), g, f)
        for g, label in enumerate(gold)
        for f, one in enumerate(found)
        if _same_figure(label, one) and same(label, one)
    ]
    taken: dict[int, int] = {}
    for _, g, f in sorted(fits, key=lambda fit: (-fit[0], fit[1], fit[2])):
        if g not in taken and f not in taken.values():
            taken[g] = f
    pairs = [(gold[g], found[f]) for g, f in sorted(taken.items())]
    missed = [label for g, label in enumerate(gold) if g not in taken]
    return pairs, missed, [one for f, one in enumerate(found) if f not in taken.values()]


def _same_figure(label: GoldClaim, found: Found) -> bool:
    figure = found.claim.quantity
    return (
        title_form(label.paper) == title_form(found.paper.title)
        and isclose(label.value, figure.value)
        and (label.value_max is None) == (figure.value_max is None)
        and isclose(label.value_max or 0, figure.value_max or 0)
        and same_unit(label.unit, figure.unit)
    )


def _same_metric(label: GoldClaim, found: Found) -> bool:
    return label.metric == found.claim.metric


def _alike_metric(label: GoldClaim, found: Found) -> bool:
    kinds: set[str] = {label.metric, found.claim.metric}
    return len(kinds) == 1 or kinds == _ALIKE or "other" in kinds


def _likeness(label: GoldClaim, found: Found) -> int:
    """Grade a fit, so that one figure over several baselines or in several places is paired as meant."""
    claim = found.claim
    start = (found.paper.abstract or "").find(label.quote)
    near = start >= 0 and overlap(claim.quote, start, start + len(label.quote)) > 0
    texts = ((label.baseline, claim.baseline), (label.subject, claim.subject))
    settings = ((label.setting.get(name), value) for name, value in claim.setting.model_dump().items())
    return (
        100 * near
        + 20 * sum(same_words(*pair) for pair in texts)
        + sum(same_words(*pair) for pair in settings)
        + (label.bound == claim.quantity.bound)
    )


def _names_value(claim: Claim, quote: str) -> bool:
    numbers = {float(number) for number in re.findall(r"\d+(?:\.\d+)?", folded(quote).replace(",", ""))}
    return claim.quantity.value in numbers


def _words(text: str) -> list[str]:
    return [word for word in re.findall(r"\w+", folded(text).casefold()) if word not in _ARTICLE]
