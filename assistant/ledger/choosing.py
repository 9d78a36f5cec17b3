"""What a question or topic asks for: which papers, and which kinds of figures."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.claims.mentions import names_method
from assistant.claims.names import method_names, name_key
from assistant.schema import Metric, Paper
from assistant.text.words import content_words

_SHARE = 0.5
"""Part of a topic's content words that a paper about it contains."""

_WORDS: tuple[tuple[str, tuple[Metric, ...]], ...] = (
    (r"speed|fast|slow|accelerat|throughput|latenc|time\b", ("speedup", "throughput", "latency")),
    (r"memory|footprint", ("memory", "compression")),
    (r"compress|sparsity|smaller", ("compression", "memory")),
    (r"accura|quality|perplexity|score|better results", ("quality",)),
    (r"utili[sz]ation|\bMFU\b|scaling efficiency", ("utilization",)),
    (r"energy|power", ("energy",)),
    (r"costs?\b|cheap|price", ("cost",)),
    (r"training data|FLOPs\b", ("data",)),
)
_ASKED = [(re.compile(rf"\b(?:{words})", re.IGNORECASE), frozenset(metrics)) for words, metrics in _WORDS]


def metrics_asked(question: str) -> frozenset[Metric]:
    """Return the kinds of figures that a question names; empty when it names none."""
    return frozenset[Metric]().union(*(metrics for words, metrics in _ASKED if words.search(question)))


def papers_about(text: str, found: Sequence[Paper]) -> list[Paper]:
    """Return those of the papers found by a search that ``text`` is about, in order.

    These are the papers whose method it names; when it names none, those that share most of its words.
    """
    named = [paper for paper in found if names_method(text, {name_key(name) for name in method_names(paper)})]
    asked = set(content_words(text))
    return named or [paper for paper in found if len(asked & _words(paper)) >= _SHARE * len(asked)]


def _words(paper: Paper) -> set[str]:
    return set(content_words(f"{paper.title} {paper.abstract or ''}"))
