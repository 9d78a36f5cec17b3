"""The claims that rules read in a few papers, in memory."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.claims.compare import compare_claims
from assistant.claims.extract import extract_claims
from assistant.claims.links import find_links
from assistant.schema import Claim, ClaimFilter, Comparison, LedgerEntry, Paper


class Records:
    """The claims of the papers, in memory."""

    def __init__(self, papers: Sequence[Paper]) -> None:
        self._papers = {paper.id: paper for paper in papers}
        self._claims = {paper.id: extract_claims(paper) for paper in papers}

    def entries(self, wanted: ClaimFilter) -> list[LedgerEntry]:
        claims = [claim for id_ in wanted.papers or self._papers for claim in self._claims.get(id_, ())]
        return [
            LedgerEntry(key=str(i), claim=claim) for i, claim in enumerate(claims) if _fits(claim, wanted)
        ]

    def compare_among(self, claims: Sequence[Claim]) -> Comparison:
        return self.compare(claims)

    def compare(self, claims: Sequence[Claim]) -> Comparison:
        return compare_claims(claims, self._papers, find_links(list(self._papers.values()), self._claims))


def _fits(claim: Claim, wanted: ClaimFilter) -> bool:
    named = wanted.baseline is None or wanted.baseline.lower() in (claim.baseline or "").lower()
    return named and wanted.metric in {None, claim.metric} and wanted.own in {None, claim.own}
