"""Every figure of a text with its value and unit."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from string import ascii_letters

from assistant.text.entities import find_entities
from assistant.text.units import SUFFIX, canonical_unit

COUNT = ""
"""Unit of a plain number."""
FRACTION = "fraction"
"""Unit of ``half`` and ``a tenth``."""

_CARDINALS = "one two three four five six seven eight nine ten eleven twelve"
_WORDS = {word: value for value, word in enumerate(_CARDINALS.split(), start=1)} | {
    "twenty": 20,
    "hundred": 100,
    "thousand": 1000,
}
_CARDINAL = "|".join(_WORDS)
_MULTIPLES = {"tw": 2, "do": 2, "th": 3, "tr": 3, "qu": 4}
"""By the first letters of twice, double, thrice, triple and quadruple."""
_PARTS = {"third": "0.333", "quarter": "0.25", "fifth": "0.2", "tenth": "0.1", "hundredth": "0.01"}

_NUMERAL = (
    r"(?P<value>(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?|(?<![0-9])\.[0-9]+)"
    r"(?:[eE](?P<exponent>[+-]?[0-9]+)|(?P<power>x10)?\^(?P<raised>-?[0-9]+))?"
)
_FIGURE = re.compile(rf"(?<![\w.^_])(?P<sign>(?<![\w)])[+-])?(?P<dollar>\$)?{_NUMERAL}(?:{SUFFIX})?")
_WORDED = re.compile(
    rf"\b(?:(?P<times>{_CARDINAL})(?:[ -]?fold| times)"
    rf"|(?P<measured>{_CARDINAL})[ -](?P<unit>percent(?:age points?)?|points?|bits?|orders? of magnitude"
    r"|million|billion|trillion|thousand)"
    r"|(?P<multiple>twice|thrice|(?:double|triple|quadruple)[sd]?|(?:doubl|tripl|quadrupl)ing)"
    r"(?![ -]precision)"
    r"|(?P<half>(?<=by )half|(?<=to )half|(?<=in )half|half (?:of|the|as)|halv(?:es?|ed|ing))"
    r"(?![ -]precision)"
    r"|(?:one|an?)[ -](?P<part>third|quarter|fifth|tenth|hundredth)(?= (?:of|the|as)\b))\b",
    re.IGNORECASE,
)
_JOINED = re.compile(r" ?(?:,|/|, and|and|or|to|,? respectively,?|vs\.?|versus|, or) ?")
_RANGE = re.compile(r"-| ?- ?")
_RANGE_TO = re.compile(r" to (?:an? )?")
_LARGEST = Decimal("1e300")
"""No figure of a text means more, and whatever is computed from it stays a number."""
_ENUMERATOR = re.compile(r"(?:(?<=\()|(?<!\S))[1-9]\)")


@dataclass(frozen=True)
class Quantity:
    """A figure at ``start:end`` of folded text.

    ``value_max`` is the upper end of a range. ``unit`` is our name of the unit or ``COUNT``.
    ``sign`` is ``+``, ``-`` or empty, as printed; the value itself carries no sign.
    """

    start: int
    end: int
    value: Decimal
    value_max: Decimal | None = None
    unit: str = COUNT
    sign: str = ""

    def same(self, other: Quantity) -> bool:
        """Tell whether both state the same figure; a sign that only one of them prints does not matter."""
        opposite = self.sign and other.sign and self.sign != other.sign
        return not opposite and (self.value, self.value_max, self.unit) == (
            other.value,
            other.value_max,
            other.unit,
        )


def find_quantities(text: str) -> list[Quantity]:
    """Return the figures of folded text in order, without list markers (``1)``) and names with digits."""
    blocked = [(entity.start, entity.end) for entity in find_entities(text)]
    figures = [
        _figure(match)
        for match in _FIGURE.finditer(text)
        if not _inside(match.start("value"), blocked) and not _is_enumerator(text, match)
    ]
    found = _inherit_units(text, _join_ranges(text, figures))
    found += map(_worded, _WORDED.finditer(text))
    return sorted(found, key=lambda quantity: quantity.start)


def _inside(position: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start <= position < end for start, end in spans)


def _is_enumerator(text: str, match: re.Match[str]) -> bool:
    """Tell whether this is a list marker, ``(1)`` or ``1)``: at the start, or beside its neighbour."""
    start = match.start()
    if not _ENUMERATOR.match(text, start) or _closes_bracket(text, start):
        return False
    number = int(match["value"])
    marks = {int(other.group()[0]) for other in _ENUMERATOR.finditer(text)}
    return not text[:start].strip("( ") or bool(marks & {number - 1, number + 1})


def _closes_bracket(text: str, start: int) -> bool:
    """Tell whether the bracket after this digit was opened before other words: ``H(1)``, ``(see 1)``."""
    if text[:start].endswith("("):
        return text[: start - 1].endswith(tuple(ascii_letters))
    return text.rfind("(", 0, start) > text.rfind(")", 0, start)


def _figure(match: re.Match[str]) -> Quantity:
    written = match["size"] or match["unit"]
    units = ["$" if match["dollar"] else "", written and canonical_unit(written), match["sized"]]
    unit = " ".join(canonical_unit(part) for part in units if part)
    return Quantity(match.start(), match.end(), _value(match), unit=unit, sign=match["sign"] or "")


def _value(match: re.Match[str]) -> Decimal:
    value = min(Decimal(match["value"].replace(",", "")), _LARGEST)
    if match["exponent"]:
        value = value.scaleb(_bounded(match["exponent"]))
    elif match["raised"] and value:
        raised = _bounded(match["raised"])
        value = value.scaleb(raised) if match["power"] else value**raised
    return min(value, _LARGEST)


def _bounded(exponent: str) -> int:
    """Return an exponent that cannot overflow: text may hold any digits."""
    return max(-999, min(999, int(exponent[:6])))


def _join_ranges(text: str, figures: list[Quantity]) -> list[Quantity]:
    joined: list[Quantity] = []
    for figure in figures:
        last = joined[-1] if joined else None
        if last and _is_range(text[last.end : figure.start], last, figure):
            joined[-1] = replace(last, end=figure.end, value_max=figure.value, unit=figure.unit)
        else:
            joined.append(figure)
    return joined


def _is_range(between: str, low: Quantity, high: Quantity) -> bool:
    """Tell whether two figures are the ends of a range, as in ``5x to 15x`` but not ``12.6 to 2.5 GB``."""
    if low.value_max is not None or low.value >= high.value or low.unit not in {COUNT, high.unit}:
        return False
    return _RANGE.fullmatch(between) is not None or (
        high.unit == "x" and _RANGE_TO.fullmatch(between) is not None
    )


def _inherit_units(text: str, figures: list[Quantity]) -> list[Quantity]:
    """Give a bare number the unit of the next one that it is listed with: ``29, 29, and 3 times``."""
    done: list[Quantity] = []
    following: Quantity | None = None
    for figure in reversed(figures):
        listed = following and _JOINED.fullmatch(text[figure.end : following.start])
        if following and listed and figure.unit == COUNT and not _is_finer(figure.value, following.value):
            done.append(replace(figure, unit=following.unit))
        else:
            done.append(figure)
        following = done[-1]
    return done[::-1]


def _is_finer(value: Decimal, other: Decimal) -> bool:
    """Tell whether a number prints so many more decimals that it is no figure of the same unit."""
    decimals, others = (max(0, -int(one.as_tuple().exponent)) for one in (value, other))
    return decimals > 2 and decimals > others + 1


def _worded(match: re.Match[str]) -> Quantity:
    words = {name: value.lower() for name, value in match.groupdict().items() if value}
    if "times" in words:
        value, unit = Decimal(_WORDS[words["times"]]), "x"
    elif "measured" in words:
        value, unit = Decimal(_WORDS[words["measured"]]), canonical_unit(words["unit"])
    elif "multiple" in words:
        value, unit = Decimal(_MULTIPLES[words["multiple"][:2]]), "x"
    else:
        value, unit = Decimal(_PARTS.get(words.get("part", ""), "0.5")), FRACTION
    return Quantity(match.start(), match.end(), value, unit=unit)
