"""What figure answers need of a library: its papers, found by text, and the records of their claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Protocol

from assistant.claims.mentions import names_method
from assistant.claims.names import name_key
from assistant.schema import Claim, ClaimFilter, Comparison, Hit, LedgerEntry, Metric, Paper

WIDE = 200
"""Papers among which those that a question names or is about are looked for."""
MOST = 500
"""Claims of one kind that an aggregate looks at; the largest ones when there are more."""

Search = Callable[[str, int, Collection[str] | None], Sequence[Hit]]
"""Finds papers for a text, best first, at most so many, within a scope."""
PapersById = Callable[[Sequence[str]], Mapping[str, Paper]]


class Records(Protocol):
    """The claims of a library."""

    def entries(self, wanted: ClaimFilter) -> list[LedgerEntry]:
        """Return the claims that fit."""
        ...

    def compare(self, claims: Sequence[Claim]) -> Comparison:
        """Set claims side by side, in the given order."""
        ...


class Shelf:
    """The papers of one scope and their claims; nothing here loads more than a question asks for."""

    def __init__(
        self, records: Records, search: Search, papers: PapersById, *, scope: Collection[str] | None
    ) -> None:
        self._records = records
        self._search = search
        self._papers = papers
        self._scope = scope

    def find(self, text: str) -> list[Paper]:
        """Return the papers found for a text, best first."""
        return [hit.paper for hit in self._search(text, WIDE, self._scope)]

    def papers_of(self, claims: Iterable[Claim]) -> Mapping[str, Paper]:
        """Return the papers of claims by id."""
        return self._papers(list(dict.fromkeys(claim.quote.paper_id for claim in claims)))

    def claims_of(self, papers: Sequence[Paper]) -> Mapping[str, list[Claim]]:
        """Return all claims of some papers, by paper."""
        wanted = ClaimFilter(papers=tuple(paper.id for paper in papers))
        return grouped(self._ask(wanted) if papers else [])

    def largest(self, metrics: Collection[Metric], papers: Sequence[Paper] | None) -> list[Claim]:
        """Return the largest own claims of each metric, or of all, from some papers or from all."""
        ids = self._ids(papers)
        kinds: list[Metric | None] = [*sorted(metrics)] or [None]
        return [
            claim
            for metric in kinds
            for claim in self._ask(
                ClaimFilter(metric=metric, own=True, papers=ids, order="largest", limit=MOST)
            )
        ]

    def over(self, baseline: str) -> list[Claim]:
        """Return the own claims that are measured against a method."""
        wanted = ClaimFilter(baseline=baseline, own=True, papers=self._ids(None), limit=MOST)
        key = {name_key(baseline)}
        return [claim for claim in self._ask(wanted) if names_method(claim.baseline or "", key)]

    def compare(self, claims: Sequence[Claim]) -> Comparison:
        """Set claims side by side, in the given order."""
        return self._records.compare(claims)

    def _ask(self, wanted: ClaimFilter) -> list[Claim]:
        return [entry.claim for entry in self._records.entries(wanted)]

    def _ids(self, papers: Sequence[Paper] | None) -> tuple[str, ...] | None:
        if papers is not None:
            return tuple(paper.id for paper in papers)
        return None if self._scope is None else tuple(self._scope)


def grouped(claims: Iterable[Claim]) -> defaultdict[str, list[Claim]]:
    """Return claims by paper."""
    groups: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        groups[claim.quote.paper_id].append(claim)
    return groups
