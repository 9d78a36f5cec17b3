"""What a figure measures, whether it is an effect or a level, and which way it moves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import cast

from assistant.claims.grammar.figures import ORDERS, Figure
from assistant.claims.grammar.sentences import Sentence
from assistant.claims.grammar.vocabulary import ACRONYM_CUES, CHANGE, LOWER_IS_BETTER, WORD_CUES
from assistant.schema import Direction, Metric
from assistant.text.quantities import COUNT

_HEAD_END = re.compile(
    r"[,;:()\"\]]|\.(?:\s|$)|\s-\s|\b(?:over|than|versus|vs|compared|comparing|relative|against|while"
    r"|whereas|when"
    r"|with|without|on|at|for|across|by|from|under|using|and|but|which|that|as|among|between|after"
    r"|through|via"
    r"|during|or|is|are|was|were|due|per|within|if|where|to)\b"
)
_CLAUSE_EDGE = re.compile(
    r"[,;:(]|\s-\s|\b(?:and|while|whereas|but|with|(?<!more )(?<!less )(?<!fewer )than|compared|versus"
    r"|vs|that|which|when|over|without)\b"
)
_HEDGED = r"\W*(?:[a-z-]+ ?,? ?){0,5}\W*$"
_FROM = re.compile(r"\bfrom\b[^,;]*$")
_BY = re.compile(r"\bby " + _HEDGED)
_OF = re.compile(r"\b(?:of|up to) " + _HEDGED)
_TO = re.compile(
    r"(?<!up )\bto (?:(?:an?|as|just|only|about|around|approximately|nearly|less|more|than|below|under"
    r"|low|high|up|over"
    r"|roughly|the) ?)*\W*$"
)
_AT_A = re.compile(r"\b(?:at|comes?|incurs?|with) an? (?:[a-z]+ ){0,2}$")
_COSTS = re.compile(r" (?:[\w-]+ )?(?:costs?|overheads?|penalty)\b")
_BRACKETED = re.compile(r"(?P<words>[^,;:()]*) \((?:[a-z]+ ){0,3}\W*$")
_VERSUS = re.compile(r" (?:vs|versus)")
_WITHIN = re.compile(r"\bwithin (?:[a-z]+ ?){0,2}$")
_KEEPS = re.compile(r"\b(?:retain|maintain|preserv|recover|keep)\w*\b[^,;]*$")
_KEPT = re.compile(
    r" of (?:[\w'-]+ ){0,4}(?:performance|accuracy|quality|original|baseline|fidelity|capabilit\w+|score)\b"
)
_USES = re.compile(r"\b(?:us|requir|need|consum|occupy|tak)\w*\b[^,;]*$")
_SHARE_OF_SPEED = re.compile(r" (?:[\w-]+ )?(?:throughputs?|speeds?|performance)(?= (?:of|when|compared)\b)")
_OF_OTHER = re.compile(r" of (?!the art\b)")
_CONTINUES = re.compile(
    r";|\b(?:while|whereas|achiev\w*|yield\w*|outperform\w*|deliver\w*|retain\w*|maintain\w*|preserv\w*)\b"
)
_COMPLEMENT = re.compile(r" (?:in|of) ")
_VAGUE = re.compile(
    r"state[- ]of[- ]the[- ]art|performance|quality|scores?|effectiveness|robustness|bias", re.IGNORECASE
)
"""Names that say little beside another name of the same phrase."""
_EMPTY = re.compile(r"state[- ]of[- ]the[- ]art|performance|effectiveness|robustness", re.IGNORECASE)
_PARTLY = re.compile(
    r"compress\w*|smaller|costs?|data|samples?|examples?|tokens?|parameters?|bits?", re.IGNORECASE
)

_UNIT_METRICS: dict[str, Metric] = {
    **dict.fromkeys(["ns", "us", "ms", "s", "min", "h", "day"], "latency"),
    **dict.fromkeys(["bytes", "kb", "mb", "gb", "tb", "pb"], "memory"),
    **dict.fromkeys(["fps", "qps", "tokens/s", "tops"], "throughput"),
    **dict.fromkeys(["w", "kw", "mw", "j", "mj", "kwh"], "energy"),
    "$": "cost",
    "db": "quality",
}
_WORTH_LESS = frozenset[Metric](["compression", "memory", "cost", "data", "energy"])
"""Metrics of which less is better, whatever the word."""


@dataclass(frozen=True)
class Cue:
    """A word that names a metric."""

    metric: Metric
    word: str

    @property
    def lower_is_better(self) -> bool:
        """Tell whether less of it is an improvement."""
        return LOWER_IS_BETTER.search(self.word) is not None


@dataclass(frozen=True)
class Measure:
    """What a figure says: ``relative`` for an effect (2x, 30 % less), else an absolute level."""

    metric: Metric
    direction: Direction
    relative: bool
    cue: Cue | None = None


def head(sentence: Sentence, index: int) -> str:
    """Return the words after a figure that belong to its noun phrase."""
    after = re.sub(r"^\)", "", sentence.after(index))  # "close to maximum (4x) speedup"
    end = _HEAD_END.search(after)
    return after[: end.start()] if end else after


def lead(sentence: Sentence, index: int) -> str:
    """Return the words before a figure back to the edge of its clause."""
    before = sentence.before(index)
    edges = [edge.end() for edge in _CLAUSE_EDGE.finditer(before)]
    return before[edges[-1] :] if edges else before


def find_cues(text: str) -> list[Cue]:
    """Return the words of a text that name a metric, in order."""
    found = [*WORD_CUES.finditer(text), *ACRONYM_CUES.finditer(text)]
    # The groups of both patterns are named after the metrics.
    found.sort(key=lambda match: match.start())
    return [Cue(cast("Metric", one.lastgroup), one.group()) for one in found]


def telling(cues: Sequence[Cue]) -> Cue | None:
    """Return the cue that names the metric of a phrase: its last, unless that one says little by itself."""
    for vague in (_VAGUE, _PARTLY):
        cues = [cue for cue in cues if not vague.fullmatch(cue.word)] or cues
    return cues[-1] if cues else None


def near_cue(sentence: Sentence, index: int) -> Cue | None:
    """Return the cue in the figure's own phrase: after it, or before it within the clause."""
    phrase = head(sentence, index)
    core = telling(find_cues(_COMPLEMENT.split(phrase, maxsplit=1)[0]))
    if core and not _VAGUE.fullmatch(core.word):
        return core
    return telling(find_cues(phrase)) or telling(find_cues(lead(sentence, index)))


