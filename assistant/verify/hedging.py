"""Hedges that are no part of a figure: "nearly", "often", "some" must not become "fully", "always", "all"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from assistant.verify.alignment import Alignment, Step
from assistant.verify.tokens import NUMBER, Token

_SCALES = (
    "nearly almost virtually practically near",
    "approximately roughly about around",
    "partially partly",
    "mostly largely mainly primarily predominantly",
    "most majority",
    "some certain",
    "many numerous several various multiple",
    "few",
    "often frequently commonly typically usually generally normally",
    "sometimes occasionally",
    "rarely seldom",
    "potentially possibly perhaps",
    "all every each any entire",
    "always invariably",
    "fully completely entirely totally perfectly",
    "exactly precisely",
    "never",
)
_SCALE = {word: scale for scale, words in enumerate(_SCALES) for word in words.split()}
_BINDING = frozenset(
    [
        "nearly",
        "almost",
        "virtually",
        "partially",
        "partly",
        "mostly",
        "most",
        "majority",
        "some",
        "few",
        "often",
        "frequently",
        "typically",
        "usually",
        "sometimes",
        "occasionally",
        "rarely",
        "seldom",
        "approximately",
        "roughly",
    ]
)
"""Hedges that a statement may not drop."""
_BOLD = frozenset(
    [
        "all",
        "every",
        "always",
        "invariably",
        "fully",
        "completely",
        "entirely",
        "totally",
        "perfectly",
        "exactly",
        "never",
    ]
)
"""Words that a statement may not add."""
_PHRASES = ("up to", "at least", "at most", "on average", "more than", "less than", "fewer than")


def hedge_faults(alignment: Alignment) -> list[str]:
    """Return a reason for each hedge that was dropped or replaced, and for each word that claims all."""
    mine, theirs = _counted(alignment.statement[alignment.low : alignment.high]), _counted(alignment.sentence)
    anywhere = _counted(alignment.statement)
    reasons: list[str] = []
    for step in alignment.steps:
        if step.kind == "equal":
            continue
        said = [word for word in _words(step.mine) if mine[word] > theirs[word]]
        given = [word for word in _words(step.theirs) if theirs[word] > anywhere[word]]
        reasons += _lost(said, given) + _added(said, given) + _phrases(step, alignment)
    return reasons


def _lost(said: Sequence[str], given: Sequence[str]) -> list[str]:
    scales = {_SCALE[word] for word in said if word in _SCALE}
    kept = [word for word in given if _SCALE.get(word) in scales]
    replaced = [word for word in given if word in _SCALE and scales and word not in kept]
    dropped = [word for word in given if word in _BINDING and word not in kept]
    return [f"the source says {word!r}" for word in dict.fromkeys([*replaced, *dropped])]


def _added(said: Sequence[str], given: Sequence[str]) -> list[str]:
    scales = {_SCALE[word] for word in given if word in _SCALE}
    return [f"{word!r} is added" for word in said if word in _BOLD and _SCALE[word] not in scales]


def _phrases(step: Step, alignment: Alignment) -> list[str]:
    """Compare hedges of two words where no figure follows, which are compared elsewhere."""
    said, given = " ".join(_words(step.mine)), " ".join(_words(step.theirs))
    after = step.source_start + len(step.theirs)
    if any(token.key == NUMBER for token in (*step.theirs, *alignment.sentence[after : after + 2])):
        return []
    statement = " ".join(_words(alignment.statement))
    return [
        f"the source says {phrase!r}"
        for phrase in _PHRASES
        if phrase in given and phrase not in said and phrase not in statement
    ]


def _words(tokens: Sequence[Token]) -> list[str]:
    return [token.text.lower() for token in tokens]


def _counted(tokens: Sequence[Token]) -> Counter[str]:
    return Counter(_words(tokens))
