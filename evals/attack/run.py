"""Runs the attack on papers: how much is caught of what was made false, and how often truth is refused."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import IngestError
from assistant.ingest import read_papers
from assistant.schema import Paper, Statement, Value
from evals.attack.answers import answered
from evals.attack.corruptions import Corruption, corrupt
from evals.attack.handwritten import handwritten
from evals.attack.paraphrases import reword_all
from evals.attack.truths import Shelf, Truth, verbatim
from evals.gold import OUR_PAPERS

PER_KIND = 400
"""Corruptions checked of each kind, and paraphrases of each rule: a rate of 0.95 is then known to 0.02."""


class Rate(Value):
    """How many of some sentences had a property."""

    name: str
    hit: int
    n: int

    @property
    def share(self) -> float | None:
        """The share; none of nothing."""
        return self.hit / self.n if self.n else None


class Slip(Value):
    """A sentence that the gate judged wrongly."""

    kind: str
    text: str
    cited: tuple[str, ...]
    change: str
    verdict: str
    reasons: tuple[str, ...]


class Attack(Value):
    """The outcome: catch rates by kind on what was made false, false alarms on what is true."""

    papers: int
    seed: int
    caught: tuple[Rate, ...]
    caught_by_base: tuple[Rate, ...]
    false_alarms: tuple[Rate, ...]
    misses: tuple[Slip, ...]
    alarms: tuple[Slip, ...]


@dataclass(frozen=True)
class _Checked:
    kind: str
    base: str
    slip: Slip
    supported: bool


def attack(path: Path | None, *, seed: int = 0, per_kind: int = PER_KIND) -> Attack:
    """Attack the gate with the sentences of a file of papers; ours when there is none.

    Raises:
        IngestError: The file cannot be read as papers, or holds too few.
    """
    papers = _papers(path or OUR_PAPERS[0])
    shelf, rng = Shelf(papers, seed), random.Random(seed)
    truths = [*verbatim(shelf), *(answered(shelf) if path is None else [])]
    reworded = reword_all(shelf, truths, rng)
    if path is None:
        reworded += handwritten(shelf)
    clean = [*truths, *_drawn(reworded, per_kind, rng)]
    false = [one for truth in _drawn(clean, 2 * per_kind, rng) for one in corrupt(truth, shelf, rng)]
    held = [_held(shelf, truth) for truth in clean]
    checked = [_checked(shelf, one) for one in _drawn_by_kind(false, per_kind, rng)]
    return _report(papers, seed, held, checked)


def to_markdown(found: Attack) -> str:
    """Return the rates as Markdown tables."""
    head = f"attack on {found.papers} papers, seed {found.seed}"
    caught = ["| made false | caught | counted |", "|---|---|---|", *map(_row, found.caught)]
    bases = ["| base | caught | counted |", "|---|---|---|", *map(_row, found.caught_by_base)]
    alarms = ["| true | false alarms | counted |", "|---|---|---|", *map(_row, found.false_alarms)]
    return "\n".join([head, "", *caught, "", *bases, "", *alarms])


def _row(rate: Rate) -> str:
    return f"| {rate.name} | {'-' if rate.share is None else f'{rate.share:.3f}'} | {rate.hit} of {rate.n} |"


def _papers(path: Path) -> list[Paper]:
    papers = [paper for paper in read_papers(path).papers if paper.abstract]
    if len(papers) < 2:  # noqa: PLR2004 - one to cite and one to cite wrongly
        raise IngestError(f"{str(path)!r} holds {len(papers)} abstracts; the attack needs at least 2.")
    return papers


def _drawn(truths: Sequence[Truth], count: int, rng: random.Random) -> list[Truth]:
    """Return at most so many truths of each origin."""
    groups: dict[str, list[Truth]] = defaultdict(list)
    for truth in truths:
        groups[truth.origin].append(truth)
    return [it for group in groups.values() for it in rng.sample(group, min(count, len(group)))]


def _drawn_by_kind(false: Sequence[Corruption], count: int, rng: random.Random) -> list[Corruption]:
    groups: dict[str, list[Corruption]] = defaultdict(list)
    for one in false:
        groups[one.kind].append(one)
    return [it for group in groups.values() for it in rng.sample(group, min(count, len(group)))]


def _held(shelf: Shelf, truth: Truth) -> _Checked:
    statement = shelf.gate(truth.papers).check(truth.text, truth.keys)
    return _judged("clean", truth, statement, truth.text)


def _checked(shelf: Shelf, one: Corruption) -> _Checked:
    statement = shelf.gate(one.papers).check(one.text, one.keys)
    return _judged(one.kind, one.truth, statement, one.text, one.change)


def _judged(kind: str, truth: Truth, statement: Statement, text: str, change: str = "") -> _Checked:
    slip = Slip(
        kind=kind if change else truth.origin,
        text=text,
        cited=tuple(paper.title for paper in truth.papers),
        change=change,
        verdict=statement.verdict,
        reasons=statement.reasons,
    )
    return _Checked(kind, truth.origin, slip, statement.verdict == "supported")


def _report(papers: Sequence[Paper], seed: int, held: list[_Checked], checked: list[_Checked]) -> Attack:
    kinds = [(one.kind, not one.supported) for one in checked]
    bases = [(one.base, not one.supported) for one in checked]
    groups = [
        ("verbatim" if one.base in {"verbatim", "answer"} else "paraphrased", not one.supported)
        for one in held
    ]
    origins = [(one.base, not one.supported) for one in held]
    return Attack(
        papers=len(papers),
        seed=seed,
        caught=tuple(_rates(kinds)),
        caught_by_base=tuple(_rates(bases)),
        false_alarms=(*_rates(groups), *_rates(origins)),
        misses=tuple(one.slip for one in checked if one.supported),
        alarms=tuple(one.slip for one in held if not one.supported),
    )


def _rates(outcomes: Iterable[tuple[str, bool]]) -> list[Rate]:
    counted = list(outcomes)
    total, hits = Counter(name for name, _ in counted), Counter(name for name, hit in counted if hit)
    return [Rate(name=name, hit=hits[name], n=n) for name, n in total.items()]