def measure(sentence: Sentence, index: int, previous: Measure | None) -> Measure:
    """Return what a figure measures; ``previous`` is the measure of the claim before it in the sentence."""
    relative = is_relative(sentence, index)
    cue = near_cue(sentence, index)
    if (last := _end_of_list(sentence, index)) and cue is None:
        return measure(sentence, last, previous)
    if previous and _says_nothing(sentence, index, cue) and _continues(sentence, index):
        said = CHANGE.search(head(sentence, index)) or sentence.figures[index].sign
        direction = _direction(sentence, index, previous.cue) if said else previous.direction
        return replace(previous, direction=direction)
    cue = cue if cue and not _EMPTY.fullmatch(cue.word) else _wide_cue(sentence, index) or cue
    metric = _metric(sentence, index, cue, relative=relative)
    direction = _direction(sentence, index, cue) if relative else _level(sentence, index, cue)
    return Measure(metric, direction, relative, cue)


def _end_of_list(sentence: Sentence, index: int) -> int | None:
    """Return the last figure of the plain list that this one stands in, if it is another one."""
    run = sentence.run(index)
    return run[-1] if run[-1] != index else None


def _says_nothing(sentence: Sentence, index: int, cue: Cue | None) -> bool:
    if cue is None:
        return True
    return _VAGUE.fullmatch(cue.word) is not None and sentence.figures[index].unit in {"x", ORDERS}


def _continues(sentence: Sentence, index: int) -> bool:
    """Tell whether a figure continues the one before it: same unit, no new statement between."""
    if index == 0 or sentence.figures[index - 1].unit != sentence.figures[index].unit:
        return False
    return not _CONTINUES.search(sentence.before(index))


def _wide_cue(sentence: Sentence, index: int) -> Cue | None:
    """Return the nearest cue of the sentence for a figure whose own phrase names none."""
    for text in (sentence.before(index), sentence.text[: sentence.figures[index].start]):
        cues = [cue for cue in find_cues(text) if not _VAGUE.fullmatch(cue.word)] or find_cues(text)
        if cues:
            return cues[-1]
    return next(iter(find_cues(re.split(r"[,;]", sentence.after(index), maxsplit=1)[0])), None)


def is_relative(sentence: Sentence, index: int) -> bool:
    """Tell whether a figure is an effect: a ratio, a difference, a change; else it is a level."""
    figure, before = sentence.figures[index], sentence.before(index)
    if figure.unit in {"x", ORDERS}:
        return True
    if _WITHIN.search(before):
        return False
    if _share_of_other(sentence, index):
        return True
    if _TO.search(before):
        return False
    if CHANGE.search(_own_words(sentence, index)) or figure.sign or figure.unit == "pp":
        return True
    return bool(_BY.search(before)) or _change_of(sentence, index) or _brackets_change(sentence, index)


