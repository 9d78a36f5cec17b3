"""What claims are measured against, and whether that is the same thing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from assistant.claims.mentions import names_method
from assistant.claims.names import name_key
from assistant.claims.sides import Side, differ, proper_names
from assistant.text.words import content_words

_UNNAMED = re.compile(
    r"\b(?:prior|previous|existing|state[- ]of[- ]the[- ]art|SOTA|SoTA|competing|competitors?|predecessors?"
    r"|baselines|others?|alternatives?|current|conventional methods|recent(?:ly)?|leading|strongest|best)\b",
    re.IGNORECASE,
)
_GENERAL = """
    baseline standard strong common typical traditional conventional method approach technique model system
    framework algorithm implementation solution work design version setting network policy strategy
"""
"""Words that say of what kind a baseline is, not which one it is."""
_ACRONYMS = """
    sota gpu cpu tpu npu fpga llm vlm mllm dnn cnn gnn vae rnn nvidia amd intel ai ml fp16 bf16 fp32
"""
"""Keys of words shaped like names that are none of a method."""
_PRECISION = re.compile(r"(?:w\d+a\d+(?:kv\d+)?|(?:int|fp|bf|nvfp|mxfp)\d+)")
_ITSELF = re.compile(
    r"\b(?:original|uncompressed|unquanti[sz]ed|unpruned|unoptimi[sz]ed|full[- ]precision|half[- ]precision"
    r"|[BF][FP](?:16|32)|dense|vanilla|plain|full)\b",
    re.IGNORECASE,
)
"""Words for the thing as it was before the treatment."""
_KIND = re.compile(
    r"(?:methods?|models?|approach(?:es)?|algorithms?|variants?|architectures?|detectors?|systems?|techniques?"
    r"|networks?|schemes?|strateg(?:y|ies)|baselines?)"
)
"""Nouns of which two kinds may be set against each other: "region-based methods", "CAM-based methods"."""
_ALIKE = 0.5
"""Share of common words from which two descriptions mean one baseline."""


@dataclass(frozen=True)
class _Baseline:
    """A baseline as the rules see it: its key, the names in it, its other words."""

    key: str
    names: frozenset[str]
    words: frozenset[str]
    named: bool
    itself: bool


def different_baseline(a: Side, b: Side) -> str | None:
    """Return why two ratios have different reference points, ``None`` when they may share one."""
    one, other = a.baseline, b.baseline
    for first, second, said in ((a, b, "A is measured against B's"), (b, a, "B is measured against A's")):
        if is_measured_against(first, second):
            return f"baseline: {said} subject, {first.claim.baseline}"
    if one and other and is_named(one) and is_named(other) and not _may_be_one(one, other):
        return differ("baseline", one, other)
    return None


def is_measured_against(a: Side, b: Side) -> bool:
    """Tell whether A's baseline is the method that B's figure belongs to; both must call it by its name."""
    if not a.claim.baseline:
        return False
    if a.paper.id != b.paper.id:
        if is_measured_against_method_of(a, b):
            return True
        return bool(b.subject_names) and b.subject_key == _read(a.claim.baseline).key
    if b.claim.own and b.subject_key not in _read(a.claim.baseline).names:
        return False
    return bool(b.subject_names) and b.subject_key == _read(a.claim.baseline).key


def is_measured_against_method_of(a: Side, b: Side) -> bool:
    """Tell whether A's baseline is the method that B's paper presents and B's figure belongs to."""
    if not a.claim.baseline or not b.claim.own:
        return False
    near = [name for name in b.names if name in _read(a.claim.baseline).key]
    return bool(near) and names_method(a.claim.baseline, near)


def different_method(a: Side, b: Side) -> bool:
    """Tell whether two figures of one paper clearly belong to different methods."""
    one, other = a.claim.subject or "", b.claim.subject or ""
    if a.claim.own != b.claim.own:
        return True
    if not a.claim.own:
        return not same_baseline(one, other)
    named = _own_names(a), _own_names(b)
    return (all(named) and named[0] != named[1]) or _two_of_a_kind(one, other)


def _own_names(side: Side) -> frozenset[str]:
    return side.subject_names or (frozenset([side.subject_key]) & side.names)


def _two_of_a_kind(one: str, other: str) -> bool:
    words = one.lower().split(), other.lower().split()
    if min(map(len, words)) < 2 or words[0][-1] != words[1][-1] or not _KIND.fullmatch(words[0][-1]):
        return False
    return words[0] != words[1]


def is_named(baseline: str) -> bool:
    """Tell whether a baseline is a thing one can look up, not just "prior work" or "existing methods"."""
    return _read(baseline).named


def same_baseline(one: str, other: str) -> bool:
    """Tell whether two baselines are one: the same names, or nearly the same words where there are none."""
    left, right = _read(one), _read(other)
    if left.key == right.key:
        return True
    if left.names and right.names:
        return bool(left.names & right.names)
    both = left.words | right.words
    return bool(left.words and right.words) and len(left.words & right.words) / len(both) >= _ALIKE


def _may_be_one(one: str, other: str) -> bool:
    """Tell whether two baselines are one or may be: what was there before goes by many words."""
    left, right = _read(one), _read(other)
    return same_baseline(one, other) or (left.itself and right.itself)


@lru_cache(maxsize=4096)
def _read(text: str) -> _Baseline:
    names = proper_names(text).difference(_ACRONYMS.split())
    names = frozenset(name for name in names if not _PRECISION.fullmatch(name))
    words = frozenset(content_words(text))
    vague = _UNNAMED.search(text) is not None or not words - _general()
    itself = not names and _ITSELF.search(text) is not None
    return _Baseline(name_key(text), names, words, bool(names) or not vague or itself, itself)


@cache
def _general() -> frozenset[str]:
    return frozenset(content_words(_GENERAL))
