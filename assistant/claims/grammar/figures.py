"""The figures of a sentence with printed unit and bound, whatever they are figures of."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from math import isfinite

from assistant.claims.grammar.vocabulary import CHANGE
from assistant.schema import Bound
from assistant.text.qualifiers import Qualifier, find_qualifiers
from assistant.text.quantities import COUNT, FRACTION, Quantity, find_quantities

ORDERS = "orders of magnitude"
"""Unit of "two orders of magnitude"."""

_ONE = Decimal(1)

PRINTED = "as printed"
"""Unit of a figure whose unit has no name of ours: ``m^2/s^2``."""

_AN_ORDER = re.compile(r"\b(?:an?|one)(?: \w+)? order of magnitude", re.IGNORECASE)
_COUNTED_BILLIONS = re.compile(r" (?:FLOPs|MACs|tokens|params|parameters)")
_SERIES = re.compile(
    r"\b(?:RTX|GTX|Gen|iPhone|Pixel|Xeon|Ryzen|Core|TPU|Titan|Version|version|Table|Figure) \Z"
)
PART = "part"
"""Unit of a count out of others, "8/10 runs"."""
_CARDINALS = (
    *("one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
_NUMBER = rf"(?:0|[1-9][0-9]{{0,3}}|{'|'.join(_CARDINALS)})"
_PART = re.compile(
    rf"(?<![\w.,/$^{{-])(?!one )(?P<number>{_NUMBER})(?:/| (?:out )?of (?:the |all |its )?)(?P<all>{_NUMBER})"
    r"(?![\w%/-]|[.,]\d| %)(?: (?:[a-z-]+ ){0,2}?(?P<noun>[a-z]+s)\b(?<!across)(?<!versus))?",
    re.IGNORECASE,
)
_AFTER_NAME = re.compile(r"\b[A-Z][\w-]* $")
"""That a year or a version may follow: "AIME 24/25"."""
_PLUS_MINUS = re.compile(r" ?\(?(?:±|\+/-|\+-) ?")
RANGING = re.compile(r"\b(?:rang|var|span)\w* (?:\w+ )?from (?:[a-z]+ ?){0,2}$")
"""That a figure is the lower end of a range: "ranging from"."""
_CHANGING = re.compile(r"\bfrom (?:[a-z]+ ?){0,2}$")
_FACTOR = re.compile(r"\bfactors? (?:of|between|from)\b(?: \w+){0,4} ?$", re.IGNORECASE)
_SIDE = re.compile(r"\b(?:lower|upper|first|second|latter|former|other|left|right|top|bottom) $")
"""Which half of a thing is meant, and no amount: "the lower half of the face"."""
_CHANGED_FROM = re.compile(r"\bfrom [^;]*[0-9][^;]* to [^;]*[0-9]")
"""A change before another: "from 38 to 81 and fulfillment from 35 to 93"."""
_OPENED = re.compile(r"\[[^\[\]A-Za-z]{0,20}$")
_CLOSED = re.compile(r"[^\[\]A-Za-z]{0,20}\]")
_FACTOR_WORD = re.compile(rf"(?<=\bfactor of )(?:{'|'.join(_CARDINALS)})\b", re.IGNORECASE)
_FACTOR_LIST = re.compile(r" ?(?:,|,? and|or|to|-) ?")
_RATE_AFTER = re.compile(r" (?P<what>[a-z]+)(?:/s(?:ec)?| per (?:second|sec|minute|hour|day))\b")
_UNIT_AFTER = re.compile(
    r" ?(?:m\^2/s\^2|[a-zμ°]{1,3}[\w^]*/[a-z][\w^]*|°C?|deg(?:rees?)?|px|pixels?|mmHg|rad|bpm|HU)(?![\w])"
)


@dataclass(frozen=True)
class Figure:
    """A figure at ``start:end`` of folded text; ``unit`` is our name of its unit, ``printed`` as written."""

    start: int
    end: int
    value: float
    value_max: float | None = None
    unit: str = COUNT
    printed: str = ""
    bound: Bound = "exact"
    sign: str = ""
    hedges: frozenset[Qualifier] = frozenset()


def find_figures(text: str) -> tuple[Figure, ...]:
    """Return the figures of folded text in order."""
    quantities = find_quantities(text)
    hedges = find_qualifiers(text, quantities)
    figures = [_figure(text, one, hedge) for one, hedge in zip(quantities, hedges, strict=True)]
    figures = [figure for figure in figures if isfinite(figure.value) and not _is_name_part(text, figure)]
    figures = _with_parts(text, figures) + _orders(text, figures)
    ordered = _without_doubles(text, sorted(figures, key=lambda figure: figure.start))
    return tuple(_with_factors(text, _joined(text, ordered)))


def _with_parts(text: str, figures: Sequence[Figure]) -> list[Figure]:
    """Read "five of the eight tasks" and "8/10 runs" as five tasks and eight runs."""
    parts: list[Figure] = []
    for match in _PART.finditer(text):
        number, whole = _number(match["number"]), _number(match["all"])
        counted = match["noun"] or not _AFTER_NAME.search(text[: match.start()])
        if whole > 1 and counted and (match["noun"] or number <= whole):
            noun = match["noun"] or (parts[-1].printed if parts else "count")
            parts.append(Figure(match.start(), match.end(), number, unit=PART, printed=noun))
    others = [one for one in figures if not any(part.start <= one.start < part.end for part in parts)]
    return others + parts


def _number(written: str) -> float:
    written = written.lower()
    return float(written) if written.isdigit() else float(_CARDINALS.index(written) + 1)


def _is_name_part(text: str, figure: Figure) -> bool:
    """Tell whether this is the number of a name: "a 7B model", "RTX 4090"."""
    before = text[: figure.start]
    if _SERIES.search(before) or before.endswith("_{") or _is_citation(text, figure):
        return True
    if figure.unit == "%" and _SIDE.search(before) and text[figure.start :][:4].lower() == "half":
        return True
    sized = figure.unit == "B" and text[figure.end - 2 : figure.end - 1].isdigit()
    return sized and _COUNTED_BILLIONS.match(text, figure.end) is None


def _is_citation(text: str, figure: Figure) -> bool:
    """Tell whether a figure is a citation or the end of an interval: "[12]", "0.95 [0.91-0.99]"."""
    return bool(_OPENED.search(text[: figure.start]) and _CLOSED.match(text[figure.end :]))


def _without_doubles(text: str, figures: Sequence[Figure]) -> list[Figure]:
    """Take what only says a figure again into that figure: "76.6+/-24.1 %", "3.5x (348 %)"."""
    done: list[Figure] = []
    for figure in figures:
        last = done[-1] if done else None
        between = text[last.end : figure.start + len(figure.sign)] if last else ""
        if last and _PLUS_MINUS.fullmatch(between):
            bare = last.unit == COUNT
            unit, printed = (figure.unit, figure.printed) if bare else (last.unit, last.printed)
            done[-1] = replace(last, end=figure.end, unit=unit, printed=printed)
        elif (
            last
            and between == " ("
            and (last.unit, figure.unit) == ("x", "%")
            and text[figure.end :][:1] == ")"
        ):
            done[-1] = replace(last, end=figure.end + 1)
        else:
            done.append(figure)
    return done


def _joined(text: str, figures: Sequence[Figure]) -> list[Figure]:
    """Read "+0.1% to +1.0%" and "between 5% and 9%" as ranges; "from 5% to 9%" is a change."""
    done: list[Figure] = []
    for figure in figures:
        last = done[-1] if done else None
        if last and last.value_max is None and _ends_range(text, last, figure):
            done[-1] = replace(last, end=figure.end, value_max=figure.value, bound="range")
        else:
            done.append(figure)
    return done


def _ends_range(text: str, low: Figure, high: Figure) -> bool:
    if low.unit != high.unit or low.value >= high.value:
        return False
    between, before = text[low.end : high.start], text[: low.start]
    if between == "" and high.sign == "-":
        return low.sign == ""  # in "50%-75%" the second sign is a dash
    if low.sign != high.sign or between not in {" and ", " to "}:
        return False
    if between == " and ":
        return re.search(r"\bbetween $", before) is not None
    told = CHANGE.search(re.split("[,;]|(?<![A-Za-z@-])[0-9]", before)[-1]) or _CHANGED_FROM.search(before)
    changes = _CHANGING.search(before) and told
    return low.unit == "x" or RANGING.search(before) is not None or not changes


def _figure(text: str, quantity: Quantity, hedges: frozenset[Qualifier]) -> Figure:
    scale = 100 if quantity.unit == FRACTION else 1
    figure = Figure(
        quantity.start,
        quantity.end,
        float(quantity.value * scale),
        float(quantity.value_max) if quantity.value_max is not None else None,
        bound=_bound(quantity, hedges),
        sign=quantity.sign,
        hedges=hedges,
    )
    unit = {FRACTION: "%", "order": ORDERS}.get(quantity.unit, quantity.unit)
    if unit == COUNT and (rate := _RATE_AFTER.match(text, quantity.end)):
        return replace(figure, end=rate.end(), unit=f"{rate['what']}/s", printed=rate.group().strip())
    after = _UNIT_AFTER.match(text, quantity.end) if unit == COUNT else None
    if after:
        return replace(figure, end=after.end(), unit=PRINTED, printed=after.group().strip())
    return replace(figure, unit=unit, printed=_printed(text, figure, unit))


def _printed(text: str, figure: Figure, unit: str) -> str:
    if unit in {"x", "%", "pp", "$", ORDERS}:
        return unit
    written = re.search(r"[^\W\d_][^\d]*$", text[figure.start : figure.end])
    return written.group() if written else unit


def _bound(quantity: Quantity, hedges: Collection[Qualifier]) -> Bound:
    if quantity.value_max is not None:
        return "range"
    if "up to" in hedges or "below" in hedges:
        return "up_to"
    if "at least" in hedges:
        return "at_least"
    return "approx" if "about" in hedges else "exact"


def _orders(text: str, figures: Sequence[Figure]) -> list[Figure]:
    taken = {figure.start for figure in figures}
    found = [match for match in _AN_ORDER.finditer(text) if match.start() not in taken]
    factors = [
        Figure(match.start(), match.end(), _number(match.group()), unit="x", printed="x")
        for match in _FACTOR_WORD.finditer(text)
        if match.start() not in taken
    ]
    return [_order(text, match) for match in found] + factors


def _order(text: str, match: re.Match[str]) -> Figure:
    """Return "an order of magnitude" as one order: its words say a number of orders, not a factor."""
    stand_in = Quantity(match.start(), match.end(), value=_ONE, unit="order")
    hedges = find_qualifiers(text, [stand_in])[0]
    return _figure(text, stand_in, hedges)


def _with_factors(text: str, figures: Sequence[Figure]) -> list[Figure]:
    """Read "a factor of 9" as 9x, and "factors of 2 and 3" as 2x and 3x."""
    done: list[Figure] = []
    edge = 0
    for figure in figures:
        between = text[edge : figure.start]
        listed = done and done[-1].unit == "x" and _FACTOR_LIST.fullmatch(between)
        if figure.unit == COUNT and (_FACTOR.search(between) or (listed and _was_factor(text, done[-1]))):
            done.append(replace(figure, unit="x", printed="x"))
        else:
            done.append(figure)
        edge = figure.end
    return done


def _was_factor(text: str, figure: Figure) -> bool:
    return text[figure.start : figure.end].strip()[-1:].isdigit()