def _brackets_change(sentence: Sentence, index: int) -> bool:
    """Tell whether a percentage stands in brackets after a change: "lower cost (30 %)"."""
    bracketed = _BRACKETED.search(sentence.before(index))
    if bracketed is None or sentence.figures[index].unit != "%" or _VERSUS.match(sentence.after(index)):
        return False
    return CHANGE.search(bracketed["words"]) is not None


def _own_words(sentence: Sentence, index: int) -> str:
    """Return the words after a figure that it counts: none in "7 % of people experiencing falls"."""
    words = head(sentence, index)
    return "" if words.startswith(" of ") else words


def _change_of(sentence: Sentence, index: int) -> bool:
    """Tell whether the figure is that of a change named before it: "an improvement of 3 %"."""
    leading = lead(sentence, index)
    of = _OF.search(leading)
    return of is not None and bool(CHANGE.search(leading[: of.start()]))


def _share_of_other(sentence: Sentence, index: int) -> bool:
    """Tell whether a percentage is a share of a baseline: "17.5 % of the original parameter count"."""
    if sentence.figures[index].unit == "%" and _share_of_speed(sentence, index):
        return True
    if sentence.figures[index].unit != "%" or not _OF_OTHER.match(sentence.after(index)):
        return False
    before = sentence.before(index)
    if not sentence.text[sentence.figures[index].start].isdigit():
        return True  # "for one tenth of the memory"
    changed = _TO.search(before) and CHANGE.search(before)
    keeps = _KEEPS.search(before) and _KEPT.match(sentence.after(index))
    return bool(changed or keeps or _USES.search(before))


def _share_of_speed(sentence: Sentence, index: int) -> bool:
    """Tell whether "95 % throughput of A" follows, and no change: "5 % higher throughput compared to A"."""
    share = _SHARE_OF_SPEED.match(sentence.after(index))
    return share is not None and CHANGE.search(share.group()) is None


def _metric(sentence: Sentence, index: int, cue: Cue | None, *, relative: bool) -> Metric:
    figure = sentence.figures[index]
    by_unit = None if relative else unit_metric(figure)
    if by_unit or cue is None:
        return by_unit or _default_metric(figure)
    if figure.unit in {"x", ORDERS} and _VAGUE.fullmatch(cue.word):
        return "speedup"
    if cue.metric == "speedup" and figure.unit == "%" and not relative:
        return "utilization" if "throughput" in cue.word else "other"
    return cue.metric


def unit_metric(figure: Figure) -> Metric | None:
    """Return the metric that a unit alone decides."""
    if figure.unit.endswith("flops"):
        return "data" if figure.printed.endswith(("FLOPs", "FLOP")) else "throughput"
    return "throughput" if figure.unit.endswith("/s") else _UNIT_METRICS.get(figure.unit)


def _default_metric(figure: Figure) -> Metric:
    return "quality" if figure.unit in {"%", "pp", COUNT} else "other"


def _level(sentence: Sentence, index: int, cue: Cue | None) -> Direction:
    """Return the direction of a level: neutral, unless the sentence says where it rose or fell from."""
    start = sentence.figures[index - 1].start if index else 0
    started = index and _TO.search(sentence.before(index)) and _FROM.search(sentence.text[:start])
    return _direction(sentence, index, cue) if started else "neutral"


def _direction(sentence: Sentence, index: int, cue: Cue | None) -> Direction:
    before = sentence.before(index)
    if _share_of_other(sentence, index):
        keeps = _KEEPS.search(before) or _share_of_speed(sentence, index)
        return "degrades" if keeps else "improves"
    lower = cue is not None and (cue.lower_is_better or cue.metric in _WORTH_LESS)
    if sign := sentence.figures[index].sign:
        return "improves" if (sign == "-") == lower else "degrades"
    changes = list(CHANGE.finditer(_own_words(sentence, index)))
    if not changes and _AT_A.search(before) and _COSTS.match(sentence.after(index)):
        return "degrades"
    if not changes or "bad" in {change.lastgroup for change in changes}:
        changes += list(CHANGE.finditer(lead(sentence, index)))[-1:]
    if cue is None or (
        cue != near_cue(sentence, index) and not {"bad"} & {change.lastgroup for change in changes}
    ):
        return "improves"
    return _judged(changes, lower=lower) if changes else "improves"


def _judged(changes: Sequence[re.Match[str]], *, lower: bool) -> Direction:
    """Return the direction that words of change give to a metric of which less or more is better."""
    kinds = {change.lastgroup for change in changes}
    if "bad" in kinds:
        return "improves" if "down" in kinds else "degrades"
    if "good" in kinds:
        return "improves"
    return "improves" if (changes[-1].lastgroup == "down") == lower else "degrades"
