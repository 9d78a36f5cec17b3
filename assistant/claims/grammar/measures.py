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
    is_relative,
    kinds_of_change,
    overall,
    unit_metric,
)
from assistant.claims.grammar.figures import ORDERS, Figure
from assistant.claims.grammar.sentences import Sentence
from assistant.claims.grammar.shares import ENDS_CHANGE, KEEPS, is_kept, is_share, is_share_of_speed
from assistant.claims.grammar.tables import any_of
from assistant.claims.grammar.verbs import VERB
from assistant.claims.grammar.vocabulary import CHANGE, EMPTY, PARTIAL, VAGUE
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


_TREATED = frozenset[Metric](["data", "compression", "cost", "other"])
"""Metrics of what a method is given or costs, which a "gain" from afar does not mean."""
_GAINS = re.compile(r" (?:[\w-]+ )?(?:gains?|improvements?)\b")
_OF_PEAK = re.compile(r" of (?:the |its )?(?:[a-z]+ )?peak\b")
_FASTER = re.compile(r"[ -](?:[\w-]+ )?(?:faster|slower)\b")
_ERROR = any_of("errors? bias rmse rms mae ate rpe epe rmsd m?i?n?[af]de mpjpe")
_MORE_THINGS = re.compile(r" (?:more|fewer|additional) (?:[\w-]+ ){0,2}?[a-z]+(?<!s)s\b")
_ACCOUNTS = re.compile(
    r"\b(?:account(?:s|ed|ing)? for|contribut\w*|constitut\w*|compris\w*|mak(?:es?|ing) up)"
    r" (?:[a-z]+ ){0,2}\W*$"
)
_STEMS = re.compile(r" of (?:[\w-]+ ){1,4}(?:originat|stem|com|aris)(?:es?|s|ed)? from\b")
_USED = re.compile(r"\b(?:us|requir|need|consum|occup)(?:es|e|ies|ed|ing|s)(?: [a-z]+){0,3} ?\W*$")
_POPULATION = any_of("samples? examples? annotations? labels? iterations steps episodes queries data")
_TRAINED = re.compile(r"\b(?:train|tun|learn|us|fit|retain|keep|select|process)\w* (?:[a-z]+ ){0,4}$")
_MEANWHILE = re.compile(r"\bwhile (?:[a-z]+ly )?[a-z]+ing\b")


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
    if _is_part_of_whole(sentence, index):
        return Measure("other", "neutral", relative=False)
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
        cue = wide if wide and _fits(sentence, index, wide, cue) else cue
    metric = _metric(sentence, index, cue, relative=relative)
    direction = _direction(sentence, index, cue, change) if relative else _level(sentence, index, cue)
    return Measure(metric, direction, relative, cue, change)


def _is_part_of_whole(sentence: Sentence, index: int) -> bool:
    """Tell whether a percentage says how large a part of something is: "accounts for 40% of the cost"."""
    if sentence.figures[index].unit != "%":
        return False
    phrase = head(sentence, index)
    if CHANGE.search(phrase) and not phrase.startswith(" of "):
        return False
    return bool(_ACCOUNTS.search(sentence.before(index)) or _STEMS.match(sentence.after(index)))


def _follows(sentence: Sentence, index: int, cue: Cue | None, *, adjacent: bool) -> bool:
    """Tell whether a figure that names no metric has that of the claim before it."""
    if cue is None and _REFERS.search(sentence.before(index)):
        return True
    vague = cue is None or (VAGUE.fullmatch(cue.word) and sentence.figures[index].unit in {"x", ORDERS})
    return adjacent and bool(vague) and _continues(sentence, index)


def _needs_cue(sentence: Sentence, index: int, cue: Cue | None) -> bool:
    """Tell whether what a figure measures has to be looked for elsewhere in its sentence."""
    if _counts_more(sentence, index):
        return False
    unnamed = cue is None or EMPTY.fullmatch(cue.word) is not None
    return unnamed and not _wins(sentence, index) and not is_kept(sentence, index)


