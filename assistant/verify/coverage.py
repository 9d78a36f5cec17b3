"""How much of a statement's wording the cited texts hold."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.text.words import content_words

_REPORTING = """
paper papers author authors work study abstract approach method technique show shows report reports
claim claims propose proposes present presents introduce introduces describe describes offer offers
achieve achieves reach reaches obtain obtains deliver delivers demonstrate demonstrates find finds
evaluate state states note notes result results respectively compared comparison according gain
gains give gives provide provides yield yields attain attains make makes new novel whereas example
namely also called named additionally overall finally specifically up upto least
"""
REPORTING = frozenset(content_words(_REPORTING))
"""Words with which anybody reports anything; they say nothing on who said it."""


def coverage(words: Iterable[str], source: frozenset[str]) -> float:
    """Return the share, from 0 to 1, of the telling words that the source holds; 1 when there are none."""
    telling = set(words) - REPORTING
    return len(telling & source) / len(telling) if telling else 1.0
