"""Whether a figure is an effect or a level, and what change it tells of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, cast

from assistant.claims.grammar.around import coordinated, head, lead, same_unit
from assistant.claims.grammar.cues import near_cue, told_before
from assistant.claims.grammar.figures import ORDERS, Figure
from assistant.claims.grammar.sentences import Sentence
from assistant.claims.grammar.shares import ENDS_CHANGE, adds_to, is_share
from assistant.claims.grammar.tables import alternatives
from assistant.claims.grammar.vocabulary import CHANGE, FALL
from assistant.schema import Metric
from assistant.text.quantities import COUNT

Change = Literal["good", "bad", "up", "down", "fall"]
"""The kinds of change; a fall is a going down that happens to its subject."""

_BARE = re.compile(r"\W*$| (?:in|on|for)\b")
"""That a figure's noun is left out, as in "and 4 % in recall"."""
_HEDGED = r"\W*(?:[a-z-]+ ?,? ?){0,5}\W*$"
_BY = re.compile(r"\bby " + _HEDGED)
_OF = re.compile(r"\b(?:of|up to|between|from|averaging|is|was|are|were) " + _HEDGED)
_MOVING = "drop* fall* fell rises? rose increas* decreas* improv* gain* grow* grew declin*"
_MOVES = re.compile(rf"\b(?:{alternatives(_MOVING)}) \W*$")
"""A verb of change right before its figure: "tokens drop 23.9 %"."""
STARTS_CHANGE = re.compile(r"\bfrom\b[^,;]*$")
_WITHIN = re.compile(r"\bwithin (?:[a-z]+ ?){0,2}$")
_BRACKETED = re.compile(r"(?P<words>[^,;:()]*) \((?:[a-z]+ ){0,3}\W*$")
_VERSUS = re.compile(r" (?:vs|versus)")
_HEDGE = re.compile(r"\b(?:more|less|greater|fewer|higher|lower|larger|smaller) than(?= ?\W*$)|\bas low as\b")
"""Words of change that only hedge the figure after them."""
_OVERHEAD = re.compile(r"\boverheads? ?$")
_OPERATIONS = re.compile(r"(?:.* )?[KMGTPE]?(?:FLOPs?|flops)")
_UNIT_METRICS: dict[str, Metric] = {
    **dict.fromkeys(["ns", "us", "ms", "s", "min", "h", "day"], "latency"),
    **dict.fromkeys(["bytes", "kb", "mb", "gb", "tb", "pb"], "memory"),
    **dict.fromkeys(["fps", "qps", "tokens/s", "tops"], "throughput"),
    **dict.fromkeys(["w", "kw", "mw", "j", "mj", "kwh"], "energy"),
    "$": "cost",
    "db": "quality",
    "part": "quality",
}


def effect(
    sentence: Sentence, index: int, previous: tuple[bool, Change | None] | None
) -> tuple[bool, Change | None]:
    """Tell whether a figure is an effect, and the change that its words, or those it shares, speak of.

    ``previous`` is what this said of the figure before it, if that is a claim.
    """
    change = change_of(sentence, index)
    relative = is_relative(sentence, index)
    if previous is None or not coordinated(sentence, index):
        return relative, change
    bare = _BARE.match(head(sentence, index)) is not None and not _is_end_of_change(sentence, index)
    shares = previous[0] and bare and same_unit(sentence, index)
    return relative or shares, change or previous[1]


def change_of(sentence: Sentence, index: int) -> Change | None:
    """Return the kind of change that a figure's own words tell, else those that lead to it."""
    if adds_to(sentence, index):
        return "bad"
    own = kinds_of_change(_own_words(sentence, index))
    if own and "bad" not in own:
        return overall(own)
    return overall(own + kinds_of_change(_HEDGE.sub("", lead(sentence, index))))


def kinds_of_change(words: str) -> list[Change]:
    """Return the kinds of change that words tell, in order."""
    return [_kind(change) for change in CHANGE.finditer(words)]


def _kind(change: re.Match[str]) -> Change:
    # The groups of the pattern are named after the kinds.
    return "fall" if FALL.fullmatch(change.group()) else cast("Change", change.lastgroup)


def overall(kinds: Sequence[Change]) -> Change | None:
    """Return what several words of change amount to: a reduced loss is good."""
    if not kinds:
        return None
    if "bad" in kinds:
        return "good" if "down" in kinds else "bad"
    return "good" if "good" in kinds else kinds[-1]


def is_relative(sentence: Sentence, index: int) -> bool:
    """Tell whether a figure is an effect: a ratio, a difference, a change; else it is a level."""
    before = sentence.before(sentence.run(index)[0])
    if sentence.figures[index].unit in {"x", ORDERS} or adds_to(sentence, index):
        return True
    if _WITHIN.search(before):
        return False
    if is_share(sentence, index):
        return True
    if ENDS_CHANGE.search(before):
        return _reduced_to(sentence, index)
    return _tells_change(sentence, index)


def _tells_change(sentence: Sentence, index: int) -> bool:
    """Tell whether the words after a figure, its sign, or the words before it speak of a change."""
    figure, before = sentence.figures[index], sentence.before(sentence.run(index)[0])
    own = kinds_of_change(_own_words(sentence, index))
    if unit_metric(figure) and own == ["bad"]:
        return False  # "overheads of 2 ms" tells how large they are
    if own or figure.sign or figure.unit == "pp":
        return True
    if _BY.search(before) or (_MOVES.search(before) and figure.unit != COUNT):
        return True
    return _is_of_change(sentence, index) or _brackets_change(sentence, index)


def _reduced_to(sentence: Sentence, index: int) -> bool:
    """Tell whether a percentage is what is left of a cost: "reduces latency to 68 %"."""
    cue = near_cue(sentence, index)
    if (
        sentence.figures[index].unit != "%"
        or cue is None
        or STARTS_CHANGE.search(sentence.before(index - 1) if index else "")
    ):
        return False
    return cue.lower_is_better and cue.metric != "quality"


def _is_end_of_change(sentence: Sentence, index: int) -> bool:
    return ENDS_CHANGE.search(sentence.before(sentence.run(index)[0])) is not None


def _brackets_change(sentence: Sentence, index: int) -> bool:
    """Tell whether a percentage stands in brackets after a change: "lower cost (30 %)"."""
    before = sentence.before(index)
    bracketed = _BRACKETED.search(before) if "(" in before else None
    if bracketed is None or sentence.figures[index].unit != "%" or _VERSUS.match(sentence.after(index)):
        return False
    return CHANGE.search(bracketed["words"]) is not None


def _own_words(sentence: Sentence, index: int) -> str:
    """Return the words after a figure that it counts: none in "7 % of people experiencing falls"."""
    words = head(sentence, index)
    return "" if words.startswith(" of ") or told_before(sentence, index) else words


def _is_of_change(sentence: Sentence, index: int) -> bool:
    """Tell whether the figure is that of a change named before it: "an improvement of 3 %"."""
    leading = lead(sentence, index)
    of = _OF.search(leading)
    if of is None or (unit_metric(sentence.figures[index]) and _OVERHEAD.search(leading[: of.start()])):
        return False
    return CHANGE.search(leading[: of.start()]) is not None


def unit_metric(figure: Figure) -> Metric | None:
    """Return the metric that a unit alone decides."""
    if figure.unit.endswith("flops"):
        return "data" if _OPERATIONS.fullmatch(figure.printed) else "throughput"
    return "throughput" if figure.unit.endswith("/s") else _UNIT_METRICS.get(figure.unit)
