"""Sentences that set the papers of a theme against each other, from the comparison of their figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice

from assistant.answer.figures.chosen import Told, by_quote
from assistant.answer.figures.speaking import speak
from assistant.answer.figures.subjects import label_of
from assistant.answer.figures.verdicts import side_by_side
from assistant.draft.protocols import Claims
from assistant.schema import Claim, Evidence, Metric, Statement

_METRICS: tuple[Metric, ...] = ("speedup", "memory", "compression", "energy")
"""What papers are set against each other by, the first of which two of them state."""


def contrasts(
    evidence: Sequence[Evidence],
    claims: Mapping[str, Sequence[Claim]],
    ledger: Claims,
    said: Sequence[Statement],
) -> list[Statement]:
    """Return what may be said of the figures of some papers beside each other; nothing of a single one.

    Each paper whose method has a name takes part with one figure by which its authors sell it.
    """
    papers = {item.paper.id: item.paper for item in evidence if label_of(item.paper)}
    keys = {item.paper.id: item.key for item in evidence}
    for metric in _METRICS:
        leads = [lead for id_ in papers if (lead := _lead(claims.get(id_, ()), metric))]
        if len(leads) > 1:
            told: list[Told] = by_quote(leads, papers)
            sentences = side_by_side(told, ledger.compare_among([one.claims[0] for one in told]), keys)
            checked = speak([one for one in sentences if one.keys is None], evidence, said)
            return list(islice(checked, 1))
    return []


def _lead(claims: Sequence[Claim], metric: Metric) -> Claim | None:
    """Return the headline figure of a metric that is measured against a baseline, else any headline."""
    own = [
        claim
        for claim in claims
        if claim.own and claim.headline and claim.metric == metric and claim.quote.field == "abstract"
    ]
    return max(own, key=lambda claim: (claim.quantity.unit == "x", claim.baseline is not None), default=None)
