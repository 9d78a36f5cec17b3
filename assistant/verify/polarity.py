"""What a text denies: the reach of each "not", "without" and "fails to" within its clause."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.verify.alignment import Alignment
from assistant.verify.opposites import are_alike
from assistant.verify.tokens import Token, key_of

_DENYING = frozenset(
    ["not", "no", "never", "cannot", "neither", "nor", "without", "none", "hardly", "barely", "nothing"]
)
_FAILING = frozenset(key_of(word) for word in ["fail", "unable"])
"""These deny when a verb follows: "fails to reach"."""
_LACKING = frozenset(key_of(word) for word in ["lack", "lacking"])
_SOFT = frozenset(
    key_of(word)
    for word in [
        "avoid",
        "eliminate",
        "prevent",
        "remove",
        "bypass",
        "obviate",
        "free",
        "little",
        "few",
        "negligible",
        "minimal",
        "zero",
        "unlike",
        "instead",
        "limited",
        "rather",
        "less",
        "loss",
        "lossless",
        "marginal",
        "slight",
        "overcome",
        "circumvent",
    ]
)
"""Words that nearly deny: what they reach may be said with or without a "not"."""
_NO_DENIAL = frozenset(
    [
        "only",
        "just",
        "merely",
        "simply",
        "solely",
        "more",
        "less",
        "fewer",
        "longer",
        "exceeding",
        "matter",
        "later",
    ]
)
"""After "not" or "no", these make a phrase that denies nothing."""
_ASKING = frozenset(["whether", "or", "if"])
_REACH = 4
_COPIED = 0.75
"""Share of a part's telling words that its sentence must hold, for every small word to count."""
"""Telling words that a denial reaches within its clause."""


@dataclass(frozen=True)
class Denial:
    """A denying word and the places of the telling words that it reaches."""

    at: int
    reached: tuple[int, ...]


def denials(tokens: Sequence[Token]) -> list[Denial]:
    """Return the denials of a text, in order."""
    return [
        Denial(at, tuple(_reached(tokens, at)))
        for at, token in enumerate(tokens)
        if token.key in _DENYING | _FAILING | _LACKING and _denies(tokens, at)
    ]


def polarity_faults(alignment: Alignment) -> list[str]:
    """Return a reason for each word that is denied in the statement only, or in the source only."""
    mine, theirs = denials(alignment.statement), denials(alignment.sentence)
    here, there = _denied(alignment.statement, mine), _denied(alignment.sentence, theirs)
    back = {other: at for at, other in alignment.partner.items()}
    same = frozenset(
        step.source_start + n
        for step in alignment.steps
        if step.kind == "equal"
        for n in range(len(step.mine))
    )
    added = [
        alignment.statement[head].text
        for denial in mine
        if alignment.low <= denial.at < alignment.high
        for head in _heads(denial, alignment.partner)
        if alignment.statement[head].key not in there
        and not _is_soft(alignment.sentence, alignment.partner[head])
    ]
    dropped = [
        alignment.sentence[head].text
        for denial in theirs
        for head in _heads(denial, back)
        if alignment.sentence[head].key not in here
        and (head in same or not _is_affirmed(alignment.sentence, head, theirs))
        and not _is_soft(alignment.statement, back[head])
    ]
    reasons = [f"the sentence denies {word!r}, the source does not" for word in added]
    reasons += [f"the source denies {word!r}, the sentence does not" for word in dropped]
    return reasons or _bare_faults(alignment)


def _bare_faults(alignment: Alignment) -> list[str]:
    """Find a "not" that came or went between words that agree, though it reaches no telling word."""
    if alignment.density < _COPIED:
        return []
    for step in alignment.steps:
        said, given = _bare(step.mine), _bare(step.theirs)
        if step.kind in {"insert", "delete"} and any(it.telling for it in (*step.mine, *step.theirs)):
            continue
        alike = all(any(are_alike(one.key, it.key) for it in step.theirs) for one in step.mine if one.telling)
        if bool(said) != bool(given) and (step.kind in {"insert", "delete"} or alike):
            return [f"{said or given!r} was {'added' if said else 'left out'}"]
    return []


def _bare(tokens: Sequence[Token]) -> str:
    denying = [token.text for token in tokens if token.key in _DENYING]
    return denying[0] if denying else ""


def _denies(tokens: Sequence[Token], at: int) -> bool:
    after = tokens[at + 1].text.lower() if at + 1 < len(tokens) else ""
    before = tokens[at - 1].text.lower() if at else ""
    if tokens[at].key in _FAILING and after != "to":
        return False
    return after not in _NO_DENIAL and not (tokens[at].key == "not" and before in _ASKING)


def _reached(tokens: Sequence[Token], at: int) -> Iterator[int]:
    count = 0
    for place in range(at + 1, len(tokens)):
        if tokens[place].opens or count == _REACH:
            return
        if tokens[place].telling:
            count += 1
            yield place


def _heads(denial: Denial, partner: Mapping[int, int]) -> list[int]:
    """Return the word that is denied first, if it is aligned; else the next ones when two of them are."""
    if not denial.reached:
        return []
    if denial.reached[0] in partner:
        return [denial.reached[0]]
    rest = [place for place in denial.reached[1:] if place in partner]
    return rest[:1] if len(rest) > 1 else []


def _denied(tokens: Sequence[Token], found: Sequence[Denial]) -> frozenset[str]:
    return frozenset(tokens[place].key for denial in found for place in denial.reached)


def _is_affirmed(tokens: Sequence[Token], head: int, found: Sequence[Denial]) -> bool:
    """Tell whether the same text also says the word where no denial reaches it."""
    denied = {place for denial in found for place in denial.reached}
    return any(
        token.key == tokens[head].key and at not in denied for at, token in enumerate(tokens) if at != head
    )


def _is_soft(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a word nearly denying stands close before this place in its clause."""
    for place in range(at, max(-1, at - 1 - _REACH), -1):
        if place < at and tokens[place].key in _SOFT:
            return True
        if tokens[place].opens:
            return False
    return False
