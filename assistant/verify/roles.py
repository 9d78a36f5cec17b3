"""Who is compared with whom: the sides of "outperforms" and "than" must not change places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.verify.alignment import Alignment
from assistant.verify.opposites import GENERIC
from assistant.verify.tokens import Token, key_of

_VERBS = frozenset(
    key_of(word) for word in ["outperform", "surpass", "exceed", "beat", "outpace", "outrank", "dominate"]
)
_TURNED = frozenset(key_of(word) for word in ["underperform", "trail", "lag"])
_THAN = "than"
_SELF = frozenset(["we", "it", "they", "ours", "us", "i"])
_POSSESSIVE = frozenset(["our", "this", "these", "its", "their"])
_BEING = frozenset(["is", "are", "was", "were", "be", "been", "being"])
_OWN = "own"
_SIDE = 4
"""Words of a party looked at on either side."""
_SETTING = frozenset(
    [
        "in",
        "on",
        "by",
        "across",
        "at",
        "under",
        "with",
        "for",
        "over",
        "among",
        "during",
        "while",
        "when",
        "using",
        "via",
        "to",
    ]
)
"""Words with which the circumstances of a comparison begin."""


@dataclass(frozen=True)
class Sides:
    """The keys of what stands on either side of a comparison."""

    kind: str
    better: frozenset[str]
    worse: frozenset[str]


def role_faults(alignment: Alignment, own: frozenset[str]) -> list[str]:
    """Return a reason when the sides of a comparison changed places; ``own`` are keys of the paper's names."""
    part = alignment.statement[alignment.low : alignment.high]
    said = [sides for at in range(len(part)) if (sides := _sides(part, at, own))]
    given = [sides for at in range(len(alignment.sentence)) if (sides := _sides(alignment.sentence, at, own))]
    pairs = [(one, other) for one in said for other in given if one.kind == other.kind]
    if pairs and all(_exchanged(one, other) for one, other in pairs):
        return ["the two sides of the comparison changed places"]
    return []


def _sides(tokens: Sequence[Token], at: int, own: frozenset[str]) -> Sides | None:
    key = tokens[at].key
    if key not in _VERBS and key not in _TURNED and tokens[at].text.lower() != _THAN:
        return None
    left, right = _left(tokens, at, own), _right(tokens, at, own)
    kind = _THAN if key == _THAN else "verb"
    passive = key != _THAN and at + 1 < len(tokens) and tokens[at + 1].text.lower() == "by"
    passive = passive and any(token.text.lower() in _BEING for token in tokens[max(0, at - 2) : at])
    if passive != (key in _TURNED):
        left, right = right, left
    return Sides(kind, left, right)


def _left(tokens: Sequence[Token], at: int, own: frozenset[str]) -> frozenset[str]:
    found: set[str] = set()
    for place in range(at - 1, -1, -1):
        found |= _party(tokens, place, own)
        if tokens[place].opens or len(found) >= _SIDE:
            break
    return frozenset(found)


def _right(tokens: Sequence[Token], at: int, own: frozenset[str]) -> frozenset[str]:
    found: set[str] = set()
    for place in range(at + 1, len(tokens)):
        if tokens[place].opens or len(found) >= _SIDE or (found and tokens[place].key in _SETTING):
            break
        found |= _party(tokens, place, own)
    return frozenset(found)


def _party(tokens: Sequence[Token], at: int, own: frozenset[str]) -> set[str]:
    token = tokens[at]
    word = token.text.lower()
    stands_for_it = word in _POSSESSIVE and any(it.key in GENERIC for it in tokens[at + 1 : at + 3])
    if word in _SELF or token.key in own or stands_for_it:
        return {_OWN}
    return {token.key} if token.telling and not word.endswith("ly") else set()


def _exchanged(said: Sides, given: Sides) -> bool:
    crossed_left = (said.better & given.worse) - given.better
    crossed_right = (said.worse & given.better) - given.worse
    straight = len((said.better & given.better) - given.worse) + len(
        (said.worse & given.worse) - given.better
    )
    return bool(crossed_left and crossed_right) and len(crossed_left) + len(crossed_right) > straight
