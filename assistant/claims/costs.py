"""What a speed or a saving costs in quality, as stated beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.schema import Claim, Metric, Paper, Quote, Span
from assistant.text.folding import fold
from assistant.text.sentences import split_sentences

_SPEEDS_AND_SIZES: frozenset[Metric] = frozenset(
    ["speedup", "throughput", "latency", "memory", "compression", "data", "energy", "cost"]
)
_QUALITY = (
    r"(?:accurac\w+|(?:response |generation |reconstruction |output |model |image )?qualit\w+|fidelity"
    r"|perplexit\w+|(?:model(?:'s)? |task )?performance|scores?|capabilit\w+|mAP|FID|recall)"
)
_WORDED = re.compile(
    rf"\b(?:without|with (?:only |a )?(?:no|negligible|minimal|little|slight|marginal|minor))\b"
    rf"[^,;.]{{0,50}}?\b{_QUALITY}\b(?: (?:loss|degradation|drop|gap))?"
    r"|\b(?:maintain|preserv|retain|sacrific|compromis|keep|improv|match|enhanc)\w*\b"
    rf"[^,;.]{{0,60}}?\b{_QUALITY}\b"
    rf"|\b(?:no|negligible|minimal|little|comparable|similar|same)\b[^,;.]{{0,30}}?\b{_QUALITY}\b(?: \w+)?"
    rf"|[<+-]?\d[\d.]* ?(?:%|pp|points?)? (?:[\w-]+ ){{0,2}}?{_QUALITY}\b(?: \w+)?"
    r"|\b(?:near-)?lossless(?:ly)?\b",
    re.IGNORECASE,
)
"""Quality in words: "without sacrificing accuracy", "with comparable quality", "only a 3.6% quality loss"."""


def quality_beside(claim: Claim, paper: Paper, claims: Sequence[Claim]) -> Quote | None:
    """Return what the claim's sentence, or the next one, says of quality; ``None`` when it says nothing.

    ``claims`` are those of the paper. Figures come before words; of several, the one nearest after the claim.
    """
    if claim.metric not in _SPEEDS_AND_SIZES or claim.quote.field != "abstract":
        return None
    for sentence in _near(claim, paper):
        figures = [other.quote for other in claims if other.metric == "quality" and _inside(other, sentence)]
        found = [*figures, *_worded(paper, sentence)]
        if found:
            return min(found, key=lambda quote: _distance(claim.quote, quote))
    return None


def _near(claim: Claim, paper: Paper) -> Iterator[Span]:
    """Yield the sentence of a claim and the one after it."""
    sentences = split_sentences(paper.abstract or "")
    for sentence, following in pairwise([*sentences, None]):
        if sentence and sentence.start <= claim.quote.start < sentence.end:
            yield sentence
            if following:
                yield following


def _inside(claim: Claim, sentence: Span) -> bool:
    return claim.quote.field == "abstract" and sentence.start <= claim.quote.start < sentence.end


def _worded(paper: Paper, sentence: Span) -> Iterator[Quote]:
    text = paper.abstract or ""
    part = fold(text[sentence.start : sentence.end])
    for match in _WORDED.finditer(part.text):
        place = part.source(*match.span())
        start, end = sentence.start + place.start, sentence.start + place.end
        yield Quote(paper_id=paper.id, start=start, end=end, text=text[start:end])


def _distance(claim: Quote, quality: Quote) -> int:
    """Return how far a quality lies from a claim; what stands before it counts as farther."""
    after = quality.end - claim.end
    return after if after >= 0 else 1000 - after
