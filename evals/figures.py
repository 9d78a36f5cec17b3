"""Reads the figures of a text for the measures; shares nothing with the gate, whose work it judges."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

_SPELLINGS = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"[\u00ad\u200b-\u200f\u2060\ufeff]", ""),
        (r"[‐‑‒–—―−]|--+", "-"),
        (r"[‘’‚‛′]", "'"),
        (r"[“”„‟″]|``|''", '"'),
        (r"\{\s*\\times\s*\}|\\times(?![a-z])|×", "x"),
        (r"\\([%&_#{}$])", r"\1"),
        (r"\{,\}|(?<=\d)\\,(?=\d{3}(?!\d))", ","),
        (r"\\[,;: ]|\\(?:text|math)[a-z]*", " "),
        (r"[${}\\]", ""),
        (r"(?<=\d),(?=\d{3}(?!\d))", ""),
        (r"\s+", " "),
        (r"(?<=\d) ?(?:x|times)(?![a-z0-9])", "x"),
        (r"(?<=\d) (?=(?i:[kmgt]i?b)\b)", ""),
        (r"(?<=\d)[ -]?fold\b", "x"),
        (r"(?<=\d) ?(?:%|percent\b|per cent\b)", "%"),
    )
)

_UNITS: dict[str, tuple[str, float]] = {
    "x": ("x", 1),
    "%": ("%", 1),
    **{name: ("count", 1e3) for name in ("k", "thousand")},
    **{name: ("count", 1e6) for name in ("m", "million")},
    **{name: ("count", 1e9) for name in ("b", "billion")},
    **{name: ("count", 1e12) for name in ("t", "trillion")},
    **{name: (name, 1) for name in ("kb", "mb", "gb", "tb", "kib", "mib", "gib", "tib")},
    **{name: ("bit", 1) for name in ("bit", "bits")},
    **{name: ("s", 1) for name in ("s", "sec", "second", "seconds")},
    **{name: (name, 1) for name in ("ns", "us", "ms")},
    **{name: ("min", 1) for name in ("min", "minute", "minutes")},
    **{name: ("h", 1) for name in ("h", "hour", "hours")},
}
"""Spelling -> class of the unit and its factor; no class is converted into another."""

_UNIT = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
_TOKEN = re.compile(
    r"(?P<entity>(?<![a-z_])[a-z_]+(?:[-./][a-z_]+)*[-_^]?\d[\w.^]*(?:-\d\w*)*|\d+x\d+(?:x\d+)*|\d+\^-?\d+)"
    # A letter alone is a unit only where it touches its number: "720 m" is not 720 million.
    rf"|(?P<number>\d+(?:\.\d+)?(?:e[+-]?\d+)?)(?:(?:(?<=\d)|[ -](?![a-z]\b))(?P<unit>{_UNIT})(?![a-z0-9^]))?"
    r"(?P<rest>[a-z]\w*)?",
)
_RANGE = re.compile(r" ?(?:-|to|and|~) ?")
_MARK = re.compile(r"\[\d+(?:\s*[,;-]\s*\d+)*\]")
_LIST_MARK = re.compile(r"^\d{1,2}[.)](?=\s)|\(\d{1,2}\)")
_YEARS = range(1950, 2036)


@dataclass(frozen=True)
class Figure:
    """A numeral with the class of its unit, or a name that holds digits, such as ``a100`` or ``31x31``."""

    value: float
    unit: str
    """Class of the unit; empty where none is printed."""
    printed: str
    half: float = 0.0
    """Half a unit of the last printed digit."""
    name: bool = False

    def same(self, other: Figure) -> bool:
        """Tell whether two figures are equal: names to the letter, numerals in value and class of unit."""
        if self.name or other.name:
            return self.name and other.name and squashed(self.printed) == squashed(other.printed)
        return self.unit == other.unit and abs(self.value - other.value) <= 1e-9 * max(1.0, abs(self.value))

    def rounds(self, other: Figure) -> bool:
        """Tell whether this is the other numeral, rounded to its own last printed digit."""
        alike = not self.name and not other.name and self.unit == other.unit
        return alike and abs(self.value - other.value) < self.half


def spelled(text: str) -> str:
    """Return a text in small letters and one spelling of dashes, quotes, blanks, units and thousands.

    Digits, signs and units are kept.
    """
    current = unicodedata.normalize("NFKC", text)
    for pattern, replacement in _SPELLINGS:
        current = pattern.sub(replacement, current)
    return unicodedata.normalize("NFKC", current).casefold().strip()


def squashed(text: str) -> str:
    """Return the letters and digits of a text alone, in which names are looked for."""
    return re.sub(r"[\W_]+", "", spelled(text))


@lru_cache(maxsize=4096)
def figures(text: str) -> tuple[Figure, ...]:
    """Return the figures of a text in order; years, citation marks and numbers of lists are none."""
    return tuple(it for it in all_figures(_LIST_MARK.sub(" ", _MARK.sub(" ", text))) if not _is_year(it))


def all_figures(text: str) -> tuple[Figure, ...]:
    """Return every figure of a text, whatever it is for: what a source prints may be said of it."""
    plain = spelled(text)
    return tuple(_read(plain, list(_TOKEN.finditer(plain))))


def holds(figure: Figure, others: Iterable[Figure]) -> bool:
    """Tell whether a figure is among others."""
    return any(figure.same(other) for other in others)


def _read(plain: str, matches: list[re.Match[str]]) -> Iterator[Figure]:
    following = [*matches, None][1:]
    for match, after in zip(matches, following, strict=True):
        if match["entity"] or match["rest"]:
            yield Figure(0.0, "", match.group().strip("."), name=True)
        else:
            yield _numeral(match, match["unit"] or _shared_unit(plain, match, after))


def _shared_unit(plain: str, match: re.Match[str], after: re.Match[str] | None) -> str | None:
    """Return the unit that the lower end of a range shares with the upper one."""
    if after is None or not after["number"]:
        return None
    return after["unit"] if _RANGE.fullmatch(plain[match.end() : after.start()]) else None


def _numeral(match: re.Match[str], unit: str | None) -> Figure:
    kind, factor = _UNITS[unit] if unit else ("", 1.0)
    digits = match["number"]
    decimals = len(digits.partition("e")[0].partition(".")[2])
    return Figure(float(digits) * factor, kind, match.group(), half=0.5 * factor / 10**decimals)


def _is_year(figure: Figure) -> bool:
    return not figure.name and not figure.unit and figure.printed.isdigit() and int(figure.printed) in _YEARS
