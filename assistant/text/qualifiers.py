"""How a figure is hedged: "up to 2.8x" is not "2.8x", and the speed of a kernel is not that of a system."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from assistant.text.quantities import Quantity

Qualifier = Literal["up to", "at least", "about", "average", "median", "below", "kernel only", "end to end"]

_CUES = tuple[tuple[Qualifier, re.Pattern[str]], ...]


def _compiled(template: str, *cues: tuple[Qualifier, str]) -> _CUES:
    return tuple((name, re.compile(template.format(cue), re.IGNORECASE)) for name, cue in cues)


_TIGHT_BEFORE = _compiled(
    # Only small words may stand between such a cue and its figure.
    r"(?:{})[ :-]?(?:(?:a|an|the|of|by|to|at|is|only|some|factor) ?)*\(?[ $+]?$",
    ("up to", r"\bup ?-?to|\bas (?:much|high|low|many|few|fast|little) as|\bat most|\b(?:no|not) more than"),
    ("up to", r"\bnot exceeding|\b(?:maximum|maximal|max|peak|peaks|peaked|peaking)|<="),
    (
        "at least",
        r"\bat least|\b(?<!no )(?<!not )(?:more|greater|higher|larger|better) than|\bover|\bupwards? of",
    ),
    ("at least", r"\b(?:exceed|surpass)(?:s|es|ed|ing)?|\babove|\bbeyond|\b(?:no|not) (?:less|fewer) than"),
    ("at least", r"\bminimum|(?<!-)>=?"),
    ("below", r"\b(?<!no )(?<!not )(?:less|fewer|lower|smaller) than|\bunder|\bbelow|\bwithin|\bsub|<"),
    ("about", r"\babout|\baround|\bapproximately|\bapprox\.?|\bca\.?|\broughly|\bclose to|~"),
    ("about", r"\bnear(?:ly)?|\balmost"),
)
_TIGHT_AFTER = _compiled(
    r"\)?(?:{})",
    ("at least", r"\+(?![\w/-])| or (?:more|higher|greater|above)\b| and (?:above|more)\b"),
    ("up to", r" (?:at most|at (?:the )?(?:peak|best)|or (?:less|fewer|lower))\b"),
)
_PEAKS = r"speed|throughput|gain|improvement|reduction|accuracy|performance|saving|acceleration|of\b|at\b|\("
"""What has a peak that is stated as such; the peak memory of a run is just its memory."""
_LOOSE = _compiled(
    r"\b(?:{})\b",
    ("average", r"on average|averag(?:e|es|ed|ing)|avg|mean"),
    ("median", r"median"),
    ("up to", rf"(?:peak|maximum)(?= (?:[\w-]+ )?(?:{_PEAKS}))"),
)
_KERNEL = r"kernel(?:-level|-only|-wise| level| only)|per-layer|(?:individual|single|linear) (?:\w+ )?layers?"
_KERNEL_RUNS = r"kernels? (?:speed|alone|achiev|deliver|reach|yield|attain|gives?|runs?|is|are)\w*"
_SCOPE = _compiled(
    r"\b(?:{})\b",
    ("kernel only", f"{_KERNEL}|{_KERNEL_RUNS}|layer(?:-wise|-level) (?:speed|accelerat)\\w*"),
    ("end to end", r"end[- ]to[- ]end"),
)

_SCOPES: frozenset[Qualifier] = frozenset(name for name, _ in _SCOPE)

_LOOSE_REACH = 6
"""Words that may stand between "average" and its figure: "average end-to-end speedup in decoding of 2x"."""
_SCOPE_REACH = 14
"""Words between a scope and its figure; a scope is often the subject of the clause."""
_LIST_REACH = 5
"""Words between listed figures that share a hedge: "up to 50% in fluid-only scenarios and 25%"."""
_BREAK = re.compile(r"[;:]|\b(?:while|whereas|but)\b")
_LISTED = re.compile(r"^[^;:()]*(?:,|/|\b(?:and|or|to|vs\.?)\b)[^;:()]*$")
_PLAIN_LIST = re.compile(r"\W*(?:and|or|to|vs\.?)?\W*")
_COMPARED = re.compile(
    r"(?:^|speed-?ups?|improvements?|gains?|faster|better|reductions?|savings?|higher|lower)\s*$"
)


def find_qualifiers(text: str, quantities: Sequence[Quantity]) -> list[frozenset[Qualifier]]:
    """Return the qualifiers of each of the text's figures; text is folded, figures are all of its own."""
    hedges: list[set[Qualifier]] = [set() for _ in quantities]
    for index, (before, after) in enumerate(_gaps(text, quantities)):
        hedges[index].update(_tight_before(before), _tight_after(after))
    _attach(text, quantities, hedges, cues=_LOOSE)
    _attach(text, quantities, hedges, cues=_SCOPE)
    _share_in_lists(text, quantities, hedges)
    return [frozenset(found) for found in hedges]


