"""What claims are measured against, and whether that is the same thing."""

from __future__ import annotations

import re

from assistant.claims.mentions import names_method
from assistant.claims.names import is_proper_name, name_key
from assistant.claims.sides import Side
from assistant.text.words import content_words

_UNNAMED = re.compile(
    r"\b(?:prior|previous|existing|state[- ]of[- ]the[- ]art|SOTA|competing|competitors?|predecessors?"
    r"|baselines?|others?|alternatives?|current|conventional methods|recent(?:ly)?)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[\w^]+(?:[-.][\w^]+)*(?:\(\))?")
_ALIKE = 0.5
"""Share of common words from which two descriptions mean one baseline."""


def different_baseline(a: Side, b: Side) -> str | None:
    """Return why two ratios have different reference points, ``None`` when they may share one."""
    one, other = a.claim.baseline, b.claim.baseline
    if is_measured_against(a, b) or is_measured_against(b, a):
        against = (
            "A is measured against B's subject" if is_measured_against(a, b) else "B against A's subject"
        )
        return f"baseline: {against} ({spelled(one)}, {spelled(other)})"
    if one and other and is_named(one) and is_named(other) and not same_baseline(one, other):
        return f"baseline: A is measured against {one}, B against {other}"
    return None


def is_measured_against(a: Side, b: Side) -> bool:
    """Tell whether A's baseline is the method that B's figure belongs to; both must call it by its name."""
    if not a.claim.baseline:
        return False
    if a.paper.id != b.paper.id and b.claim.own and names_method(a.claim.baseline, b.names):
        return True
    subject = b.claim.subject or ""
    return bool(_names(subject)) and name_key(subject) == name_key(a.claim.baseline)


def different_method(a: Side, b: Side) -> bool:
    """Tell whether two figures of one paper clearly belong to different methods."""
    one, other = a.claim.subject or "", b.claim.subject or ""
    if a.claim.own and b.claim.own:
        named = _method_names(a), _method_names(b)
        return all(named) and named[0] != named[1]
    return a.claim.own != b.claim.own or not same_baseline(one, other)


def _method_names(side: Side) -> set[str]:
    subject = side.claim.subject or ""
    return _names(subject) or ({name_key(subject)} & side.names)


def is_named(baseline: str) -> bool:
    """Tell whether a baseline is a thing one can look up, not just "prior work" or "existing methods"."""
    return bool(_names(baseline)) or _UNNAMED.search(baseline) is None


def same_baseline(one: str, other: str) -> bool:
    """Tell whether two baselines are one: the same names, or nearly the same words where there are none."""
    if name_key(one) == name_key(other):
        return True
    named = _names(one), _names(other)
    if all(named):
        return bool(named[0] & named[1])
    words = set(content_words(one)), set(content_words(other))
    return bool(words[0] and words[1]) and len(words[0] & words[1]) / len(words[0] | words[1]) >= _ALIKE


def spelled(value: str | None) -> str:
    """Return a field for a reader."""
    return value or "not stated"


def _names(baseline: str) -> set[str]:
    return {name_key(word) for word in _WORD.findall(baseline) if is_proper_name(word)}
