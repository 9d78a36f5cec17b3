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
    r"(?:(?:\w+[- ])?accurac\w+|fidelity|perplexit\w+|(?:model(?:'s)? |task )?performance|scores?"
    r"|capabilit\w+|(?:response |generation |reconstruction |output |model |image |visual )?qualit\w+"
    r"|robustness|generalization|success rates?|mAP|FID|PSNR|F1|BLEU|recall|expressiv\w+)"
)
_EFFECT = r"(?: (?:loss(?:es)?|degradation|drops?|gaps?|improvements?|gains?|reductions?|increases?)\b)?"
_WITHIN = r"(?:[^,;.]|(?<=\d)\.(?=\d))"
"""What a statement may run over: a full stop only inside a number."""
_KEEPING = (
    r"(?:maintain|preserv|retain|sacrific|compromis|keep|improv|match|enhanc|outperform|surpass|degrad)\w*"
)
_RANKED = (
    r"(?:no|negligible|minimal|little|comparable|similar|same|competitive|near-\w+|higher|better|superior"
    r"|lower|worse)"
)
_ALIKE = r"(?:comparable|similar|identical|equal|close|on par|competitive) (?:to|with)"
_SMALL = r"(?:without|with (?:only |a )?(?:no|negligible|minimal|little|slight|marginal|minor))"
_AMOUNT = r"[<+-]?\d[\d.]* ?(?:%|pp|points?)? (?:(?!(?:and|while|with|in|of|on|at|for|to) )[\w-]+ ){0,2}?"
_WORDED = re.compile(
    rf"\b{_SMALL}\b{_WITHIN}{{0,50}}?\b{_QUALITY}\b{_EFFECT}"
    rf"|\b{_KEEPING}\b{_WITHIN}{{0,70}}?\b{_QUALITY}\b{_EFFECT}"
    rf"|\b{_RANKED}\b{_WITHIN}{{0,30}}?\b{_QUALITY}\b{_EFFECT}"
    rf"|\b{_QUALITY} (?:that is )?{_ALIKE}\b"
    rf"|(?<![\w.]){_AMOUNT}{_QUALITY}\b{_EFFECT}"
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
