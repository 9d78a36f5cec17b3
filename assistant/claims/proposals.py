"""What of a model's proposals the abstract bears out: the quote, its figure and the words around it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isclose
from typing import Literal

from assistant.claims.grammar.figures import Figure, find_figures
from assistant.claims.grammar.own import find_own, first_own
from assistant.claims.grammar.sentences import read_sentences
from assistant.schema import Claim, Paper, Proposal, ProposedClaim, Quantity, Quote, Setting, Span
from assistant.text.folding import fold, folded
from assistant.text.quantities import COUNT
from assistant.text.sentences import split_sentences
from assistant.text.units import canonical_unit

Refusal = Literal["quote not in the abstract", "figure not in the quote", "proposed twice"]

_COUNTED = "count"
"""Unit of a bare number, as the extractor has it."""
_TEXTS = ("subject", "baseline", *(name for name in Setting.model_fields if name != "scope"))
_ROUND = " \t\n\"'“”‘’.…"
"""What models put around a quote."""


@dataclass(frozen=True)
class Checked:
    """The proposals that hold, and how many were refused for what."""

    claims: tuple[ProposedClaim, ...]
    refused: Mapping[str, int]


@dataclass(frozen=True)
class _Found:
    """A figure of the abstract and the slice of the abstract that states it."""

    quote: Span
    place: int
    figure: Figure


def check_proposals(paper: Paper, proposals: Sequence[Proposal]) -> Checked:
    """Check each proposal against the abstract of its paper.

    One survives when its quote is a slice of the abstract, however spelled, and states its figure. The bound
    is read from the words around the figure; a text that does not occur in the abstract is left out.
    """
    abstract = paper.abstract or ""
    claims: dict[tuple[int, str | None], ProposedClaim] = {}
    refused: Counter[str] = Counter()
    for proposal in proposals:
        found = _find(abstract, proposal)
        if isinstance(found, str):
            refused[found] += 1
            continue
        claim = _claim(paper, proposal, found)
        if (identity := (found.place, claim.claim.baseline)) in claims:
            refused["proposed twice"] += 1
        else:
            claims[identity] = claim
    return Checked(tuple(claims.values()), dict(refused))


def _find(abstract: str, proposal: Proposal) -> _Found | Refusal:
    places = list(_places(abstract, proposal.quote.strip(_ROUND)))
    if not places:
        return "quote not in the abstract"
    found = [one for place in places if (one := _stated(abstract, place, proposal))]
    return found[0] if found else "figure not in the quote"


def _places(text: str, words: str) -> Iterator[Span]:
    """Yield each place of a text where some words stand, however they are spelled there."""
    sought, whole = folded(words), fold(text)
    if not sought:
        return
    whole_words = rf"(?<!\w)(?<!\d[.,]){re.escape(sought)}(?!\w|[.,]\d)"
    for match in re.finditer(whole_words, whole.text, re.IGNORECASE):
        span = whole.source(match.start(), match.end())
        yield Span(start=span.start, end=span.start + len(text[span.start : span.end].rstrip()))


def _stated(abstract: str, quote: Span, proposal: Proposal) -> _Found | None:
    """Return the figure that a quote states as proposed, read with the whole sentence around it.

    Where the quote alone reads otherwise, as a number cut off from its "up to" does, the sentence is quoted.
    """
    around = _sentence(abstract, quote)
    whole = fold(abstract[around.start : around.end])
    for figure in find_figures(whole.text):
        span = whole.source(figure.start, figure.end)
        start, end = around.start + span.start, around.start + span.end
        if quote.start <= start and end <= quote.end and _is_proposed(figure, proposal):
            alone = find_figures(folded(abstract[quote.start : quote.end]))
            return _Found(quote if _reads_alike(figure, alone) else around, start, figure)
    return None


def _sentence(abstract: str, quote: Span) -> Span:
    """Return the sentences that a quote touches, as one slice."""
    touched = [it for it in split_sentences(abstract) if it.start < quote.end and quote.start < it.end]
    if not touched:
        return quote
    return Span(start=min(touched[0].start, quote.start), end=max(touched[-1].end, quote.end))


def _is_proposed(figure: Figure, proposal: Proposal) -> bool:
    ends = (figure.value, figure.value_max)
    proposed = (proposal.value, proposal.value_max)
    # Models write a decrease with a minus, whereas the value of a figure carries no sign.
    same = all(
        one is other is None or (one is not None and other is not None and isclose(one, abs(other)))
        for one, other in zip(ends, proposed, strict=True)
    )
    units = {_unit(figure.unit), _unit(figure.printed)}
    return same and (figure.unit == COUNT or _unit(proposal.unit) in units)


def _unit(written: str) -> str:
    """Return our name of a unit; a model may write the factor sign alone."""
    spelled = folded(written).strip()
    return "x" if spelled.lower() in {"times", "fold"} else canonical_unit(spelled)


def _reads_alike(figure: Figure, others: Sequence[Figure]) -> bool:
    read = (figure.value, figure.value_max, figure.unit, figure.bound)
    return any(read == (one.value, one.value_max, one.unit, one.bound) for one in others)


def _claim(paper: Paper, proposal: Proposal, found: _Found) -> ProposedClaim:
    abstract, figure, quote = paper.abstract or "", found.figure, found.quote
    proposed = {name: getattr(proposal, name) for name in _TEXTS}
    stated = {name: _as_printed(abstract, text) for name, text in proposed.items()}
    dropped = [name for name in _TEXTS if proposed[name] is not None and stated[name] is None]
    unit = figure.printed or _as_printed(abstract, proposal.unit) or _COUNTED
    claim = Claim(
        quote=Quote(paper_id=paper.id, **quote.model_dump(), text=abstract[quote.start : quote.end]),
        metric=proposal.metric,
        quantity=Quantity(value=figure.value, value_max=figure.value_max, unit=unit, bound=figure.bound),
        direction=proposal.direction,
        subject=stated.pop("subject"),
        baseline=stated.pop("baseline"),
        own=_is_own(paper, quote),
        setting=Setting.model_validate(stated),
        state="proposed",
    )
    misread = ["bound"] if proposal.bound != figure.bound else []
    return ProposedClaim(claim=claim, dropped=(*misread, *dropped))


def _as_printed(abstract: str, text: str | None) -> str | None:
    """Return a text as the abstract spells it; ``None`` when it does not occur there."""
    place = next(_places(abstract, text or ""), None)
    return folded(abstract[place.start : place.end]) if place else None


def _is_own(paper: Paper, quote: Span) -> bool:
    """Tell whether a quote stands where the abstract speaks of its own work, as the extractor does."""
    abstract = paper.abstract or ""
    sentences = read_sentences(abstract)
    since = first_own(sentences, find_own(paper, sentences))
    return quote.end > next((it.offset for it in sentences if it.position == since), 0)
