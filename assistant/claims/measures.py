"""Whether two claims give one quantity, and how their values compare once their units are one."""

from __future__ import annotations

import re
from functools import lru_cache
from math import isclose

from assistant.claims.conditions import may_agree
from assistant.claims.kinds import includes, kind, names_quality
from assistant.claims.sides import Side, differ
from assistant.schema import Metric

_SPEED: frozenset[Metric] = frozenset(["speedup", "throughput", "latency"])
_SIZE: frozenset[Metric] = frozenset(["memory", "compression"])
_COUNT: frozenset[Metric] = frozenset(["data", "other"])

_FACTORS: dict[str, tuple[str, float]] = {
    **{
        unit: ("s", factor)
        for unit, factor in {"ns": 1e-9, "us": 1e-6, "ms": 1e-3, "s": 1, "min": 60}.items()
    },
    **{unit: ("s", factor) for unit, factor in {"h": 3600, "day": 86_400}.items()},
    **{unit: ("bytes", 1024.0**power) for power, unit in enumerate(["bytes", "kb", "mb", "gb", "tb", "pb"])},
    **{f"{letter}flops": ("flops", 1000.0**power) for power, letter in enumerate(["", *"kmgtpe"])},
    **{unit: ("w", factor) for unit, factor in {"mw": 1e-3, "w": 1, "kw": 1e3}.items()},
    **{unit: ("j", factor) for unit, factor in {"mj": 1e-3, "j": 1, "kwh": 3.6e6}.items()},
}
"""Units that convert: the unit they convert to and the factor."""
_CHANGES = frozenset(["x", "%", "pp", "fraction", "order"])
"""Units of a change that need no unit of measure."""
_MAGNITUDE = re.compile(
    r"(?:(?P<K>[tT]housand|[kK])|(?P<M>[mM]illion|M)|(?P<B>[bB]illion|B)|(?P<T>[tT]rillion|T))"
    r"(?![A-Za-z])[ -]?"
)
_ABOUT = 0.05
"""Share of a value by which "about" may be off."""
_POWERS = {"K": 1e3, "M": 1e6, "B": 1e9, "T": 1e12}

_OF_ITEM = re.compile(
    r"^(?: \w+)?(?: [a-z-]+){0,3}? (?:for|on|in) (?:the )?(?P<name>[A-Z][\w-]*(?: [A-Z0-9][\w-]*){0,3})"
)


def different_quantity(a: Side, b: Side) -> str | None:
    """Return why two claims do not measure one quantity, ``None`` when nothing stated tells them apart."""
    return _different_metric(a, b) or _different_form(a, b) or _different_unit(a, b) or _different_kind(a, b)


@lru_cache(maxsize=4096)
def in_base_unit(side: Side) -> tuple[float, str]:
    """Return a value in the unit that its unit converts to; a million parameters are parameters."""
    value = side.claim.quantity.value
    if side.unit in _FACTORS:
        unit, factor = _FACTORS[side.unit]
        return value * factor, unit
    printed = side.claim.quantity.unit
    if size := _MAGNITUDE.match(printed):
        return value * _POWERS[size.lastgroup or ""], printed[size.end() :].lower().rstrip("s")
    if side.unit == "fraction":
        return 100 * value, "%"
    return value, "" if _is_measure(side) else side.unit.rstrip("s")


def same_value(a: Side, b: Side) -> bool:
    """Tell whether both state one value, after conversion of units."""
    (one, unit), (other, other_unit) = in_base_unit(a), in_base_unit(b)
    return unit == other_unit and isclose(one, other) and isclose(_top(a), _top(b))


def in_order(a: Side, b: Side) -> bool:
    """Tell whether two figures of one unit can be ordered: 12,288 and "more than 12,000" cannot."""
    if same_value(a, b):
        return False
    if a.claim.quantity.bound == b.claim.quantity.bound:
        return True
    (low, high), (other_low, other_high) = _interval(a), _interval(b)
    return high < other_low or other_high < low


def agree(a: Side, b: Side) -> bool:
    """Tell whether one value may lie behind both figures: 2.8 within "up to 4", 12,288 above 12,000."""
    (low, high), (other_low, other_high) = _interval(a), _interval(b)
    if a.claim.quantity.bound == b.claim.quantity.bound:
        return same_value(a, b)
    return low <= other_high and other_low <= high


def _interval(side: Side) -> tuple[float, float]:
    figure = side.claim.quantity
    value, _ = in_base_unit(side)
    if figure.bound == "at_least":
        return value, float("inf")
    if figure.bound == "up_to":
        return float("-inf"), value
    slack = _ABOUT * value if figure.bound == "approx" else 0
    return value - slack, _top(side) + slack


def _top(side: Side) -> float:
    """Return the upper end of a value in its base unit."""
    figure, (value, _) = side.claim.quantity, in_base_unit(side)
    return value if figure.value_max is None or not figure.value else value * figure.value_max / figure.value


def _different_metric(a: Side, b: Side) -> str | None:
    one, other = a.claim.metric, b.claim.metric
    groups = (_SIZE, _COUNT, _SPEED) if a.relative and b.relative else (_SIZE, _COUNT)
    if one == other or any({one, other} <= group for group in groups):
        return None
    return differ("metric", one, other)


def _different_form(a: Side, b: Side) -> str | None:
    if a.relative == b.relative:
        return None
    form = {True: "a ratio or change", False: "an absolute level"}
    return differ("metric", form[a.relative], form[b.relative])


def _different_unit(a: Side, b: Side) -> str | None:
    if a.relative and ({a.unit, b.unit} <= _CHANGES or (a.unit in _CHANGES) == (b.unit in _CHANGES)):
        return None
    one, other = in_base_unit(a)[1], in_base_unit(b)[1]
    if one == other:
        return None
    return differ(
        "unit", a.claim.quantity.unit or "a plain number", b.claim.quantity.unit or "a plain number"
    )


def _different_kind(a: Side, b: Side) -> str | None:
    one, other = kind(a), kind(b)
    if one and other and not includes(one, other) and not includes(other, one):
        return differ("metric", one, other)
    if a.claim.metric != "quality":
        return None
    sets = a.claim.setting.dataset, b.claim.setting.dataset
    if all(sets) and not may_agree(sets[0] or "", sets[1] or ""):
        return differ("dataset", *sets)
    items = _item(a), _item(b)
    return differ("dataset", *items) if all(items) and items[0] != items[1] and _one_run(a, b) else None


def _one_run(a: Side, b: Side) -> bool:
    """Tell whether one sentence lists both figures under otherwise equal conditions."""
    return a.sentence == b.sentence and a.claim.subject == b.claim.subject and a.hardware == b.hardware


def _item(side: Side) -> str | None:
    """Return what a figure in a list stands for: "77.7% for PIQA"."""
    found = None if side.place is None else _OF_ITEM.match(side.after)
    return found["name"] if found and _is_free(side, found["name"]) else None


def _is_free(side: Side, name: str) -> bool:
    """Tell whether a name is neither that of the claim's method nor of its baseline."""
    return not any(name in (said or "") for said in (side.claim.subject, side.claim.baseline))


def _is_measure(side: Side) -> bool:
    """Tell whether a level's unit only repeats what is measured: 25.2 "BLEU", 0.86 "F1"."""
    return side.claim.metric == "quality" and (
        side.unit == "count" or names_quality(side.claim.quantity.unit)
    )
