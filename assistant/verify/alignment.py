"""Which words of a statement stand for which words of the sentences that it was made from.

A statement may be made of several sentences. It is taken apart where the sentence it follows changes; each part
is aligned, word by word, with the sentence that it shares most with.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from typing import Literal

from assistant.verify.tokens import Token, tokens_of

Kind = Literal["equal", "replace", "insert", "delete"]

_TRIED = 3
"""Sentences that share most words, which are aligned; of these the best is taken."""
_RIVALS = 0.7
"""Share of the best alignment's score from which another sentence may be the one that was meant."""
_NEARLY = 0.8
"""Share of their words that two alignments have in common when they are of the same part."""
_UNMATCHED = 0.6
"""What an unmatched word takes away from a part, where a matched one adds 1."""
_SMALLEST = 2
"""Telling words that have to agree."""
_EDGE = 4
"""Unmatched telling words at the edge of a part that still belong to it, such as another subject."""

_LEAD = 8
"""Words before or after a part that may stand for as many of the sentence."""
_SLACK = 3
_PHRASE = 8
"""Words of a phrase that was moved, at most."""


@dataclass(frozen=True)
class Step:
    """A run of the statement's words beside the run of the sentence's words that they keep or replace."""

    kind: Kind
    mine: tuple[Token, ...]
    theirs: tuple[Token, ...]
    start: int
    """Where the run begins among the statement's tokens."""
    source_start: int


@dataclass(frozen=True)
class Alignment:
    """A part of a statement, ``low:high`` of its tokens, laid beside one sentence."""

    statement: tuple[Token, ...]
    sentence: tuple[Token, ...]
    low: int
    high: int
    steps: tuple[Step, ...]
    score: float

    @cached_property
    def partner(self) -> dict[int, int]:
        """The place in the sentence of each aligned place of the statement.

        A word that was moved is aligned when each text has it once.
        """
        found: dict[int, int] = {}
        for step in self.steps:
            if step.kind == "equal":
                found.update({step.start + n: step.source_start + n for n in range(len(step.mine))})
        mine = _once(self.statement, range(self.low, self.high))
        theirs = _once(self.sentence, range(len(self.sentence)))
        moved = {at: theirs[key] for key, at in mine.items() if key in theirs and at not in found}
        return {**moved, **found}

    @cached_property
    def density(self) -> float:
        """The share of the part's telling words that the sentence holds."""
        keys = {token.key for token in self.sentence}
        telling = [token for token in self.statement[self.low : self.high] if token.telling]
        return sum(token.key in keys for token in telling) / len(telling) if telling else 0.0


def align(text: str, sentences: Sequence[str]) -> list[list[Alignment]]:
    """Return, for each part of a text, its alignments with the sentences that it may have been made from."""
    statement = tokens_of(text)
    found: list[list[Alignment]] = []
    rest = [(0, len(statement))]
    while rest:
        low, high = rest.pop()
        if best := _best(statement, low, high, sentences):
            found.append(best)
            rest += [(low, best[0].low), (best[0].high, high)]
    return found


def _best(statement: tuple[Token, ...], low: int, high: int, sentences: Sequence[str]) -> list[Alignment]:
    keys = {token.key for token in statement[low:high] if token.telling}
    if len(keys) < _SMALLEST:
        return []
    shared = [(sum(key in keys for key in telling_keys(text)), text) for text in sentences]
    shared.sort(key=lambda pair: -pair[0])
    tried = [
        one
        for count, text in shared[:_TRIED]
        if count >= _SMALLEST and (one := _aligned(statement, low, high, tokens_of(text)))
    ]
    tried.sort(key=lambda one: -one.score)
    return [one for one in tried if one.score >= _RIVALS * tried[0].score and _overlap(one, tried[0])]


def _overlap(one: Alignment, other: Alignment) -> bool:
    """Tell whether two alignments are of nearly the same part."""
    common = min(one.high, other.high) - max(one.low, other.low)
    return common >= _NEARLY * max(one.high - one.low, other.high - other.low)


@lru_cache(maxsize=8192)
def telling_keys(text: str) -> frozenset[str]:
    """Return the keys of the telling words of a text."""
    return frozenset(token.key for token in tokens_of(text) if token.telling)


