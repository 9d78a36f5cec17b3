"""Factors worked out from printed figures, so that effects in different words can be set side by side.

A derived figure stands beside the printed one with its formula; it never replaces it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.claims.grammar.vocabulary import CHANGE
from assistant.schema import Claim, Metric

_SHRINKING = frozenset[Metric](["memory", "compression", "cost", "data", "energy", "latency"])
"""Metrics of which an improvement is a reduction."""
_RATE = re.compile(r"throughputs?|speeds?\b|faster|fps|tokens (?:per|/) ?s|efficienc", re.IGNORECASE)
_TIME = re.compile(
    r"latenc|slow(?:er|down)|overhead|time|delay|TTFT|TPOT|JCT|makespan|duration", re.IGNORECASE
)
_FASTER = re.compile(r"\b(?:faster|slower|more|higher|greater|larger|better|quicker)\b")
_EFFICIENCY = re.compile(r"efficien\w+", re.IGNORECASE)
_SHARE = re.compile(r"\b(?:to|us\w+|requir\w+|need\w*) (?:[a-z]+ ){0,4}$|^ of (?:the |its )?original")
_CUT_TO = re.compile(
    r"\b(?:reduc|cut|lower|decreas|shrink|compress|bring)\w*\b[^,;]*(?<!up )\bto (?:[a-z]+ ){0,3}\W*$",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\b(?:half|third|quarter|fifth|tenth)s? (?:of|the|as)\b|\bhalv(?:e|es|ed|ing)\b", re.IGNORECASE
)
"""A share in words: "needs half the memory"."""

AMBIGUOUS = "“N times faster” is read as N times the speed; read as N times more it would be one greater"
"""Note on a factor whose wording allows two readings."""


@dataclass(frozen=True)
class Derived:
    """A factor derived from a claim, with the formula as text; ``factor_max`` is the upper end of a range."""

    factor: float
    formula: str
    factor_max: float | None = None
    note: str | None = None
    tag: str = "derived"


def derive(claim: Claim) -> Derived | None:
    """Return the factor that a relative claim amounts to; ``None`` where no factor follows from it.

    Of a claim of something worse it is the factor by which it is worse.
    """
    if claim.metric in {"quality", "utilization"}:
        return None
    if claim.quantity.unit == "%" and (claim.direction != "neutral" or _is_worded_share(claim)):
        return _percentage(claim)
    return _multiple(claim) if claim.quantity.unit == "x" and claim.direction != "neutral" else None


def _multiple(claim: Claim) -> Derived:
    value, value_max = claim.quantity.value, claim.quantity.value_max
    note = AMBIGUOUS if _FASTER.search(_words_after(claim)) else None
    return Derived(value, f"{_printed(value, value_max)}x as printed", value_max, note)


def _percentage(claim: Claim) -> Derived | None:
    """Turn a change in percent into a factor: a reduction by p is 1 / (1 - p), an increase 1 + p."""
    value, value_max = claim.quantity.value, claim.quantity.value_max
    ends = [end for end in (value, value_max) if end is not None]
    if _is_share(claim):
        factors, formula = [100 / end for end in ends if end], "1 / {0:g} %"
    elif _is_reduction(claim):
        factors, formula = [1 / (1 - end / 100) for end in ends if end < 100], "1 / (1 - {0:g} %)"
    else:
        factors, formula = [1 + end / 100 for end in ends], "1 + {0:g} %"
    if len(factors) < len(ends):
        return None
    text = " to ".join(formula.format(end) for end in ends)
    text += " = " + " to ".join(f"{factor:.3g}x" for factor in factors)
    return Derived(factors[0], text, factors[1] if len(factors) > 1 else None)


def _is_share(claim: Claim) -> bool:
    """Tell whether the percentage is what is left: "uses 17.5 % of the original parameters"."""
    if _is_worded_share(claim):
        return True
    return (
        re.match(r" of ", _words_after(claim)) is not None and _SHARE.search(_words_before(claim)) is not None
    )


def _is_worded_share(claim: Claim) -> bool:
    """Tell whether words say outright that it is a share: "reduces memory to 25 %", "half the memory"."""
    before = _words_before(claim)
    if before or _words_after(claim) != claim.quote.text:
        return claim.metric in _SHRINKING and _CUT_TO.search(before) is not None
    return claim.metric in _SHRINKING and _PART.search(claim.quote.text) is not None


def _is_reduction(claim: Claim) -> bool:
    """Tell whether a percentage is taken off: less time or memory, or less of something good."""
    near = f"{_words_before(claim)[-80:]} {_words_after(claim)[:60]}"
    if claim.metric == "speedup":
        beside = _words_after(claim)[:40] if _RATE.search(_words_after(claim)[:40]) else near
        shrinks = _TIME.search(beside) is not None
    elif claim.metric in _SHRINKING:
        shrinks = _EFFICIENCY.search(near) is None
    else:
        return _falls(near)
    return shrinks == (claim.direction != "degrades")


def _falls(words: str) -> bool:
    changes = [change.lastgroup for change in CHANGE.finditer(words)]
    return "down" in changes and "up" not in changes


def _words_after(claim: Claim) -> str:
    return claim.quote.text[_position(claim)[1] :]


def _words_before(claim: Claim) -> str:
    return claim.quote.text[: _position(claim)[0]]


def _position(claim: Claim) -> tuple[int, int]:
    """Return where the figure stands in the quote, with the sign that follows it."""
    last = claim.quantity.value if claim.quantity.value_max is None else claim.quantity.value_max
    number = re.escape(f"{last:g}")
    match = re.search(
        rf"(?<![\d.]){number}(?:\.?0+)?(?![\d]|\.\d)\s*(?:\$?\\?times\$?|[x×]|\\?%|-?fold)?", claim.quote.text
    )
    return match.span() if match else (0, 0)


def _printed(value: float, value_max: float | None) -> str:
    return f"{value:g}" if value_max is None else f"{value:g}-{value_max:g}"
