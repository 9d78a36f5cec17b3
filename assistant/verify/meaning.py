"""What simple words show to be turned round: a measure, a direction, a "not", a name nobody mentioned."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from assistant.verify.numbers import Place, is_copy
from assistant.verify.reading import Figure, Reading, Word, stems


def _stems(text: str) -> frozenset[str]:
    return frozenset(stems(text))


_SPEED = _stems(
    "speed speedup speedups fast faster accelerate acceleration time runtime quick slow slower slowdown"
)
_LATENCY = _stems("latency delay ttft")
_THROUGHPUT = _stems("throughput throughputs")
_MEASURES: Mapping[str, frozenset[str]] = {
    "speed": _SPEED | _LATENCY | _THROUGHPUT,
    "latency": _SPEED | _LATENCY,
    "throughput": _SPEED | _THROUGHPUT,
    "memory": _stems("memory footprint vram storage compress compression"),
    "quality": _stems("accuracy accurate perplexity quality recall precision ndcg fid psnr map"),
    "energy": _stems("energy power watt joule carbon"),
}
"""What a measure may be called in the source: latency and throughput are speeds, but not each other."""
_NAMED: Mapping[str, frozenset[str]] = {
    "speed": _SPEED,
    "latency": _LATENCY,
    "throughput": _THROUGHPUT,
    "memory": _stems("memory footprint vram storage"),
    "quality": _stems("accuracy accurate perplexity quality recall ndcg fid psnr"),
    "energy": _stems("energy power watt joule carbon"),
}
"""Words by which a statement says what its figure measures."""
_ANY_MEASURE = frozenset[str]().union(*_MEASURES.values(), _stems("utilization mfu cost price"))

_COUNTED = _stems(
    "parameter token gpu hour character user line layer task model image sequence bit abstract question"
)
"""What plain numbers and millions count."""
_DOWN = _stems("reduce reduction decrease lower cut shrink slash save drop halve less fewer")
_UP = _stems("increase raise boost grow growth enlarge")
_BAD = _stems("slower worse worsen underperform inferior degrade degradation fail failure harm hurt lag")

_NEGATION = re.compile(r"\b(?:not|no|never|cannot|neither|nor|without|hardly|barely)\b|n't\b", re.IGNORECASE)
_NAME = re.compile(r"(?<![\w.-])[A-Za-z]+[A-Z][\w]*|(?<=[a-z,] )[A-Z][a-z]+(?![\w-])")
_COMMON = frozenset(["LLM", "LLMs", "GPU", "GPUs", "CPU", "CPUs", "AI", "ML", "KV", "NLP"])


def wrong_measures(statement: Reading, places: Sequence[Place | None]) -> list[str]:
    """Return a reason for each figure that the source gives for another measure or in the other direction."""
    reasons: list[str] = []
    for mine, place in zip(statement.figures, places, strict=True):
        if not place or not mine.quantity:
            continue
        said, given = statement.clause_words(mine), place.source.words
        named = [name for name, words in _NAMED.items() if said & words]
        counted, counted_there = _counted(statement, mine), _counted(place.source, place.figure)
        if counted and counted_there and not counted & counted_there:
            reasons.append(f"{mine.text} counts something else in the source")
        elif named and given & _ANY_MEASURE and not any(given & _MEASURES[name] for name in named):
            reasons.append(f"{mine.text} is not given for {' or '.join(named)}")
        elif _turned(said, given, _UP, _DOWN) or _turned(said, given, _DOWN, _UP):
            reasons.append(f"{mine.text} goes the other way in the source")
    return reasons


def turned_words(statement: Reading, sources: Iterable[Reading]) -> list[str]:
    """Return a reason for each "not" that was added to or taken from a sentence, and for words of failure."""
    readings = list(sources)
    copied = [source for source in readings if is_copy(statement, source)]
    if copied and all(_negations(source) != _negations(statement) for source in copied):
        return ["a negation was added or left out"]
    bad = statement.words & _BAD
    if bad and not any(source.words & _BAD for source in readings):
        return ["the source speaks of no failure or loss"]
    return []


def foreign_names(statement: Reading, words: frozenset[str]) -> list[str]:
    """Return the names in a statement that the cited texts, given by their content words, do not mention."""
    names = [match.group() for match in _NAME.finditer(statement.text) if match.group() not in _COMMON]
    return [name for name in names if not _stems(name) <= words]


def _counted(reading: Reading, figure: Figure) -> frozenset[str]:
    """Return what the figure counts, by the words right after it."""
    after = reading.marks[reading.marks.index(figure) + 1 :][:2]
    return frozenset(mark.stem for mark in after if isinstance(mark, Word)) & _COUNTED


def _turned(said: frozenset[str], given: frozenset[str], one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(said & one and not said & other and given & other and not given & one)


def _negations(reading: Reading) -> int:
    return len(_NEGATION.findall(reading.text))
