"""Sentences in which authors say what they did."""

from __future__ import annotations

import re

_PRESENTS = re.compile(
    r"\b(?:we|this (?:paper|work|study|article|report|survey)|our (?:method|approach|work|framework"
    r"|key|main))\b.{0,60}?"
    r"\b(?:propos|present|introduc|develop|describ|design|study|studi|investigat|show|survey|review"
    r"|analy[sz]|explor|provid"
    r"|establish|demonstrat|address|build|built|offer|contribut|evaluat|conduct|examin|formulat|deriv"
    r"|prove|argue)\w*",
    re.IGNORECASE,
)


def presents(sentence: str) -> bool:
    """Tell whether the authors say in a sentence what they did."""
    return _PRESENTS.search(sentence) is not None
