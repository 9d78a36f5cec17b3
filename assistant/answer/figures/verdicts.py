"""Sentences on whether figures of several papers may be compared, each told by the figures themselves."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.answer.figures.chosen import Told
from assistant.answer.figures.clauses import named_wordings
from assistant.answer.figures.printed import printed
from assistant.answer.figures.subjects import label_of
from assistant.answer.figures.telling import Sentence
from assistant.claims.scope import scope
from assistant.claims.sides import Side
from assistant.schema import Claim, Comparability, ComparedPair, Comparison, Paper
from assistant.text.folding import folded

_LEADS: tuple[Mapping[Comparability, str], ...] = (
    {
        "comparable": "These results can be compared",
        "with_caveat": "These results cannot be ranked and compare only with care, since {reason}",
        "not_comparable": "These results cannot be ranked, since {reason}",
    },
    {
        "comparable": "These results can be compared",
        "with_caveat": "These results can be compared only with care, since {reason}",
        "not_comparable": "These results cannot be compared, since {reason}",
    },
)
"""The gate must find most of a sentence's words in the abstracts: ours are few, in the second form fewer."""
_ORDER: tuple[Comparability, ...] = ("comparable", "with_caveat", "not_comparable")

_FIELDS = {
    "metric": "metrics",
    "unit": "units",
    "dataset": "datasets",
    "scope": "scopes",
    "task": "tasks",
    "field": "fields",
    "baseline": "baselines",
    "hardware": "machines",
    "model": "models",
    "bound": "bounds",
}
"""What the reasons of a verdict name, as a sentence speaks of it; the most telling first."""
_TELLING = tuple(_FIELDS)
_UNSTATED = "not stated"

_HEDGES = {
    "average": "an average",
    "median": "a median",
    "up to": "up to",
    "at least": "more than",
    "below": "below",
    "about": "about",
}
_SCOPES = {"end to end": " end-to-end", "kernel only": " kernel-level"}
_NOUN = re.compile(
    r"^ ?(?P<noun>(?:(?:[\w-]+) ){0,2}(?:speed-?ups?|accelerations?|faster|reductions?|savings?|improvements?"
    r"|gains?|throughputs?|latency|compression(?: rates?)?|accuracy|higher|larger|lower|less|memory))\b"
)
_LONGEST_BASELINE = 6
"""Words of a baseline that fits into a phrase."""


def side_by_side(told: Sequence[Told], comparison: Comparison, keys: Mapping[str, int]) -> list[Sentence]:
    """Return what one paper reports against another's method, and how far the figures compare.

    ``comparison`` has one row for the first claim of each of ``told``.
    """
    papers = {one.paper.id: one.paper for one in told}
    met = [
        Sentence(tuple(named_wordings(link.quote, papers[link.from_paper])), (keys[link.from_paper],))
        for link in comparison.head_to_head
    ]
    pair = _best_pair(told, comparison)
    return [*met, Sentence(tuple(_comparability(told, pair, keys)), None)] if pair else met


def _comparability(told: Sequence[Told], pair: ComparedPair, keys: Mapping[str, int]) -> list[str]:
    """Return one sentence in several wordings on a pair of figures."""
    a, b = told[pair.a], told[pair.b]
    leads = [table[pair.verdict].format(reason=_spelled(pair.reasons)) for table in _LEADS]
    sides = [
        f"{one} [{keys[a.paper.id]}], {other} [{keys[b.paper.id]}]."
        for put in (_phrase, _quoted)
        if (one := put(a.lead, a.paper)) and (other := put(b.lead, b.paper))
    ]
    return [f"{lead}: {side}" for side in sides for lead in dict.fromkeys(leads)]


def _best_pair(told: Sequence[Told], comparison: Comparison) -> ComparedPair | None:
    """Return the pair of rows of two papers that compares best, and says most."""
    apart = [
        pair
        for pair in comparison.pairs
        if told[pair.a].paper.id != told[pair.b].paper.id and (pair.verdict != "comparable" or pair.may_rank)
    ]
    order = {
        id(pair): (_ORDER.index(pair.verdict), not _is_of_systems(told[pair.a], told[pair.b]))
        for pair in apart
    }
    return min(apart, key=lambda pair: order[id(pair)], default=None)


def _is_of_systems(a: Told, b: Told) -> bool:
    """Tell whether both figures hold end to end, which says more than those of parts."""
    return all(scope(Side(one.lead, one.paper)) == "end_to_end" for one in (a, b))


def _spelled(reasons: Sequence[str]) -> str:
    """Return the most telling of the reasons as a clause for a reader."""
    parted = [(field, detail) for field, _, detail in (reason.partition(": ") for reason in reasons)]
    telling = sorted((_rank(field, detail), field, detail) for field, detail in parted if field in _FIELDS)
    if not telling:
        return "each paper measures by itself"
    _, field, detail = telling[0]
    if _UNSTATED not in detail:
        return f"their {_FIELDS[field]} are not the same"
    neither = detail.count(_UNSTATED) > 1 or detail.endswith("in A or B")
    return f"{'neither states' if neither else 'not both state'} the {field}"


def _rank(field: str, detail: str) -> tuple[bool, int]:
    """Order reasons: what differs before what is left open, but a baseline left open counts as much."""
    return _UNSTATED in detail and field != "baseline", _TELLING.index(field)


def _phrase(claim: Claim, paper: Paper) -> str | None:
    """Return a figure with its paper's name, hedges, noun and baseline; ``None`` where it is not found."""
    figure, label = printed(claim, paper), label_of(paper)
    if figure is None:
        return None
    hedges = [words for name, words in _HEDGES.items() if name in figure.hedges]
    noun = _NOUN.match(figure.after)
    said = noun["noun"] if noun else ""
    part = next((words for name, words in _SCOPES.items() if name in figure.hedges), "")
    part = "" if part.strip() in said else part
    whose = f"{label} with " if label else ""
    return f"{whose}{' '.join([*hedges, figure.text])}{part}{f' {said}' if said else ''}{_over(claim, paper)}"


def _over(claim: Claim, paper: Paper) -> str:
    baseline = folded(claim.baseline or "") if Side(claim, paper).relative else ""
    return f" over {baseline}" if baseline and len(baseline.split()) <= _LONGEST_BASELINE else ""


def _quoted(claim: Claim, paper: Paper) -> str | None:
    label = label_of(paper)
    quote = Side(claim, paper).quote.strip(" ,;.")
    return f'{label}: "{quote}"' if label else f'"{quote}"'
