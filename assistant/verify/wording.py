"""What the changed words of a statement change: a contrary word, another name, another term, a lost hedge."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.verify.alignment import Alignment, Step
from assistant.verify.coverage import REPORTING
from assistant.verify.opposites import GENERIC, are_alike, are_kin, are_opposed, differ_by_prefix
from assistant.verify.tokens import NUMBER, Token

_TIGHT = 3
"""Words that may replace so many for one to stand in another's place."""
_NAMES = 4
_COPIED = 0.75
"""Share of a part's telling words that its sentence must hold, for a word to have taken another's place."""
_SELF = frozenset(["we", "our", "us", "i", "it", "its", "they", "their", "this", "these"])
_INITIALS = 2
_NOUN = re.compile(r"(?:tion|ment|ness|ity)s?$")


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


@dataclass(frozen=True)
class _Change:
    """The words that a statement has too many of, where the sentence has others instead."""

    said: tuple[Token, ...]
    given: tuple[Token, ...]
    step: Step
    sentence: tuple[Token, ...]


def wording_faults(alignment: Alignment, background: Background) -> list[str]:
    """Return a reason for each changed word that makes the statement say something else."""
    reasons: list[str] = []
    for change in _changes(alignment):
        reasons += _contrary(change)
        if alignment.density >= _COPIED:
            reasons += _renamed(change, background) or _swapped(change, background)
    return reasons or _beside_another(alignment) or _other_subject(alignment, background)


def _changes(alignment: Alignment) -> Iterator[_Change]:
    mine = Counter(token.key for token in alignment.statement[alignment.low : alignment.high])
    theirs = Counter(token.key for token in alignment.sentence)
    for step in alignment.steps:
        if step.kind == "replace":
            said = tuple(token for token in step.mine if mine[token.key] > theirs[token.key])
            given = tuple(token for token in step.theirs if theirs[token.key] > mine[token.key])
            yield _Change(said, given, step, alignment.sentence)


def _contrary(change: _Change) -> list[str]:
    return [
        _reason(one, other)
        for one in change.said
        for other in change.given
        if are_opposed(one.key, other.key)
        or are_kin(one.key, other.key)
        or differ_by_prefix(one.text.lower(), other.text.lower())
    ][:1]


def _beside_another(alignment: Alignment) -> list[str]:
    """Find contrary words beside the same word, wherever they stand: "lowers throughput", "raise throughput"."""
    mine, theirs = _telling(alignment.statement[alignment.low : alignment.high]), _telling(alignment.sentence)
    here, there = {token.key for token in mine}, {token.key for token in theirs}
    said = [(at, token) for at, token in enumerate(mine) if token.key not in there]
    given = [(at, token) for at, token in enumerate(theirs) if token.key not in here]
    for at, one in said:
        for place, other in given:
            excluded = are_opposed(one.key, other.key) or are_kin(one.key, other.key)
            excluded = excluded and bool(_NOUN.search(one.text)) == bool(_NOUN.search(other.text))
            if excluded and _around(mine, at) & _around(theirs, place):
                return [_reason(one, other)]
    return []


def _around(tokens: Sequence[Token], at: int) -> frozenset[str]:
    return frozenset(token.key for token in tokens[max(0, at - 1) : at + 2]) - {tokens[at].key}


def _other_subject(alignment: Alignment, background: Background) -> list[str]:
    """Find a clause about a strange name where the source speaks of its own method."""
    part = alignment.statement[alignment.low : alignment.high]
    subject = next((token for token in part[:_TIGHT] if _is_name(token, background)), None)
    if subject is None or subject.key in background.own or any(it.key in background.own for it in part):
        return []
    own = [it for it in alignment.sentence if it.key in background.own]
    strange = not any(_related(subject, it) or it.key == subject.key for it in alignment.sentence)
    return [_reason(subject, own[0])] if own and strange else []


def _renamed(change: _Change, background: Background) -> list[str]:
    """Find another name where the source has a name, or somebody else's name where it says "we"."""
    if max(len(_terms(change.said)), len(_terms(change.given))) > _NAMES:
        return []
    names = [token for token in change.said if _is_name(token, background)]
    strange = [it for it in names if not any(_related(it, other) for other in change.sentence)]
    instead = [token for token in change.given if token.telling and _is_name(token, background)]
    if instead and strange and not _is_acronym(strange, change.given):
        return [_reason(strange[0], instead[0])]
    others = [token for token in strange if token.key not in background.own]
    speaks_of_self = any(token.text.lower() in _SELF for token in change.step.theirs)
    if others and speaks_of_self and len(change.step.mine) <= _TIGHT:
        return [f"the source says this of its own method, the sentence of {others[0].text!r}"]
    return []


def _swapped(change: _Change, background: Background) -> list[str]:
    """Find a term that the abstract has elsewhere, in the place of another term."""
    said, given = _telling(change.said), _telling(change.given)
    if len(said) != 1 or len(given) != 1 or max(len(change.step.mine), len(change.step.theirs)) > _TIGHT:
        return []
    (one,), (other,) = said, given
    free = one.key in REPORTING | GENERIC or other.key in REPORTING | GENERIC
    if free or one.key not in background.keys or are_alike(one.key, other.key):
        return []
    return [_reason(one, other)]


def _telling(tokens: Iterable[Token]) -> list[Token]:
    return [token for token in tokens if token.telling]


def _terms(tokens: Iterable[Token]) -> list[Token]:
    return [
        token for token in tokens if token.telling and token.key not in REPORTING and token.key not in GENERIC
    ]


def _is_name(token: Token, background: Background) -> bool:
    return token.name or (token.text[:1].isupper() and token.key in background.names)


def _related(one: Token, other: Token) -> bool:
    """Tell whether one spelling of a name holds the other, as LLaMA-2 holds LLaMA."""
    a, b = sorted((one.text.lower().replace("-", ""), other.text.lower().replace("-", "")), key=len)
    return other.name and len(a) > 1 and a.rstrip("s") in b


def _is_acronym(names: Sequence[Token], theirs: Sequence[Token]) -> bool:
    """Tell whether the initials of the words on one side spell the name on the other."""
    return _spells(names[:1], theirs) or _spells(theirs, names)


def _spells(name: Sequence[Token], words: Sequence[Token]) -> bool:
    letters = "".join(char for token in name for char in token.text.lower() if char.isalpha()).rstrip("s")
    initials = "".join(token.text[:1].lower() for token in words if token.key != NUMBER)
    return len(words) >= _INITIALS <= len(letters) and (letters in initials or initials in letters)


def _reason(said: Token, given: Token) -> str:
    return f"the source says {given.text!r}, the sentence {said.text!r}"