def _counts_more(sentence: Sentence, index: int) -> bool:
    """Tell whether a figure says how many more things there are: "8.9% more oysters"."""
    return _MORE_THINGS.match(head(sentence, index)) is not None


def _is_used(sentence: Sentence, index: int) -> bool:
    """Tell whether a percentage is the share of something that is used: "using about 25% of edges"."""
    return is_share(sentence, index) and _USED.search(sentence.before(index)) is not None


def _fits(sentence: Sentence, index: int, wide: Cue, near: Cue | None) -> bool:
    """Tell whether a cue from afar can be meant where the figure's own phrase names none, or performance."""
    relative = is_relative(sentence, index)
    if sentence.figures[index].unit != "%":
        return True
    if wide.metric in _TREATED and _GAINS.match(head(sentence, index)):
        return False
    if _is_used(sentence, index) and wide.metric == "quality":
        return False
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
    if coordinated(sentence, index):
        return True
    return not (VERB.search(before) or _MEANWHILE.search(before) or ";" in before)


def _metric(sentence: Sentence, index: int, cue: Cue | None, *, relative: bool) -> Metric:
    if plain := _plain_metric(sentence, index):
        return plain
    if cue is None:
        return _unnamed_metric(sentence, index)
    figure = sentence.figures[index]
    if figure.unit in {"x", ORDERS} and VAGUE.fullmatch(cue.word) and cue.metric == "quality":
        return "speedup"
    if _is_gain(figure, cue) or (not relative and _is_of_population(sentence, index, cue)):
        return "quality"
    if cue.metric == "speedup" and figure.unit == "%" and not relative:
        return "utilization" if "throughput" in cue.word else "other"
    return cue.metric


def _plain_metric(sentence: Sentence, index: int) -> Metric | None:
    """Return the metric that the unit or the words right beside a figure decide, whatever else is named."""
    figure = sentence.figures[index]
    if _is_error(near_cue(sentence, index)):
        return "quality"
    if by_unit := unit_metric(figure):
        return by_unit
    if figure.unit == "%" and _OF_PEAK.match(sentence.after(index)):
        return "utilization"
    faster = figure.unit in {"x", "%"} and _FASTER.match(head(sentence, index))
    return "speedup" if faster else None


def _is_gain(figure: Figure, cue: Cue) -> bool:
    """Tell whether points, or a number with a plus, say by how much a quality grew."""
    if figure.unit == "pp":
        return cue.metric != "utilization"
    return figure.unit == COUNT and figure.sign == "+" and cue.metric in _TREATED


def _compares_models(sentence: Sentence, index: int) -> bool:
    """Tell whether a factor is by how much a model is larger: "models 200 times larger"."""
    larger = sentence.figures[index].unit == "x" and _LARGER.match(head(sentence, index))
    return bool(larger) and _MODELS.search(lead(sentence, index)) is not None


def _is_of_population(sentence: Sentence, index: int, cue: Cue) -> bool:
    """Tell whether a cue only names of what a percentage is taken: "changes in 32% of queries"."""
    if sentence.figures[index].unit != "%" or _TRAINED.search(sentence.before(index)):
        return False
    return head(sentence, index).startswith(" of ") and _POPULATION.fullmatch(cue.word) is not None


def _is_error(cue: Cue | None) -> bool:
    """Tell whether a figure is the size of an error, whatever its unit."""
    return cue is not None and cue.metric == "quality" and _ERROR.search(cue.word) is not None


def _unnamed_metric(sentence: Sentence, index: int) -> Metric:
    figure = sentence.figures[index]
    if _compares_models(sentence, index) or _is_used(sentence, index):
        return "compression"
    if figure.unit == COUNT and figure.value == int(figure.value):
        return "other"
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
    elif change == "good" and sentence.figures[index].sign == "+":
        better = True
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
