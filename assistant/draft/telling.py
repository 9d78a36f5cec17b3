"""Which sentences of an abstract tell what its paper does and what came of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer.extractive.preamble import without_preamble
from assistant.answer.extractive.retelling import retellings
from assistant.answer.extractive.subjects import Subject
from assistant.claims.names import name_key
from assistant.schema import Claim, DraftLength, Paper, Relevant
from assistant.text.folding import folded
from assistant.text.presenting import presents
from assistant.text.quantities import find_quantities
from assistant.text.sentences import split_sentences

SENTENCES: dict[DraftLength, int] = {"short": 1, "medium": 2, "long": 3}
"""Sentences told of each paper, at most."""

_INTRODUCES = re.compile(r"\b(?:propos|present|introduc|develop|design|describ)\w*", re.IGNORECASE)
_INQUIRES = re.compile(
    r"\b(?:investigat|stud(?:y|ies)|explor|analy[sz]|survey|prov(?:e|ing)\b)\w*", re.IGNORECASE
)
_DANGLING = re.compile(
    r"\b(?:aforementioned|the (?:former|latter|above)|two (?:aspects|questions)"
    r"|these (?:\w+ )?(?:problems|issues|challenges|limitations|gaps|features|principles|goals)"
    r"|this (?:\w+ )?(?:gap|problem|issue|challenge|question|limitation|analysis|insight|need|goal|end)"
    r"|this (?:can|is|may|has|could|allows|enables|means|leads|results))\b"
    r"|^(?:this|these|such|that|those) (?!paper|work|study|survey|article|report)"
    r"|^(?:by|with|using|under|in|from|on|given)(?: \w+ing)? (?:this|these|that|those|such)\b",
    re.IGNORECASE,
)
_SECONDARY = re.compile(
    r"^(?:furthermore|moreover|additionally|besides|also|in addition|finally|lastly|next|then|as a by-product"
    r"|at its core|in particular|specifically|subsequently"
    r"|to (?:demonstrate|evaluate|validate|verify|show))\b"
    r"|\bwe (?:also |further |finally )?(?:conclude|discuss|release|hope|plan|believe)\b|\bI\b",
    re.IGNORECASE,
)
_OWN = re.compile(r"\b(?:we|our|this (?:paper|work|study|survey|article)|the present)\b", re.IGNORECASE)
_BACKGROUND = 0.35
"""Share of an abstract in which a sentence that does not speak of its authors' work is background."""
_LISTED = re.compile(
    r"\((?:1|i|a)\)|\b1\)|:$|https?://|\b(?:code|models?) (?:is|are|will be)\b.*\bavailable", re.IGNORECASE
)
_LONG = 45
"""Words beyond which a sentence is too long for a survey, if another will do."""


@dataclass(frozen=True)
class Told:
    """A sentence of an abstract that is to be told."""

    start: int
    text: str


@dataclass(frozen=True)
class _Sentence:
    start: int
    end: int
    text: str
    fit: float
    """How well it fits the topic, from 0 to 1."""
    place: float

    @property
    def flawed(self) -> float:
        """What speaks against telling it apart from its abstract."""
        told = without_preamble(self.text)
        long = 0.1 if len(told.split()) > _LONG else 0.0
        return 0.3 * bool(_DANGLING.search(told)) + 0.25 * bool(_LISTED.search(told)) + long


def sentences_to_tell(
    relevant: Relevant, claims: Sequence[Claim], method: str | None, length: DraftLength
) -> list[Told]:
    """Return the sentences of a paper that a draft tells, what it does first and its result last."""
    sentences = _sentences(relevant)
    if not sentences:
        return []
    most = SENTENCES[length]
    first = max(sentences, key=lambda one: _presenting(one, method))
    rest = [one for one in sentences if one is not first]
    result = _result(rest, claims) if most > 1 else None
    details = [one for one in rest if one is not result and presents(one.text) and one.flawed < 0.2]
    details.sort(key=lambda one: -_presenting(one, method))
    between = details[: most - 1 - (result is not None)] if most > 2 else []
    chosen = [first, *sorted(between, key=lambda one: one.start), *([result] if result else [])]
    return [Told(one.start, one.text) for one in chosen]


def told(sentences: Sequence[Told], paper: Paper, subject: Subject) -> list[list[str]]:
    """Return the wordings of each sentence, the best first; from the second on its subject is known."""
    return [
        retellings(one.text, paper, Subject(subject.name, subject.method, again=place > 0))
        for place, one in enumerate(sentences)
    ]


def _sentences(relevant: Relevant) -> list[_Sentence]:
    abstract = relevant.paper.abstract or ""
    spans = split_sentences(abstract)
    fits = {one.start: one.score for one in relevant.sentences}
    last = max(1, len(spans) - 1)
    return [
        _Sentence(
            span.start, span.end, folded(abstract[span.start : span.end]), fits.get(span.start, 0.0), n / last
        )
        for n, span in enumerate(spans)
    ]


def _presenting(sentence: _Sentence, method: str | None) -> float:
    """Return how well a sentence says what a paper does."""
    does = presents(sentence.text)
    introduces = does and _INTRODUCES.search(sentence.text) is not None
    inquires = does and _INQUIRES.search(sentence.text) is not None
    names = method is not None and name_key(method) in name_key(sentence.text)
    merits = 0.3 * does + (0.35 if introduces else 0.15 * inquires) + 0.3 * (names and introduces)
    background = sentence.place < _BACKGROUND and not _OWN.search(sentence.text) and not names
    flaws = sentence.flawed + 0.3 * background + 0.35 * bool(_SECONDARY.search(sentence.text))
    return sentence.fit + merits - 0.15 * sentence.place - flaws


def _result(sentences: Sequence[_Sentence], claims: Sequence[Claim]) -> _Sentence | None:
    """Return the sentence with the figures by which the authors sell their paper, else one with any."""
    own = [claim for claim in claims if claim.own and claim.quote.field == "abstract"]
    worth = {
        one.start: max((_worth(claim) for claim in own if _holds(one, claim)), default=0.0)
        for one in sentences
    }
    able = [one for one in sentences if worth[one.start] or (one.place > 0.4 and find_quantities(one.text))]
    return max(able, key=lambda one: worth[one.start] + 0.5 * one.fit - one.flawed, default=None)


def _holds(sentence: _Sentence, claim: Claim) -> bool:
    return sentence.start <= claim.quote.start < sentence.end


def _worth(claim: Claim) -> float:
    return 0.5 + 0.5 * claim.headline + 0.25 * (claim.baseline is not None)
