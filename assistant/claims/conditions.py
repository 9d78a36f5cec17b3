"""The conditions under which figures hold, and those in which two claims differ."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from assistant.claims.sides import Side, differ

_FIELDS = ("model", "task", "precision", "batch", "context_length", "scale")
_DECISIVE = ("hardware", "model", "dataset")
"""Conditions that a figure of another sentence may not be taken to share."""

_FROM = re.compile(r"\bfrom (?:[a-z]+ ){0,3}[~$]?$")
_TO = re.compile(r"^[^;,.]*\bto (?:[a-z]+ ){0,3}[~$]?$")
_SPAN = re.compile(r"\b(?:rang|vary|vari|scal|span|anywhere)\w* (?:\w+ ){0,2}from\b", re.IGNORECASE)
_ON = re.compile(r"^ on (?:the )?(?P<name>[A-Z][\w-]*|[^,;.()]+)")
_FURTHER = re.compile(r"\bfurther (?:reduc|improv|increas|decreas|rais|lower|boost|push)", re.IGNORECASE)


def differing_conditions(a: Side, b: Side) -> list[str]:
    """Return the conditions that both claims state and state differently, one clause each."""
    one, other = _conditions(a), _conditions(b)
    return [
        differ(name, one[name][0], other[name][0])
        for name in one
        if name in other and not _one_says_more(one[name][1], other[name][1])
    ]


def other_data(a: Side, b: Side) -> list[str]:
    """Return a clause where a figure is set against one on other data: "44%, compared with 90% on BBH"."""
    for rival, said in ((a, b), (b, a)):
        found = _ON.match(rival.after) if rival.place in rival.contrasts else None
        if found and found["name"] not in said.after:
            data = said.dataset, found["name"]
            return [differ("dataset", *(data if rival is b else data[::-1]))]
    return []


def may_agree(one: str, other: str) -> bool:
    """Tell whether two texts mean one thing, or one just says more: "ImageNet" may be "ImageNet-1K"."""
    return _one_says_more(_words(one), _words(other))


def half_stated_conditions(a: Side, b: Side) -> list[str]:
    """Return what one of two sentences states and the other leaves open, so that it may not hold there."""
    if a.sentence == b.sentence:
        return []
    return [differ(name, *said) for name in _DECISIVE if None in (said := _stated(name, a, b)) and any(said)]


def unstated_conditions(a: Side, b: Side) -> list[str]:
    """Return the main conditions that one or both claims leave open, as one clause each."""
    return [differ(name, *said) for name in ("hardware", "model") if None in (said := _stated(name, a, b))]


def is_before_and_after(a: Side, b: Side) -> bool:
    """Tell whether one clause gives both figures as before and after: "from 29.1 to 32.0"."""
    if a.sentence != b.sentence or a.place is None or b.place is None or abs(a.place - b.place) != 1:
        return False
    first, second = sorted((a, b), key=lambda side: side.place or 0)
    if "x" in {a.unit, b.unit} or _SPAN.search(first.lead):
        return False
    return _FROM.search(first.before) is not None and _TO.match(second.before) is not None


def is_set_against(a: Side, b: Side) -> bool:
    """Tell whether one sentence sets one figure against the other: "52 % versus 32 % for the baseline"."""
    if a.sentence != b.sentence or a.place is None or b.place is None:
        return False
    one, other = a.contrasts.get(a.place), b.contrasts.get(b.place)
    return bool((one and one.against == b.place) or (other and other.against == a.place))


def is_a_further_step(a: Side, b: Side) -> bool:
    """Tell whether the later of two own figures goes further: "the error is further reduced to 638"."""
    later = max((a, b), key=lambda side: side.claim.quote.start)
    return a.claim.own and b.claim.own and _FURTHER.search(later.before) is not None


def _stated(name: str, a: Side, b: Side) -> tuple[str | None, str | None]:
    one, other = _conditions(a).get(name), _conditions(b).get(name)
    return one and one[0], other and other[0]


@lru_cache(maxsize=4096)
def _conditions(side: Side) -> Mapping[str, tuple[str, frozenset[str]]]:
    """Return what a claim states of its conditions, each with its words: "RTX 4090 GPU" is "RTX 4090"."""
    stated = {"hardware": side.hardware, "dataset": side.dataset}
    stated |= {name.replace("_", " "): getattr(side.claim.setting, name) for name in _FIELDS}
    # What is counted is no condition of the count.
    counted = f"{side.claim.quantity.value:.12g}"
    return {
        name: (said, words)
        for name, said in stated.items()
        if said and (words := _words(said)) and counted not in words
    }


def _one_says_more(one: frozenset[str], other: frozenset[str]) -> bool:
    return one <= other or other <= one


def _words(text: str) -> frozenset[str]:
    plain = re.sub(r"(?<=\d),(?=\d)", "", text.lower())
    return frozenset(re.findall(r"[a-z0-9][a-z0-9.]*", plain)) - {"a", "an", "the"}
