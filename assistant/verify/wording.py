"""What the changed words of a statement change: a contrary word, another name, another term, a lost hedge."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.verify.alignment import Alignment, Step
from assistant.verify.coverage import REPORTING
from assistant.verify.opposites import GENERIC, are_alike, are_kin, are_opposed
from assistant.verify.tokens import NUMBER, Token

_TIGHT = 3
"""Words that may replace so many for one to stand in another's place."""
_NAMES = 4
_SELF = frozenset("we our us i it its they their this these".split())
_INITIALS = 2


@dataclass(frozen=True)
class Background:
    """What is known of the cited papers as a whole, by keys."""

    keys: frozenset[str]
    names: frozenset[str]
    own: frozenset[str]
    """Names of the papers' own methods, which may stand for "we" and "it"."""


def combined(backgrounds: Sequence[Background]) -> Background:
    """Return what is known of several papers together."""
    empty = frozenset[str]()
    return Background(
        empty.union(*(it.keys for it in backgrounds)),
        empty.union(*(it.names for it in backgrounds)),
        empty.union(*(it.own for it in backgrounds)),
    )


def wording_faults(alignment: Alignment, background: Background) -> list[str]:
    """Return a reason for each changed word that makes the statement say something else."""
    mine = Counter(token.key for token in alignment.statement[alignment.low : alignment.high])
    theirs = Counter(token.key for token in alignment.sentence)
    reasons: list[str] = []
    for step in alignment.steps:
        if step.kind == "replace":
            said = [token for token in step.mine if mine[token.key] > theirs[token.key]]
            given = [token for token in step.theirs if theirs[token.key] > mine[token.key]]
            reasons += _contrary(said, given) or _renamed(said, given, step, background) or _swapped(
                said, given, step, background
            )
    return reasons


def _contrary(said: Sequence[Token], given: Sequence[Token]) -> list[str]:
    return [
        _reason(one, other)
        for one in said
        for other in given
        if are_opposed(one.key, other.key) or are_kin(one.key, other.key)
    ][:1]


def _renamed(
    said: Sequence[Token], given: Sequence[Token], step: Step, background: Background
) -> list[str]:
    """Find another name where the source has a name, or somebody else's name where it says "we"."""
    names = [token for token in said if _is_name(token, background)]
    instead = [token for token in given if token.telling and _is_name(token, background)]
    if not names or max(len(_terms(said)), len(_terms(given))) > _NAMES:
        return []
    strange = [it for it in names if not any(_related(it, other) for other in step.theirs)]
    if instead and strange and not _is_acronym(strange, step.theirs):
        return [_reason(strange[0], instead[0])]
    others = [token for token in strange if token.key not in background.own]
    speaks_of_self = any(token.text.lower() in _SELF for token in step.theirs)
    if others and speaks_of_self and len(step.mine) <= _TIGHT:
        return [f"the source says this of its own method, the sentence of {others[0].text!r}"]
    return []


def _swapped(said: Sequence[Token], given: Sequence[Token], step: Step, background: Background) -> list[str]:
    """Find a term that the abstract has elsewhere, in the place of another term."""
    one, other = _terms(said), _terms(given)
    if len(one) != 1 or len(other) != 1 or max(len(step.mine), len(step.theirs)) > _TIGHT:
        return []
    said_term, given_term = one[0], other[0]
    if said_term.key not in background.keys or are_alike(said_term.key, given_term.key):
        return []
    return [_reason(said_term, given_term)]


def _terms(tokens: Iterable[Token]) -> list[Token]:
    return [
        token for token in tokens if token.telling and token.key not in REPORTING and token.key not in GENERIC
    ]


def _is_name(token: Token, background: Background) -> bool:
    return token.name or (token.text[:1].isupper() and token.key in background.names)


def _related(one: Token, other: Token) -> bool:
    """Tell whether one spelling holds the other, as LLaMA-2 holds LLaMA."""
    a, b = sorted((one.text.lower().replace("-", ""), other.text.lower().replace("-", "")), key=len)
    return len(a) > 1 and a.rstrip("s") in b


def _is_acronym(names: Sequence[Token], theirs: Sequence[Token]) -> bool:
    """Tell whether a name is made of the initials of the words that it replaces, or the other way round."""
    initials = "".join(token.text[:1].lower() for token in theirs if token.key != NUMBER)
    spelled = "".join(char for char in names[0].text.lower() if char.isalpha()).rstrip("s")
    return len(spelled) >= _INITIALS and (spelled in initials or initials in spelled)


def _reason(said: Token, given: Token) -> str:
    return f"the source says {given.text!r}, the sentence {said.text!r}"
