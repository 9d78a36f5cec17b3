"""The second reader: a model reads what the rules have read, and what it adds waits for the user."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field

from assistant.claims.proposals import Checked, check_proposals
from assistant.errors import ModelError
from assistant.library import Library
from assistant.models.claim_reader import ClaimReader, Reading
from assistant.schema import ClaimFilter, LedgerEntry, Paper, ReadingReport, Usage

PATIENCE = 3
"""Papers in a row on which the model may fail before the rest is left for another time."""


class SecondReader:
    """Has a model read papers that the rules have read, and keeps what the user says to its proposals.

    ``connect`` gives the model, and is called whenever papers are to be read.
    """

    def __init__(self, library: Library, connect: Callable[[], ClaimReader]) -> None:
        self._library = library
        self._connect = connect

    def read_again(
        self,
        papers: Sequence[str] | None = None,
        *,
        limit: int | None = None,
        again: bool = False,
        stop: threading.Event | None = None,
    ) -> Generator[ReadingReport, None, None]:
        """Read the papers with these ids, or all, and yield how it stands at the start and after each.

        Papers that this model has read with these prompts are passed over, unless ``again``. Each paper is
        on disk when it is reported; what is left, or was cut short, is read the next time.

        Raises:
            ConfigurationError: No model is configured, or something it needs is missing.
            ModelError: The model failed on several papers in a row.
        """
        reader = self._connect()
        chosen = self._chosen(reader.name, papers, again=again)[:limit]
        tally = _Tally(total=len(chosen))
        yield tally.report()
        for paper in self._present(chosen):
            reading = _read(reader, paper, stop)
            if reading is None:
                return
            tally.add(paper.id, reading, self._keep(reader.name, paper, reading))
            yield tally.report()
            if reading.problem and tally.failures_in_a_row >= min(PATIENCE, tally.total):
                raise ModelError(reading.problem)

    def accept(self, key: str) -> LedgerEntry:
        """Let a proposal stand as a claim; see `Claims.decide`."""
        return self._library.claims.decide(key, "accepted")

    def dismiss(self, key: str) -> LedgerEntry:
        """Put a proposal away for good, whoever proposes it again; see `Claims.decide`."""
        return self._library.claims.decide(key, "dismissed")

    def reconsider(self, key: str) -> LedgerEntry:
        """Take back what was said to a proposal; see `Claims.decide`."""
        return self._library.claims.decide(key, None)

    def _chosen(self, reader: str, papers: Sequence[str] | None, *, again: bool) -> list[str]:
        if again:
            every = self._library.papers() if papers is None else self._library.get_many(papers).values()
            return [paper.id for paper in every if paper.abstract]
        wanted = None if papers is None else set(papers)
        return [it for it in self._library.claims.unread(reader) if wanted is None or it in wanted]

    def _present(self, ids: Sequence[str]) -> Iterator[Paper]:
        """Yield the papers one by one, as they are when their turn comes; some may have been removed."""
        for paper_id in ids:
            yield from self._library.get_many([paper_id]).values()

    def _keep(self, reader: str, paper: Paper, reading: Reading) -> _Kept | None:
        if reading.problem:
            return None
        checked = check_proposals(paper, reading.proposals)
        self._library.claims.replace_second(paper.id, reader, checked.claims)
        return _Kept(checked, self._library.claims.entries(ClaimFilter(papers=(paper.id,), proposed=None)))


def _read(reader: ClaimReader, paper: Paper, stop: threading.Event | None) -> Reading | None:
    try:
        return reader.read(paper, stop=stop)
    except ModelError as exc:
        return Reading((), 0, Usage(), str(exc))


@dataclass(frozen=True)
class _Kept:
    """What became of a reading: the proposals that hold, and the claims of the paper as they are now."""

    checked: Checked
    entries: Sequence[LedgerEntry]


@dataclass
class _Tally:
    """What a run has come to so far."""

    total: int
    done: int = 0
    failures_in_a_row: int = 0
    counts: Counter[str] = field(default_factory=Counter[str])
    refused: Counter[str] = field(default_factory=Counter[str])
    dropped: Counter[str] = field(default_factory=Counter[str])
    failed: dict[str, str] = field(default_factory=dict[str, str])
    usage: Usage = field(default_factory=lambda: Usage(cost=0.0))

    def add(self, paper_id: str, reading: Reading, kept: _Kept | None) -> None:
        self.done += 1
        self.usage = _sum(self.usage, reading.usage)
        if kept is None:
            self.failed[paper_id] = reading.problem or ""
            self.failures_in_a_row += 1
            return
        self.failures_in_a_row = 0
        self.refused.update(kept.checked.refused)
        self.refused.update({"malformed": reading.malformed} if reading.malformed else {})
        self.dropped.update(name for claim in kept.checked.claims for name in claim.dropped)
        self.counts.update(_outcome(entry) for entry in kept.entries)

    def report(self) -> ReadingReport:
        return ReadingReport(
            done=self.done,
            total=self.total,
            agreeing=self.counts["agreeing"],
            differing=self.counts["differing"],
            unconfirmed=self.counts["unconfirmed"],
            proposed=self.counts["proposed"],
            refused=dict(self.refused),
            dropped=dict(self.dropped),
            failed=dict(self.failed),
            usage=self.usage,
        )


def _outcome(entry: LedgerEntry) -> str:
    second = entry.second
    if second is None or not second.found:
        return "unconfirmed"
    if not second.agrees and not second.differs:
        return "proposed" if entry.claim.state == "proposed" else "decided"
    return "differing" if second.differs else "agreeing"


def _sum(one: Usage, other: Usage) -> Usage:
    known = one.cost is not None and other.cost is not None
    return Usage(
        prompt_tokens=one.prompt_tokens + other.prompt_tokens,
        completion_tokens=one.completion_tokens + other.completion_tokens,
        estimated=one.estimated or other.estimated,
        cost=(one.cost or 0) + (other.cost or 0) if known else None,
    )