def _aligned(
    statement: tuple[Token, ...], low: int, high: int, sentence: tuple[Token, ...]
) -> Alignment | None:
    matcher = SequenceMatcher(
        None, [token.key for token in statement[low:high]], [token.key for token in sentence], autojunk=False
    )
    codes = [(kind, i + low, k + low, j, m) for kind, i, k, j, m in matcher.get_opcodes()]
    matched = {at for kind, i, k, _, _ in codes if kind == "equal" for at in range(i, k)}
    start, end, score = _densest(statement, low, high, matched)
    if score < _SMALLEST:
        return None
    places = [
        j + at - i for kind, i, k, j, _ in codes if kind == "equal" for at in range(i, k) if start <= at < end
    ]
    beyond = places[0], len(sentence) - 1 - places[-1]
    start, end = _with_edges(statement, (low, high), (start, end), beyond)
    steps = list(_steps(statement, sentence, codes, (start, end)))
    steps += _moved(steps)
    return Alignment(statement, sentence, start, end, tuple(steps), score)


def _densest(statement: tuple[Token, ...], low: int, high: int, matched: set[int]) -> tuple[int, int, float]:
    """Return the stretch in which the most telling words are matched and the fewest are not."""
    best = (low, low, 0.0)
    start, total = low, 0.0
    for at in range(low, high):
        weight = 1.0 if statement[at].telling else 0.2
        total += weight if at in matched else -_UNMATCHED * weight
        if total <= 0:
            start, total = at + 1, 0.0
        elif total > best[2]:
            best = (start, at + 1, total)
    return best


def _with_edges(
    statement: tuple[Token, ...], piece: tuple[int, int], part: tuple[int, int], beyond: tuple[int, int]
) -> tuple[int, int]:
    """Take in what is left over of the clause at either end, and what is too little to be a part.

    ``beyond`` counts the sentence's words before and after those that are matched: where it begins or ends as
    the statement does, the statement's words there stand for them.
    """
    (low, high), (start, end) = piece, part
    clause = next((at for at in range(start, low - 1, -1) if _begins(statement, at)), low)
    if _few(statement[clause:start], _EDGE):
        start = clause
    if _few(statement[low:start], 1) or (start - low <= _LEAD and beyond[0] <= start - low + _SLACK):
        start = low
    clause = next((at for at in range(end, high) if _begins(statement, at)), high)
    if _few(statement[end:clause], _EDGE):
        end = clause
    if _few(statement[end:high], 1) or (high - end <= _LEAD and beyond[1] <= high - end + _SLACK):
        end = high
    return start, end


def _few(tokens: Sequence[Token], most: int) -> bool:
    return sum(token.telling for token in tokens) <= most


def _begins(statement: tuple[Token, ...], at: int) -> bool:
    return statement[at].opens or (at > 0 and statement[at - 1].key == "and")


def _steps(
    statement: tuple[Token, ...],
    sentence: tuple[Token, ...],
    codes: Sequence[tuple[Kind, int, int, int, int]],
    part: tuple[int, int],
) -> Iterator[Step]:
    start, end = part
    inside = [
        code for code in codes if (code[1] < end and code[2] > start) or start < code[1] == code[2] < end
    ]
    for at, (kind, i, k, j, m) in enumerate(inside):
        low, high = max(i, start), min(k, end)
        if kind == "equal":
            j, m = j + low - i, m - (k - high)
        if at == 0 and kind != "equal":
            j = max(j, m - (high - low) - _EDGE)
        if at == len(inside) - 1 and kind != "equal":
            m = min(m, j + (high - low) + _EDGE)
        yield Step(kind, statement[low:high], sentence[j:m], low, j)


def _moved(steps: Sequence[Step]) -> list[Step]:
    """Return the words replaced inside a phrase that was moved, such as an "On ImageNet" put to the front."""
    extra = [step for step in steps if step.kind in {"delete", "replace"} and 1 < len(step.mine) <= _PHRASE]
    missing = [step for step in steps if step.kind in {"insert", "replace"} and len(step.theirs) > 1]
    return [
        change for one in extra for other in missing if one is not other for change in _within(one, other)
    ]


def _within(one: Step, other: Step) -> list[Step]:
    matcher = SequenceMatcher(
        None, [token.key for token in one.mine], [token.key for token in other.theirs], autojunk=False
    )
    codes = matcher.get_opcodes()
    if sum(k - i for kind, i, k, _, _ in codes if kind == "equal") * 2 < len(one.mine):
        return []
    return [
        Step(kind, one.mine[i:k], other.theirs[j:m], one.start + i, other.source_start + j)
        for kind, i, k, j, m in codes
        if kind == "replace"
    ]


def _once(tokens: tuple[Token, ...], places: range) -> dict[str, int]:
    found: dict[str, int | None] = {}
    for at in places:
        if tokens[at].telling:
            found[tokens[at].key] = at if tokens[at].key not in found else None
    return {key: at for key, at in found.items() if at is not None}
