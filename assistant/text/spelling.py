"""British and American spellings of one word: quantised, quantized; behaviour, behavior."""

from __future__ import annotations

import re

_TO_AMERICAN = (
    (re.compile(r"(?<=\w{3})(?<![acopw])is(?=(?:e[drs]?|ing|ations?|ational|able)$)"), "iz"),
    (re.compile(r"(?<=al)ys(?=(?:e[drs]?|ing)$)"), "yz"),
    (re.compile(r"(?<=\w{3})our(?=(?:s|ed|ing|al|able|hood)?$)"), "or"),
    (re.compile(r"(?<=\w{2})tre(?=s?$)"), "ter"),
    (re.compile(r"(?<=\w{2}ell)(?:l)(?=(?:ed|ing|er)$)|(?<=\wel)l(?=(?:ed|ing)$)"), ""),
)
_TO_BRITISH = ((re.compile(r"(?<=\w{3})iz(?=(?:e[drs]?|ing|ations?|ational|able)$)"), "is"),)


def american(word: str) -> str:
    """Return a lower-case word in its American spelling; "promise" becomes "promize", here as everywhere."""
    for pattern, put in _TO_AMERICAN:
        word = pattern.sub(put, word)
    return word


def spellings(word: str) -> list[str]:
    """Return a lower-case word and its spellings on both sides of the Atlantic, each once."""
    british = word
    for pattern, put in _TO_BRITISH:
        british = pattern.sub(put, british)
    return list(dict.fromkeys([word, american(word), british]))
