"""Puts chosen records into sentences for the gate, each in several wordings, the best first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.answer.figures.chosen import Told, by_quote
from assistant.answer.figures.clauses import baseline_is_open, with_lead, with_remark, wordings
from assistant.claims.costs import quality_beside
from assistant.claims.sides import Side
from assistant.schema import Claim, Quote

_TRADED = frozenset(["speedup", "throughput", "latency", "memory", "compression", "energy", "cost"])
"""Metrics that are often bought with quality."""

OPEN_BASELINE = "baseline unstated"
OPEN_QUALITY = "quality unstated"


@dataclass(frozen=True)
class Sentence:
    """A sentence to be checked: the wordings, the best first, and the evidence keys that it cites.

    ``keys`` is ``None`` where the wordings carry their markers themselves.
    """

    texts: tuple[str, ...]
    keys: tuple[int, ...] | None


@dataclass(frozen=True)
class _Manner:
    """What a sentence says beside the figure."""

    lead: str = ""
    """Words put ahead of it."""
    remarks: tuple[str, ...] = ()
    """Words put in brackets after it."""


def tell_all(
    told: Sequence[Told],
    claims: Mapping[str, Sequence[Claim]],
    keys: Mapping[str, int],
    *,
    quality: bool = False,
    lead: str = "",
) -> list[Sentence]:
    """Return a sentence for each quote, and with ``quality`` what each paper says of it beside its gains.

    ``claims`` are those of each paper; ``lead`` is put ahead of the first sentence. A paper's first sentence
    says so when none of the figures shown has a baseline, its last when nothing is said of quality.
    """
    sentences: list[Sentence] = []
    for place, one in enumerate(told):
        same = [other for other in told if other.paper.id == one.paper.id]
        open_ = [OPEN_BASELINE] if one is same[0] and _is_open(same) else []
        silent = quality and one is same[-1] and _is_silent(same, claims)
        further = _on_quality(one, claims) if silent else None
        remarks = (*open_, *([OPEN_QUALITY] if silent and not further else []))
        manner = _Manner(lead if place == 0 else "", remarks)
        sentences.append(_tell(one, claims, keys, manner=manner))
        sentences += [_tell(further, claims, keys, manner=_Manner())] if further else []
    return sentences


def _tell(
    told: Told, claims: Mapping[str, Sequence[Claim]], keys: Mapping[str, int], *, manner: _Manner
) -> Sentence:
    texts = wordings(told.claims, told.paper, _quality(told, claims))
    remark = "; ".join(manner.remarks)
    full = [with_remark(text, remark) for text in texts] if remark else []
    led = [with_lead(manner.lead, text) for text in [*full, *texts]] if manner.lead else []
    return Sentence(tuple([*led, *full, *texts]), (keys[told.paper.id],))


def _quality(told: Told, claims: Mapping[str, Sequence[Claim]]) -> Quote | None:
    return quality_beside(told.lead, told.paper, claims.get(told.paper.id, told.claims))


def _is_open(same: Sequence[Told]) -> bool:
    return all(baseline_is_open(one.claims, Side(one.lead, one.paper).sentence) for one in same)


def _is_silent(same: Sequence[Told], claims: Mapping[str, Sequence[Claim]]) -> bool:
    """Tell whether gains that are often bought with quality are shown without a word on it."""
    traded = [one for one in same if one.lead.metric in _TRADED]
    return bool(traded) and not any(_quality(one, claims) or one.lead.metric == "quality" for one in same)


def _on_quality(told: Told, claims: Mapping[str, Sequence[Claim]]) -> Told | None:
    """Return what the paper reports of quality elsewhere."""
    own = [claim for claim in claims.get(told.paper.id, ()) if claim.own and claim.metric == "quality"]
    return next(iter(by_quote(own, {told.paper.id: told.paper})), None)
