"""Claims for figures that somebody picked from a paper, be they results or not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import isclose, nan

from assistant.claims.grammar.baselines import find_baseline
from assistant.claims.grammar.contrasts import find_contrasts
from assistant.claims.grammar.measures import measure
from assistant.claims.grammar.own import find_own, first_own
from assistant.claims.grammar.sentences import Sentence, read_sentences
from assistant.claims.grammar.settings import find_setting
from assistant.claims.grammar.subjects import find_subject
from assistant.claims.names import is_proper_name, method_names, name_key
from assistant.errors import NotFoundError
from assistant.schema import Claim, Direction, Metric, Paper, Quantity, Quote
from assistant.schema.base import Value
from assistant.text.folding import folded
from assistant.text.units import canonical_unit

_BASELINE = re.compile(
    r"\b(?:outperform\w*|surpass\w*|compared? (?:to|with|against)|comparing|relative to|than|over|exceed\w*)"
    r" (?P<name>[^,;.()]{2,80}?)(?=[,;.()]|$| (?:for|on|in|with|by|when|while|at|and|across|under|to)\b)"
)
_NAME = re.compile(r"[\w^]+(?:[-.][\w^]+)*(?:\(\))?")
_CHANGE = re.compile(
    r"\b(?:improv|increas|decreas|reduc|gain|boost|faster|speed|accelerat|outperform|sav|lower|higher|fewer|less|cut)",
    re.IGNORECASE,
)
_AT_FIRST = 4
"""Words at the head of a clause among which its subject stands."""
_SHARES = frozenset(["x", "%", "pp"])


class GivenFigure(Value):
    """A figure as somebody picked it from a paper; ``value`` is ``None`` for a statement without a figure."""

    quote: str
    value: float | None = None
    unit: str | None = None
    metric: Metric


def known_claim(paper: Paper, figure: GivenFigure, claims: Sequence[Claim]) -> Claim | None:
    """Return the claim of the paper that states this figure, with the given metric; ``None`` if none does.

    Raises NotFoundError when the quote is not in the abstract.
    """
    quote = _quote(paper, figure)
    fitting = [claim for claim in claims if _fits(claim, figure, quote)]
    if not fitting:
        return None
    found = max(fitting, key=lambda claim: _likeness(claim, figure, quote))
    return found if found.metric == figure.metric else found.model_copy(update={"metric": figure.metric})


def read_claim(paper: Paper, figure: GivenFigure) -> Claim:
    """Return a claim read from the sentence of a given figure.

    A claim for a statement without a figure has the value NaN. Raises NotFoundError when the quote is not
    in the abstract.
    """
    quote = _quote(paper, figure)
    sentences = read_sentences(paper.abstract or "")
    inside = [
        (sentence, index)
        for sentence in sentences
        for index, found in enumerate(sentence.figures)
        if quote.start <= sentence.source(found.start, found.end).start < quote.end
    ]
    for end in ("value", "value_max"):
        for sentence, index in inside:
            if _is(getattr(sentence.figures[index], end), figure):
                return _read(paper, quote, figure, sentences=sentences, place=(sentence, index))
    return _made(paper, quote, figure)


def _quote(paper: Paper, figure: GivenFigure) -> Quote:
    start = (paper.abstract or "").find(figure.quote)
    if start < 0 or not figure.quote:
        raise NotFoundError(
            f"The quote {figure.quote!r} is not in the abstract of {paper.title!r}; "
            "give an exact part of the abstract."
        )
    return Quote(paper_id=paper.id, start=start, end=start + len(figure.quote), text=figure.quote)


def _fits(claim: Claim, figure: GivenFigure, quote: Quote) -> bool:
    ends = [end for end in (claim.quantity.value, claim.quantity.value_max) if end is not None]
    value = figure.value
    if value is None or not any(isclose(end, value) for end in ends) or not _overlap(claim, quote):
        return False
    return figure.unit is None or _unit(claim.quantity.unit) == _unit(figure.unit)


def _likeness(claim: Claim, figure: GivenFigure, quote: Quote) -> tuple[bool, bool, int]:
    """Return how well a claim fits: the upper end of a range fits less than a figure of its own."""
    same = isclose(claim.quantity.value, nan if figure.value is None else figure.value)
    return same, claim.metric == figure.metric, _overlap(claim, quote)


def _unit(printed: str) -> str:
    plain = folded(printed).strip(" $\\")
    unit = "x" if plain == "times" else canonical_unit(plain)
    return unit if unit in _SHARES else ""


def _overlap(claim: Claim, quote: Quote) -> int:
    """Return how many characters a claim's quote shares with another one of the same abstract."""
    if claim.quote.field != "abstract":
        return 0
    return max(0, min(claim.quote.end, quote.end) - max(claim.quote.start, quote.start))


def _is(end: float | None, figure: GivenFigure) -> bool:
    """Tell whether an end of a figure is the given value, which may be printed as a fraction."""
    if end is None or figure.value is None:
        return False
    return isclose(end, figure.value) or isclose(end, 100 * figure.value)


def _read(
    paper: Paper,
    quote: Quote,
    given: GivenFigure,
    *,
    sentences: Sequence[Sentence],
    place: tuple[Sentence, int],
) -> Claim:
    """Return what the grammar reads of a figure, be it a result or not."""
    sentence, index = place
    figure = sentence.figures[index]
    own = find_own(paper, sentences)
    rival = find_contrasts(sentence).get(index)
    baseline = None if rival else find_baseline(sentence, index)
    subject = rival.name if rival else find_subject(sentence, index, own).name
    said = measure(sentence, index, None)
    return Claim(
        quote=quote,
        metric=given.metric,
        quantity=Quantity(
            value=figure.value if given.value is None else given.value,
            value_max=None if given.value == figure.value_max else figure.value_max,
            unit=given.unit or figure.printed,
            bound=figure.bound,
        ),
        direction=said.direction if said.relative else "neutral",
        subject=subject,
        baseline=baseline,
        own=rival is None and sentence.position >= first_own(sentences, own),
        setting=find_setting(sentence, index, f"{subject} {baseline}"),
        state="proposed",
    )


def _made(paper: Paper, quote: Quote, figure: GivenFigure) -> Claim:
    """Return what the bare words of a quote say."""
    text = folded(quote.text)
    baseline = _BASELINE.search(text)
    subject = _first_name(paper, text)
    return Claim(
        quote=quote,
        metric=figure.metric,
        quantity=Quantity(value=nan if figure.value is None else figure.value, unit=figure.unit or ""),
        direction=_direction(text, figure),
        subject=subject,
        baseline=baseline["name"] if baseline else None,
        own=subject is None or _is_own(paper, subject),
        state="proposed",
    )


def _first_name(paper: Paper, text: str) -> str | None:
    words = [word for word in _NAME.findall(text)[:_AT_FIRST] if not word[0].isdigit()]
    return next((word for word in words if _is_own(paper, word) or is_proper_name(word)), None)


def _is_own(paper: Paper, name: str) -> bool:
    """Tell whether a name is of the paper's method, or of a variant such as ``MARLIN-2`` of it."""
    key = name_key(name)
    return any(key.startswith(own) for own in map(name_key, method_names(paper)))


def _direction(text: str, figure: GivenFigure) -> Direction:
    changes = _unit(figure.unit or "") in _SHARES and _CHANGE.search(text)
    return "improves" if changes else "neutral"
