"""What a figure measures, and which way it moves."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from assistant.claims.grammar.around import coordinated, head, lead, same_unit
from assistant.claims.grammar.cues import Cue, near_cue, wide_cue
from assistant.claims.grammar.effects import (
    STARTS_CHANGE,
    Change,
    effect,
    kinds_of_change,
    overall,
    unit_metric,
)
from assistant.claims.grammar.figures import ORDERS, Figure
from assistant.claims.grammar.sentences import Sentence
from assistant.claims.grammar.shares import ENDS_CHANGE, KEEPS, is_kept, is_share, is_share_of_speed
from assistant.claims.grammar.tables import any_of
from assistant.claims.grammar.verbs import VERB
from assistant.claims.grammar.vocabulary import EMPTY, PARTIAL, VAGUE
from assistant.schema import Direction, Metric
from assistant.text.quantities import COUNT

_WORSENS = any_of("drop* declin* fall* fell deteriorat* degrad*")
_BEATS = re.compile(r"\b(?:outperform|surpass|exceed|beat|outscor)\w*\b[^,;]*\bby\b[^,;]*$")
_LARGER = re.compile(r" (?:larger|bigger)\b")
_MODELS = re.compile(r"\b(?:models?|LLMs?|networks?)\b")
_AT_A = re.compile(r"\b(?:at|comes?|incurs?|with|introduces?) an? (?:[a-z]+ ){0,2}\W*$")
_COSTS = re.compile(r" (?:[\w-]+ )?(?:costs?|overheads?|penalty)\b")
_REFERS = any_of(
    "represent* correspond* translat* equivalent amount* marking constituting reflecting yielding-an? -an?"
)
"""What sets a figure beside the one before it, of which it is another statement."""
_SHARES = frozenset[Metric](["quality", "utilization", "compression"])
"""Metrics whose levels are stated in percent."""
_AS_RATIO: dict[Metric, Metric] = {"latency": "speedup", "throughput": "speedup"}
"""What a change of an absolute metric is a case of."""


@dataclass(frozen=True)
class Measure:
    """What a figure says: ``relative`` for an effect (2x, 30 % less), else an absolute level."""

    metric: Metric
    direction: Direction
    relative: bool
    cue: Cue | None = None
    change: Change | None = None


def measure(sentence: Sentence, index: int, previous: Measure | None, *, adjacent: bool = False) -> Measure:
    """Return what a figure measures.

    ``previous`` is the measure of the claim before it in the sentence, ``adjacent`` that none stands between.
    """
    before = (previous.relative, previous.change) if previous and adjacent else None
    relative, change = effect(sentence, index, before)
    cue = near_cue(sentence, index)
    if previous and _follows(sentence, index, cue, adjacent=adjacent):
        ratio = relative and previous.metric in _AS_RATIO
        metric = _AS_RATIO[previous.metric] if ratio else previous.metric
        direction = _direction(sentence, index, previous.cue, change) if relative else "neutral"
        return replace(previous, metric=metric, direction=direction, relative=relative, change=change)
    if _needs_cue(sentence, index, cue):
        wide = wide_cue(sentence, index)
        cue = wide if wide and _fits(wide, sentence.figures[index], cue, relative=relative) else cue
    metric = _metric(sentence, index, cue, relative=relative)
    direction = _direction(sentence, index, cue, change) if relative else _level(sentence, index, cue)
    return Measure(metric, direction, relative, cue, change)


def _follows(sentence: Sentence, index: int, cue: Cue | None, *, adjacent: bool) -> bool:
    """Tell whether a figure that names no metric has that of the claim before it."""
    if cue is None and _REFERS.search(sentence.before(index)):
        return True
    vague = cue is None or (VAGUE.fullmatch(cue.word) and sentence.figures[index].unit in {"x", ORDERS})
    return adjacent and bool(vague) and _continues(sentence, index)


def _needs_cue(sentence: Sentence, index: int, cue: Cue | None) -> bool:
    """Tell whether what a figure measures has to be looked for elsewhere in its sentence."""
    unnamed = cue is None or EMPTY.fullmatch(cue.word) is not None
    return unnamed and not _wins(sentence, index) and not is_kept(sentence, index)


def _fits(wide: Cue, figure: Figure, near: Cue | None, *, relative: bool) -> bool:
    """Tell whether a cue from afar can be meant where the figure's own phrase names none, or performance."""
    if figure.unit != "%":
        return True
    if near and relative:
        return wide.metric == "speedup"
    return wide.metric in _SHARES or (relative and PARTIAL.fullmatch(wide.word) is None)


def _wins(sentence: Sentence, index: int) -> bool:
    """Tell whether a percentage says by how much somebody is beaten: in quality, unless told otherwise."""
    return sentence.figures[index].unit in {"%", "pp"} and _BEATS.search(sentence.before(index)) is not None


def _continues(sentence: Sentence, index: int) -> bool:
    """Tell whether a figure is a further one of the kind before it: listed, or another word for it."""
    before = sentence.before(index)
    if not same_unit(sentence, index):
        return False
    return coordinated(sentence, index) or not (VERB.search(before) or ";" in before)


def _metric(sentence: Sentence, index: int, cue: Cue | None, *, relative: bool) -> Metric:
    figure = sentence.figures[index]
    if by_unit := unit_metric(figure):
        return by_unit
    if cue is None:
        return "compression" if _compares_models(sentence, index) else _default_metric(figure)
    if figure.unit in {"x", ORDERS} and VAGUE.fullmatch(cue.word) and cue.metric == "quality":
        return "speedup"
    if figure.unit == "pp" and cue.metric != "utilization":
        return "quality"
    if cue.metric == "speedup" and figure.unit == "%" and not relative:
        return "utilization" if "throughput" in cue.word else "other"
    return cue.metric


def _compares_models(sentence: Sentence, index: int) -> bool:
    """Tell whether a factor is by how much a model is larger: "models 200 times larger"."""
    larger = sentence.figures[index].unit == "x" and _LARGER.match(head(sentence, index))
    return bool(larger) and _MODELS.search(lead(sentence, index)) is not None


def _default_metric(figure: Figure) -> Metric:
    return "quality" if figure.unit in {"%", "pp", COUNT} else "other"


def _level(sentence: Sentence, index: int, cue: Cue | None) -> Direction:
    """Return the direction of a level: neutral, unless the sentence says where it rose or fell from."""
    if not ENDS_CHANGE.search(sentence.before(index)):
        return "neutral"
    if _WORSENS.search(lead(sentence, index)) and not (cue and cue.lower_is_better):
        return "degrades"
    before = sentence.text[: sentence.figures[index - 1].start if index else 0]
    started = STARTS_CHANGE.search(before)
    change = overall(kinds_of_change(re.split("[,;]", before)[-1])) if started else None
    return _direction(sentence, index, cue, change) if change else "neutral"


def _direction(sentence: Sentence, index: int, cue: Cue | None, change: Change | None) -> Direction:
    """Return the direction of an effect."""
    before = sentence.before(index)
    lower = cue is not None and cue.lower_is_better
    if is_share(sentence, index):
        better = not (KEEPS.search(before) or is_share_of_speed(sentence, index))
    elif sign := sentence.figures[index].sign:
        better = (sign == "-") == lower
    elif _AT_A.search(before) and _COSTS.match(sentence.after(index)):
        better = False
    elif change in {None, "good", "bad"}:
        better = change != "bad"
    elif cue is None or (cue != near_cue(sentence, index) and not coordinated(sentence, index)):
        better = change != "fall"
    else:
        better = (change != "up") == lower
    return "improves" if better else "degrades"
