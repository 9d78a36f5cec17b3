"""The words of a text, as they are matched and as they were written."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any, cast

from assistant.text.folding import folded
from assistant.text.spelling import american

_TERM = re.compile(r"\w+(?:[-.'^_]\w+)*\+*")
_WORD = re.compile(r"[^\W_]+")
_FINE = re.compile(r"\bfine[ -]?(tun\w+|grain\w*)", re.IGNORECASE)
"""Of these "fine" alone says nothing: fine-tuning is not akin to what is fine-grained."""

_STOPPED = """
never hardly barely a about above after again all also although am an and any are as at be because
been before being below between both but by can cannot could did do does doing down during each
either else etc even every few for from further had has have having he her here hers him his how
however i if in into is it its itself just let may me might more moreover most much must my neither
no nor not of off on once only onto or other our ours out over own per quite rather same shall she
should since so some such than that the their theirs them themselves then there thereby these they
this those through thus to too under until up upon us use used uses using very via was we were what
when where whereas whether which while who whom whose why will with within without would yet you
your s t x e g et al
"""
_STOP_WORDS = frozenset(_STOPPED.split())


def terms(text: str) -> list[str]:
    """Return the tokens of a text, folded and lower-cased, names such as ``flashattention-3`` whole."""
    return _TERM.findall(folded(text).lower())


def content_words(text: str) -> list[str]:
    """Return the stems of the words that carry meaning, in order; hyphenated words count as their parts.

    Bare numbers are left out: their values are compared elsewhere.
    """
    words = [_singular(word).lower() for word in _words(text)]
    return [_stem(word) for word in words if word not in _STOP_WORDS and not word[0].isdigit()]


def stems(text: str) -> dict[str, str]:
    """Return the stems of ``content_words``, each with the first word that has it."""
    found: dict[str, str] = {}
    for word in _words(text):
        for stem in content_words(word):
            found.setdefault(stem, word)
    return found


def _words(text: str) -> list[str]:
    return _WORD.findall(_FINE.sub(r"fine\1 \1", folded(text)))


def _singular(word: str) -> str:
    """Return GPU for GPUs: the stemmer takes the ``us`` of ``gpus`` for Latin."""
    return word[:-1] if word.endswith("s") and len(word) > 2 and word[:-1].isupper() else word


@lru_cache(maxsize=65_536)
def _stem(word: str) -> str:
    return _stemmer()(american(word))


@cache
def _stemmer() -> Callable[[str], str]:
    # Imported on first use: the package loads every language it knows, a third of our time to start.
    import snowballstemmer  # noqa: PLC0415  # pyright: ignore[reportMissingTypeStubs]

    # The package has no types; its stemmers map one word to one stem.
    package = cast("Any", snowballstemmer)
    return cast("Callable[[str], str]", package.stemmer("english").stemWord)
