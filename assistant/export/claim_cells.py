"""What a table for readers shows of a claim, before it is escaped."""

from __future__ import annotations

from typing import NamedTuple

from assistant.export.wording import figure
from assistant.schema import Claim, ComparedClaim


class ClaimCells(NamedTuple):
    """The cells of a claim; ``None`` means not stated."""

    metric: str
    figure: str
    method: str | None
    baseline: str | None
    setting: str | None
    quality: str | None
    paper: str


HEADINGS = ("Metric", "Figure", "Method", "Over", "Setting", "Quality beside", "Paper")


def claim_cells(entry: ComparedClaim) -> ClaimCells:
    """Return what a table shows of a claim."""
    claim = entry.claim
    return ClaimCells(
        metric=_kind(claim),
        figure=figure(claim.quantity),
        method=claim.subject,
        baseline=claim.baseline,
        setting=stated_setting(claim),
        quality=entry.quality.text if entry.quality else None,
        paper=entry.title,
    )


def _kind(claim: Claim) -> str:
    """Return the metric, with what keeps the claim from being a result that the paper states as its own."""
    marks = [] if claim.own else ["background"]
    marks += ["proposed"] if claim.state == "proposed" else []
    return f"{claim.metric} ({', '.join(marks)})" if marks else claim.metric


def stated_setting(claim: Claim) -> str | None:
    """Return the conditions that are stated, such as ``hardware: A100; batch: 16``."""
    stated = claim.setting.model_dump(exclude_none=True)
    if claim.setting.scope:
        stated["scope"] = claim.setting.scope.replace("_", " ")
    return "; ".join(f"{name.replace('_', ' ')}: {value}" for name, value in stated.items()) or None
