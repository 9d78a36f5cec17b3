"""What a question is about, apart from the words with which anybody asks."""

from __future__ import annotations

import re

from assistant.text.folding import folded
from assistant.text.words import content_words, stems

_ASKING = frozenset(
    content_words(
        """
paper papers work works study studies article articles method methods approach approaches technique
techniques scheme schemes system systems store stored library collection corpus abstract abstracts report
reports reported claim claims claimed state stated states say says said name named names mention mentioned
mentions exist exists option options offer offers bring brings according author authors explicitly quote
quotes describe describes described present presents propose proposes proposed evaluate show shown shows
list lists find found among really exactly precisely use used uses using give given gives make makes made
need needs reach reaches achieve achieves get gets help helps compare compares compared comparison differ
differs difference figure figures number numbers kind kinds type types different respectively way ways thing
things question answer result results tell explain summarise summarize overview there play part come came concern concerns
handle handles discuss discusses deal deals involve involves include includes contain contains consider
considers cover covers treat treats something anything passing own
"""
    )
)
"""Stems with which anybody asks; a paper that holds them is no nearer to the answer."""

_PLACES = "store|library|collection|corpus|list"
_FRAME = re.compile(
    rf"\b(?:according to the (?:stored )?papers|in (?:the|my|our|this|your) (?:{_PLACES})|the (?:{_PLACES})"
    r"|what (?:approaches|options|work|methods|techniques|ways|strategies)|which|what|how|why|who|do|does|did"
    r"|can|could|are|is|was|were|still|also|there|papers?|works?|abstracts?|stud(?:y|ies)|say about|exist for"
    r"|offer for|stored|methods?|approaches|report|name)\b",
    re.IGNORECASE,
)


_PART = re.compile(
    r"[?:;]|,? and (?=(?:how|what|which|why|where|when|who|in which|on what|on which|by how|at what|against|over)\b)"
    r"|, (?=(?:how|what|which|why|where|when|who|beside|or)\b)"
)
_PART_WORDS = 2
_MOST_PARTS = 4


def topic_words(question: str) -> dict[str, str]:
    """Return the stems that say what a question is about, in order, each with its word; all if none does."""
    found = stems(question)
    return {stem: word for stem, word in found.items() if stem not in _ASKING} or found


def parts_of(question: str) -> list[str]:
    """Return the parts of a question that each ask something, none when it asks one thing only."""
    parts = [part.strip() for part in _PART.split(folded(question))]
    telling = [part for part in parts if len(topic_words(part)) >= _PART_WORDS]
    return telling[:_MOST_PARTS] if len(telling) > 1 else []


def topic_text(question: str) -> str:
    """Return a question without the words of asking, as a text to embed; never empty."""
    return " ".join(_FRAME.sub(" ", folded(question)).split()) or question
