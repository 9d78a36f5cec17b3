"""The conditions under which figures hold, and those in which two claims differ."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.claims.baselines import spelled
from assistant.claims.sides import Side

_FIELDS = ("model", "dataset", "task", "precision", "batch", "context_length", "scale")
_DECISIVE = frozenset(["hardware", "model", "dataset", "task"])

_FROM = re.compile(r"\bfrom\b")
_TO = re.compile(r" (?:\w+ )?to ")
_FURTHER = re.compile(r"\bfurther (?:reduc|improv|increas|decreas|rais|lower|boost|push)", re.IGNORECASE)


def differing_conditions(a: Side, b: Side) -> list[str]:
    """Return the conditions that both claims state and state differently, one clause each."""
    return [f"{name}: {one} against {other}" for name, one, other in _conditions(a, b) if _differ(one, other)]


def half_stated_conditions(a: Side, b: Side) -> list[str]:
    """Return what one of two sentences states and the other leaves open, so that it may not hold there."""
    if a.sentence == b.sentence:
        return []
    rows = [row for row in _conditions(a, b) if row[0] in _DECISIVE and bool(row[1]) != bool(row[2])]
    return [f"{name}: {spelled(one)}, {spelled(other)}" for name, one, other in rows]


def _conditions(a: Side, b: Side) -> Iterator[tuple[str, str | None, str | None]]:
    yield "hardware", a.hardware, b.hardware
    for name in _FIELDS:
        yield name.replace("_", " "), getattr(a.claim.setting, name), getattr(b.claim.setting, name)


def unstated_conditions(a: Side, b: Side) -> list[str]:
    """Return the main conditions that one or both claims leave open, as one clause each."""
    rows = [("hardware", a.hardware, b.hardware), ("model", a.claim.setting.model, b.claim.setting.model)]
    return [f"{name}: {spelled(one)}, {spelled(other)}" for name, one, other in rows if not (one and other)]


def is_before_and_after(a: Side, b: Side) -> bool:
    """Tell whether one clause gives both figures as before and after: "from 29.1 to 32.0"."""
    if a.sentence != b.sentence or a.place is None or b.place is None or abs(a.place - b.place) != 1:
        return False
    first, second = sorted((a, b), key=lambda side: side.place or 0)
    return _FROM.search(first.before) is not None and _TO.match(second.before) is not None


def is_a_further_step(a: Side, b: Side) -> bool:
    """Tell whether the later of two own figures goes further: "the error is further reduced to 638"."""
    later = max((a, b), key=lambda side: side.claim.quote.start)
    return a.claim.own and b.claim.own and _FURTHER.search(later.before) is not None


def _differ(one: str | None, other: str | None) -> bool:
    """Tell whether both are stated and neither just says more: an "RTX 4090 GPU" is an "RTX 4090"."""
    words = _words(one), _words(other)
    return all(words) and not words[0] <= words[1] and not words[1] <= words[0]


def _words(text: str | None) -> set[str]:
    return set(re.findall(r"[a-z0-9][a-z0-9.]*", (text or "").lower())) - {"a", "an", "the"}
