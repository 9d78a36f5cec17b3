"""Measures how well wording tells claims that an abstract supports from others, on SciFact's labels."""

from __future__ import annotations

import bisect
import gzip
import json
import math
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.errors import IngestError
from assistant.schema import Evidence, Paper, Value
from assistant.verify.coverage import coverage
from assistant.verify.gate import Gate
from assistant.verify.reading import read
from assistant.verify.sources import Source
from assistant.verify.support import Rarity, support

Relation = Literal["supported", "contradicted", "cited, silent", "nearest other"]
Scorer = Callable[[str, Source], float]
_Sorted = dict[str, list[float]]
"""Scores by relation, lowest first."""

Line = TypeVar("Line", bound=BaseModel)

FALSE_ALARMS = (0.05, 0.10)
_OTHERS: tuple[Relation, ...] = ("cited, silent", "nearest other", "contradicted")
_K1, _B = 1.2, 0.75
"""As usual for BM25."""


class _Document(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    title: str
    abstract: str


class _Verdict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    label: Literal["SUPPORT", "CONTRADICT"]


class _Claim(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    claim: str
    split: str
    cited_doc_ids: tuple[str, ...]
    evidence: Mapping[str, _Verdict] = Field(default_factory=dict)


@dataclass(frozen=True)
class Pair:
    """A claim held against an abstract."""

    claim: str
    paper: str
    relation: Relation


class Separation(Value):
    """How well a score parts supported claims from others; thresholds are those of the other split."""

    score: str
    against: str
    auc: float
    thresholds: tuple[float, ...]
    false_alarms: tuple[float, ...]
    """Share of supported claims below each threshold."""
    caught: tuple[float, ...]
    """Share of the others below each threshold."""


class SupportReport(Value):
    """The outcome on one split, with thresholds from another."""

    pairs: Mapping[str, int]
    separations: tuple[Separation, ...]
    gate: Mapping[str, float]
    """Share of each kind of pairs that the whole gate does not call supported."""
    milliseconds: float
    """Per check of one claim by the whole gate."""


def measure_support(folder: Path) -> SupportReport:
    """Measure on the dev split, with thresholds from the train split.

    Raises:
        IngestError: The folder does not hold SciFact's claims and corpus.
    """
    corpus = {it.id: it for it in _lines(folder / "corpus.jsonl.gz", _Document)}
    claims = list(_lines(folder / "claims.jsonl", _Claim))
    search = Search({id_: f"{it.title} {it.abstract}" for id_, it in corpus.items()})
    train, dev = (_pairs(claims, split, search) for split in ("train", "dev"))
    used = {pair.paper for pair in (*train, *dev)}
    papers = {id_: Paper(id=id_, title=corpus[id_].title, abstract=corpus[id_].abstract) for id_ in used}
    sources = {id_: Source(Evidence(key=1, paper=paper)) for id_, paper in papers.items()}
    scored = {
        name: (_scores(train, sources, scorer), _scores(dev, sources, scorer))
        for name, scorer in _scorers(search.rarity).items()
    }
    separations = [
        _separation(name, other, train=tuned, dev=held)
        for name, (tuned, held) in scored.items()
        for other in _OTHERS
    ]
    refused, milliseconds = _gate(dev, papers)
    counts = Counter(pair.relation for pair in dev)
    return SupportReport(
        pairs=dict(counts), separations=tuple(separations), gate=refused, milliseconds=milliseconds
    )


def to_markdown(report: SupportReport) -> str:
    """Return the report as Markdown tables."""
    head = ", ".join(f"{name}: {count}" for name, count in report.pairs.items())
    rows = [
        "| score | supported against | ROC AUC | " + " | ".join(_columns()) + " |",
        "|---|---|---|---|---|",
    ]
    rows += [_row(it) for it in report.separations]
    gate = ["| relation | not called supported by the gate |", "|---|---|"]
    gate += [f"| {name} | {share:.3f} |" for name, share in report.gate.items()]
    return "\n".join([head, "", *rows, "", *gate, "", f"{report.milliseconds:.2f} ms per claim"])


class Search:
    """BM25 over texts by id."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        words = {id_: Counter(_stems(text)) for id_, text in texts.items()}
        self._sizes = {id_: sum(counts.values()) for id_, counts in words.items()}
        self._mean = sum(self._sizes.values()) / len(words)
        self._postings: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
        for id_, counts in words.items():
            for word, count in counts.items():
                self._postings[word].append((id_, count))

    def rarity(self, word: str) -> float:
        """Return the inverse document frequency of a stem."""
        held = len(self._postings.get(word, ()))
        return math.log(1 + (len(self._sizes) - held + 0.5) / (held + 0.5))

    def nearest(self, text: str, without: Sequence[str]) -> str | None:
        """Return the best text that is not among some, for a query."""
        scores: Counter[str] = Counter()
        for word in set(_stems(text)):
            for id_, count in self._postings.get(word, ()):
                length = 1 - _B + _B * self._sizes[id_] / self._mean
                scores[id_] += self.rarity(word) * count * (_K1 + 1) / (count + _K1 * length)
        return next((id_ for id_, _ in scores.most_common(len(without) + 1) if id_ not in without), None)


def _stems(text: str) -> list[str]:
    return list(read(text).terms)


def _pairs(claims: Sequence[_Claim], split: str, search: Search) -> list[Pair]:
    return [pair for claim in claims if claim.split == split for pair in _held_against(claim, search)]


def _held_against(claim: _Claim, search: Search) -> Iterator[Pair]:
    for id_, verdict in claim.evidence.items():
        relation: Relation = "supported" if verdict.label == "SUPPORT" else "contradicted"
        yield Pair(claim.claim, id_, relation)
    if not claim.evidence:
        for id_ in claim.cited_doc_ids:
            yield Pair(claim.claim, id_, "cited, silent")
    near = search.nearest(claim.claim, (*claim.cited_doc_ids, *claim.evidence))
    if near:
        yield Pair(claim.claim, near, "nearest other")


def _scorers(rarity: Rarity) -> Mapping[str, Scorer]:
    return {
        "share of words": lambda claim, source: coverage(read(claim).words, source.words),
        "support, words by length": lambda claim, source: support(read(claim).terms, source.word_sets),
        "support, words by idf": lambda claim, source: support(
            read(claim).terms, source.word_sets, rarity=rarity
        ),
    }


def _scores(pairs: Sequence[Pair], sources: Mapping[str, Source], scorer: Scorer) -> _Sorted:
    found: defaultdict[str, list[float]] = defaultdict(list)
    for pair in pairs:
        found[pair.relation].append(scorer(pair.claim, sources[pair.paper]))
    return {relation: sorted(scores) for relation, scores in found.items()}


def _separation(name: str, other: Relation, *, train: _Sorted, dev: _Sorted) -> Separation:
    thresholds = tuple(train["supported"][int(share * len(train["supported"]))] for share in FALSE_ALARMS)
    return Separation(
        score=name,
        against=other,
        auc=_auc(dev["supported"], dev[other]),
        thresholds=thresholds,
        false_alarms=tuple(_below(dev["supported"], threshold) for threshold in thresholds),
        caught=tuple(_below(dev[other], threshold) for threshold in thresholds),
    )


def _auc(positive: Sequence[float], negative: Sequence[float]) -> float:
    """Return the chance that a positive score is above a negative one; both lists are sorted."""
    wins = sum(bisect.bisect_left(negative, it) + bisect.bisect_right(negative, it) for it in positive)
    return wins / (2 * len(positive) * len(negative))


def _below(scores: Sequence[float], threshold: float) -> float:
    return bisect.bisect_left(scores, threshold) / len(scores)


def _gate(pairs: Sequence[Pair], papers: Mapping[str, Paper]) -> tuple[dict[str, float], float]:
    refused: Counter[str] = Counter()
    start = time.perf_counter()
    for pair in pairs:
        verdict = Gate([Evidence(key=1, paper=papers[pair.paper])]).check(pair.claim, (1,)).verdict
        refused[pair.relation] += verdict != "supported"
    spent = 1000 * (time.perf_counter() - start) / len(pairs)
    counts = Counter(pair.relation for pair in pairs)
    return {relation: refused[relation] / count for relation, count in counts.items()}, spent


def _columns() -> list[str]:
    return [f"caught / false alarms at the threshold for {share:.2f}" for share in FALSE_ALARMS]


def _row(it: Separation) -> str:
    cells = [
        f"{caught:.2f} / {alarms:.2f} (below {threshold:.2f})"
        for caught, alarms, threshold in zip(it.caught, it.false_alarms, it.thresholds, strict=True)
    ]
    return f"| {it.score} | {it.against} | {it.auc:.3f} | {' | '.join(cells)} |"


def _lines(path: Path, kind: type[Line]) -> Iterator[Line]:
    try:
        raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        for line in raw.decode().splitlines():
            yield kind.model_validate(json.loads(line))
    except (OSError, ValueError, ValidationError) as exc:
        raise IngestError(
            f"{str(path)!r} cannot be read as part of SciFact ({type(exc).__name__}); give the folder "
            "that holds its claims.jsonl and corpus.jsonl.gz."
        ) from exc
