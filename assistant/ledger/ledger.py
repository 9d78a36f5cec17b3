"""The claims of a library: kept in step with its papers, chosen, corrected and compared."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from assistant.claims.compare import compare_claims
from assistant.claims.costs import quality_beside
from assistant.claims.extract import EXTRACTION_VERSION, extract_claims
from assistant.claims.links import find_links
from assistant.ledger.choosing import metrics_asked, papers_about
from assistant.ledger.kept_links import KeptLinks
from assistant.ledger.pairs import JudgedPair, Pair, judge_pairs
from assistant.library import Library
from assistant.schema import Claim, ClaimFilter, ComparedClaim, Comparison, Hit, LedgerEntry, Link, Paper

BATCH = 256
"""Papers read per transaction: half a second's work, which is all that a sudden end can cost."""

_FOUND = 50
"""Papers looked at for a question or topic."""

_ROWS = 40
"""Claims set side by side for a question; each is judged against every other."""


class Ledger:
    """The claims of the papers of ``library``; ``search`` finds papers for a text, best first.

    Whatever is asked is answered from all papers as they are now.
    """

    def __init__(self, library: Library, search: Callable[[str, int], Sequence[Hit]]) -> None:
        self._library = library
        self._search = search
        self._links = KeptLinks(library, lambda: find_links(*self._all()))

    def refresh(self, *, stop: threading.Event | None = None) -> int:
        """Read each paper that today's reader has not read, until ``stop`` is set; return how many.

        What a process that died has left undone is found here as well.
        """
        done = 0
        while stale := self._library.claims.stale(EXTRACTION_VERSION, limit=BATCH):
            papers = self._library.get_many(stale).values()
            found = {paper.id: extract_claims(paper) for paper in papers}
            self._library.claims.replace_many(found, EXTRACTION_VERSION)
            done += len(found)
            if stop is not None and stop.is_set():
                break
        return done

    def entries(self, wanted: ClaimFilter, *, about: str | None = None) -> list[LedgerEntry]:
        """Return the claims that fit, only from papers about a text when that is given."""
        self.refresh()
        return self._library.claims.entries(self.narrowed(wanted, about))

    def narrowed(self, wanted: ClaimFilter, about: str | None) -> ClaimFilter:
        """Return the filter that also asks for papers about a text, when one is given."""
        if about is None:
            return wanted
        papers = tuple(paper.id for paper in self._about(about))
        both = papers if wanted.papers is None else tuple(id_ for id_ in papers if id_ in wanted.papers)
        return wanted.model_copy(update={"papers": both})

    def count(self, wanted: ClaimFilter, *, about: str | None = None) -> int:
        """Return how many claims fit, whatever the limit."""
        return self._library.claims.count(self.narrowed(wanted, about))

    def count_papers(self, wanted: ClaimFilter) -> int:
        """Return in how many papers claims fit, whatever the limit."""
        return self._library.claims.count_papers(wanted)

    def unread(self) -> int:
        """Return how many papers today's reader has still to read."""
        return len(self._library.claims.stale(EXTRACTION_VERSION))

    def get(self, keys: Sequence[str]) -> list[LedgerEntry]:
        """Return the claims with these keys, in the given order; a key that no claim has is passed over."""
        return self._library.claims.get(keys)

    def found(self, key: str) -> dict[str, object]:
        """Return what was read in each field of a claim that the user has corrected."""
        return self._library.claims.found(key)

    def rows(self, claims: Sequence[Claim]) -> list[ComparedClaim]:
        """Return claims with the title of their paper and what it says beside them about quality."""
        papers = self._library.get_many(list({claim.quote.paper_id for claim in claims}))
        by_paper = _by_paper(self._library.claims.query(ClaimFilter(papers=tuple(papers))))
        return [_row(claim, papers[claim.quote.paper_id], by_paper) for claim in claims]

    def edit(self, key: str, name: str, value: object) -> LedgerEntry:
        """Correct one field of a claim; see `Claims.edit`."""
        return self._library.claims.edit(key, name, value)

    def compare_papers(self, ids: Sequence[str]) -> Comparison:
        """Set all claims of some papers side by side."""
        return self.compare(self._claims(tuple(ids)))

    def compare_about(self, question: str) -> Comparison:
        """Set the claims side by side that a question or topic is about; no rows when there are none."""
        self.refresh()
        claims = self._claims(tuple(paper.id for paper in self._about(question)))
        metrics = metrics_asked(question)
        asked = [claim for claim in claims if claim.metric in metrics] or claims
        # The figures by which the authors sell their papers come first when not all can be shown.
        first = sorted(asked, key=lambda claim: not (claim.headline and claim.own))[:_ROWS]
        compared = self.compare([claim for claim in asked if claim in first])
        return compared.model_copy(update={"left_out": len(asked) - len(first)})

    def compare(self, claims: Sequence[Claim]) -> Comparison:
        """Set claims side by side, in the given order."""
        papers = self._library.get_many([claim.quote.paper_id for claim in claims])
        return compare_claims(claims, papers, self.links() if claims else [])

    def compare_among(self, claims: Sequence[Claim]) -> Comparison:
        """Like `compare`, but with links between the papers of these claims only.

        No other paper is looked at: in a large library, finding all links anew takes a minute.
        """
        papers = self._library.get_many([claim.quote.paper_id for claim in claims])
        links = find_links(list(papers.values()), _by_paper(self._claims(tuple(papers))))
        return compare_claims(claims, papers, links)

    def links(self) -> list[Link]:
        """Return where papers of the library name each other's methods; looked up anew after any change."""
        self.refresh()
        return self._links.current()

    def judge(self, pairs: Sequence[Pair]) -> list[JudgedPair]:
        """Judge given pairs of claims; `NotFoundError` for a paper or quote that the library lacks."""
        papers, claims = self._all()
        return judge_pairs(pairs, papers, claims)

    def _all(self) -> tuple[list[Paper], dict[str, list[Claim]]]:
        self.refresh()
        return self._library.papers(), _by_paper(self._library.claims.query(ClaimFilter()))

    def _claims(self, papers: tuple[str, ...]) -> list[Claim]:
        self.refresh()
        return self._library.claims.query(ClaimFilter(papers=papers))

    def _about(self, text: str) -> list[Paper]:
        return papers_about(text, [hit.paper for hit in self._search(text, _FOUND)])


def _by_paper(claims: Sequence[Claim]) -> dict[str, list[Claim]]:
    found: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        found[claim.quote.paper_id].append(claim)
    return found


def _row(claim: Claim, paper: Paper, by_paper: Mapping[str, Sequence[Claim]]) -> ComparedClaim:
    quality = quality_beside(claim, paper, by_paper.get(paper.id, ()))
    return ComparedClaim(claim=claim, title=paper.title, quality=quality)