def _gaps(text: str, quantities: Sequence[Quantity]) -> list[tuple[str, str]]:
    edges = [0, *(quantity.end for quantity in quantities)]
    starts = [*(quantity.start for quantity in quantities), len(text)]
    between = [text[edge:start] for edge, start in zip(edges, starts, strict=True)]
    return list(pairwise(between))


def _tight_before(gap: str) -> set[Qualifier]:
    found: set[Qualifier] = set()
    while match := _first_match(gap):
        name, start = match
        if gap[start : start + 4].lower() == "over" and _COMPARED.search(gap[:start]):
            break  # "1.8x over 3 baselines": a comparison, not a bound
        found.add(name)
        gap = gap[:start]
    return found


def _first_match(gap: str) -> tuple[Qualifier, int] | None:
    for name, cue in _TIGHT_BEFORE:
        if match := cue.search(gap):
            return name, match.start()
    return None


def _tight_after(gap: str) -> set[Qualifier]:
    return {name for name, cue in _TIGHT_AFTER if cue.match(gap)}


def _attach(text: str, quantities: Sequence[Quantity], hedges: list[set[Qualifier]], *, cues: _CUES) -> None:
    """Give each cue to the next figure of its clause, or to the one before when none follows within reach.

    A figure has one scope: that of the cue named last.
    """
    scoped = cues is _SCOPE
    matches: list[tuple[re.Match[str], Qualifier]] = []
    for name, cue in cues:
        matches.extend((match, name) for match in cue.finditer(text))
    for match, name in sorted(matches, key=lambda found: found[0].start()):
        index = _nearest(text, quantities, match, _SCOPE_REACH if scoped else _LOOSE_REACH)
        if index is not None:
            hedges[index] -= _SCOPES if scoped else set()
            hedges[index].add(name)


def _nearest(text: str, quantities: Sequence[Quantity], cue: re.Match[str], reach: int) -> int | None:
    following = next(
        (i for i, quantity in enumerate(quantities) if quantity.start >= cue.end()), len(quantities)
    )
    before = text[quantities[following - 1].end : cue.start()] if following else None
    if before is not None and not before.strip():
        return following - 1  # "2.4x end-to-end speedup", "5% average gain"
    if following < len(quantities) and _near(text[cue.end() : quantities[following].start], reach):
        return following
    return following - 1 if before is not None and _near(before, reach) else None


def _near(gap: str, reach: int) -> bool:
    return not _BREAK.search(gap) and len(gap.split()) <= reach


def _share_in_lists(text: str, quantities: Sequence[Quantity], hedges: list[set[Qualifier]]) -> None:
    """Let listed figures of one unit share what is said of the first, and an average said after the last."""
    pairs = list(enumerate(pairwise(quantities)))
    for index, (one, other) in pairs:
        if _listed(text, one, other):
            hedge, following = hedges[index], hedges[index + 1]
            if not _PLAIN_LIST.fullmatch(text[one.end : other.start]):
                hedge = hedge - {"about"}  # "about 60% faster with 53% fewer operations"
            following |= hedge - _SCOPES if not following - _SCOPES else set()
            following |= hedge & _SCOPES if not following & _SCOPES else set()
    for index, (one, other) in reversed(pairs):
        gap = text[one.end : other.start]
        said_between = any(cue.search(gap) for _, cue in _LOOSE)
        if (
            _listed(text, one, other)
            and "average" in hedges[index + 1]
            and not hedges[index]
            and not said_between
        ):
            hedges[index].add("average")


def _listed(text: str, one: Quantity, other: Quantity) -> bool:
    gap = text[one.end : other.start]
    return one.unit == other.unit and len(gap.split()) <= _LIST_REACH and _LISTED.search(gap) is not None
