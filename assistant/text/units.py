"""Units of measure: how they are written and what they are called here.

Units of different magnitude (MB and GB, ms and s, M and B) stay different: a figure is compared as printed.
"""

from __future__ import annotations

import re
from functools import cache

_WRITTEN: dict[str, str] = {
    "x": "[xX]|folds?",
    "pp": r"pps?|ppts?|percent(?:age)?[ -]points?|% ?points?|points?|pts?",
    "%": "%|percent|per cent",
    "bit": "bits?",
    "bytes": "bytes?",
    **{
        f"{letter}b": f"{letter.upper()}i?Bs?|{word}bytes?"
        for letter, word in [("m", "mega"), ("g", "giga"), ("t", "tera"), ("p", "peta")]
    },
    "kb": "[kK]i?Bs?|kilobytes?",
    **{f"{size}bit": f"{letter}bits?|{letter}bps" for letter, size in [("M", "m"), ("G", "g"), ("T", "t")]},
    "ns": "ns|nanoseconds?|nanosecs?",
    "us": "[uμ]s|microseconds?|microsecs?",
    "ms": "ms|msecs?|milliseconds?|millisecs?",
    "s": "s|secs?|seconds?",
    "min": "mins?|minutes?",
    "h": "h|hrs?|hours?",
    "day": "days?",
    "month": "months?",
    "year": "years?",
    "flops": "FLOPS?s?",
    **{
        f"{letter}flops": f"{letter.upper()}FLOP(?:S|s|/s)?|{word}[fF][lL][oO][pP][sS]?"
        for letter, word in [
            ("k", "kilo"),
            ("m", "mega"),
            ("g", "giga"),
            ("t", "tera"),
            ("p", "peta"),
            ("e", "exa"),
        ]
    },
    "tops": "TOPS",
    "fps": "fps|FPS|frames? per second",
    "qps": "qps|QPS|queries per second",
    "tokens/s": "tok(?:en)?s?(?:/| per )s(?:ec(?:ond)?)?",
    "hz": "Hz",
    "khz": "[kK]Hz",
    "mhz": "MHz",
    "ghz": "GHz",
    "w": "W|watts?",
    "kw": "kW|kilowatts?",
    "mw": "mW|milliwatts?",
    "j": "J|joules?",
    "mj": "mJ|millijoules?",
    "kwh": "kWh",
    "db": "dB",
    "nm": "nm",
    "mm": "mm",
    "cm": "cm",
    "km": "km",
    "order": "orders? of magnitudes?",
}

_MAGNITUDES: dict[str, str] = {
    "K": "[Kk]|thousand",
    "M": "M|[Mm]illion|[Mm]n",
    "B": "B|[Bb]illion|[Bb]n",
    "T": "T|[Tt]rillion|[Tt]n",
}

_END = r"(?![A-Za-z0-9])"


def _alternation(table: dict[str, str]) -> str:
    return "|".join(f"(?:{written})" for written in table.values())


_UNIT = rf"(?:{_alternation(_WRITTEN)})(?:/s(?:ec)?| per second)?"
_MAGNITUDE = _alternation(_MAGNITUDES)
SUFFIX = (
    rf"[ -]?(?:(?P<unit>(?:{_UNIT})(?:(?<=%)|{_END}))"
    rf"|(?P<size>{_MAGNITUDE}){_END}(?:[ -](?P<sized>{_UNIT}){_END})?)"
)
"""What may follow a numeral as its unit: group ``unit``, or ``size`` and perhaps ``sized``."""

_NAMES = [(re.compile(written), name) for name, written in (*_WRITTEN.items(), *_MAGNITUDES.items())]
_RATE = re.compile(r"(?:/s(?:ec)?| per second)$")


@cache
def canonical_unit(written: str) -> str:
    """Return our name of a unit as it was written, for example ``gb/s`` for ``GB per second``."""
    for pattern, name in _NAMES:
        if pattern.fullmatch(written):
            return name
    return f"{canonical_unit(_RATE.sub('', written))}/s" if _RATE.search(written) else written.lower()
