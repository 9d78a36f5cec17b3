"""What a figure is measured against, read from the comparisons of its sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant.claims.grammar.cues import find_cues
from assistant.claims.grammar.phrases import NAME, listed, phrase
from assistant.claims.grammar.sentences import Sentence
from assistant.claims.grammar.tables import alternatives
from assistant.claims.grammar.things import MODELS
from assistant.claims.grammar.verbs import CONTINUES, VERB

_COMPARING = """
    over upon (?<!rather_)than comparable_(?:to|with) on-par-with parity_with
    favou?rabl[ey]_(?:against|to|with) away_from versus vs\\.? relative_to
    (?:as_)?compar(?:ed|ing|ison)(?:_(?:to|with|against))?
    (?:measured|evaluated)_against as_opposed_to with_respect_to in_contrast_to
"""
_BEATING = """
    (?:outperform|surpass|exceed|beat|outpac|outscor)(?:e?s|e?d|ing)?
    improv(?:e|es|ed|ing)_(?:(?:up)?on|over) state-of-the-art_among
    (?:same|similar|comparable)_[\\w-]+_(?:as|to)
"""
_MARKER = re.compile(
    rf"(?<![\w-])(?:(?P<beats>{alternatives(_BEATING)})|{alternatives(_COMPARING)})(?= )", re.IGNORECASE
)
"""What leads to a baseline; the group tells a verb of beating, whose object it is."""
_HEDGED = r"(?:(?:up to|about|over|at least|around|nearly|more than|as much as|an average of|factors of|a) )*"
_BEATEN_BY = re.compile(
    rf"(?<![\w-])(?:{alternatives(_BEATING)}|{alternatives(_COMPARING)}) (?P<rest>[^;:()]+?),?"
    rf" by {_HEDGED}$",
    re.IGNORECASE,
)
"""Names that stand before their figures: "over A and B by"."""
_BLOCK = re.compile(r";|\b(?:while|whereas|but)\b")
_FAIR = re.compile(r"\bwhile (?:also |still |simultaneously )?\w+ing\b")
"""A clause that goes on about the same subject."""
_SHARED = re.compile(r"\b(?:to|within|by|at|us\w+|requir\w+|only) (?:[a-z]+ ){0,3}$")
_MEASURE_OF = re.compile(
    r" (?:of )?(?:the|its) (?!original|full|number|amount|frequency|share)(?:[\w/-]+ ){1,3}?"
    r"(?:and (?:[\w-]+ ){1,2})?of (?P<name>(?!(?:the )?(?:whole|total)\b)[^,;]+)"
)
"""Whose measure a figure is a share or a multiple of: "10 % of the parameters of A"."""
_ORIGINAL = re.compile(
    r"(?:the |its |their )?(?:original|full|dense|baseline|uncompressed|FP16|BF16|full-precision|teacher)\b"
)
"""What something was before it was treated."""
_BRACKETS = re.compile(r"\([^()]*\)")
_SPED = re.compile(
    r"\b(?:accelerat|speed)\w*(?: up)? (?P<name>(?:the )?"
    r"(?:original|baseline|vanilla|standard|existing|native) [^,;]+?) by\b[^,;]*"
)
_UPFRONT_WORDS = (
    "compared_(?:to|with|against) relative_to over versus against in_comparison_(?:to|with) unlike"
)
_UPFRONT = re.compile(
    rf"(?:^|, |that )(?i:{alternatives(_UPFRONT_WORDS)}) "
    rf"(?P<rest>(?:[^0-9]|(?<=\w)[0-9]|(?<=\w[.-])[0-9])+?), (?!and |as well)"
)
_REACHING = re.compile(
    r"[^,;:()]+, (?:[a-z]+ly )?(?:achiev|reach|attain|obtain|yield|result)[a-z]*ing\b[^,;]*"
)
_IMPROVED = re.compile(
    r"\b(?:improv|boost|cut|reduc|elevat|enhanc)\w* "
    rf"(?P<name>{MODELS.pattern}|[A-Z][\w.-]*[A-Z0-9][\w-]*(?='s))(?:'s [\w -]+?)? by (?:[a-z]+ )*$"
)
"""What is made better, by its name: "improves A by", "cuts A's latency by"."""
_SMALL = "about around nearly only the"
_NUMERAL = re.compile(rf"(?:(?:{alternatives(_SMALL)}) )*(?:[~<>]?[0-9]|\w+fold\b|half\b|twice\b)")
_RIVALS = (
    "baselines? methods? models? approaches competitors systems? algorithms? techniques retrievers agents LMs"
)
_COUNTED = re.compile(rf"[0-9][\w-]* (?:[\w-]+ ){{0,3}}(?:{alternatives(_RIVALS)})\b")
_NO_RIVALS = (
    "cases? steps? datasets? benchmarks? tasks? runs? seeds? time conditions? years? iterations half union"
)
_NOT_NAMED = re.compile(
    rf"^(?:[\w-]+ )*(?:{alternatives(_NO_RIVALS)})$"
    rf"|^(?:half|one|two|three|five|ten|many|multiple|several)\b(?!.*(?:{alternatives(_RIVALS)}))"
    r"|^(?:it|that|them|which|this|chance|expected)$",
    re.IGNORECASE,
)
_BESIDE = re.compile(r"(?<![\w-])(?=([A-Z][\w.-]*)(?:,? and |, )([A-Z][\w.-]*))")
_BY_MARGIN = re.compile(
    rf"(?<![\w-])(?:{alternatives(_BEATING)}) (?P<name>(?:(?! by )[^,;:()])+),? by {_HEDGED}$", re.IGNORECASE
)
_AND_BY = re.compile(rf"(?: [\w-]+){{0,3}} and (?P<name>[^,;:()]+?) by {_HEDGED}")
_KIND_OF = re.compile(r"^(?:[a-z0-9][\w-]* )+(?=[A-Z])")
_INTRODUCED = re.compile(r"(?: [\w-]+){0,4}? (?:on|in|for|at|with|across|under) ")
_RESPECTIVE = re.compile(r"[^,;.]{0,30},? respectively\b")
_NAME_LIST = re.compile(
    rf"\b(?:on|for|across|like|such as|including|using) (?P<rest>{NAME}(?:, {NAME})*,? and {NAME})"
)
_CASES = re.compile(r"(?:For|On|In|At|With|Across) (?P<rest>.+?),? (?:we|our|it|the) ")


@dataclass(frozen=True)
class Comparison:
    """A comparison of a sentence, from its marker at ``start``; ``bracket`` is what it stands in, if any."""

    start: int
    name: str
    marker: str
    beats: bool
    bracket: tuple[int, int] | None

    @property
    def states(self) -> bool:
        """Tell whether this is a finite verb, whose own figure follows."""
        return self.beats and re.match(r"state|same|similar|\w+ing\b", self.marker) is None


def find_baseline(sentence: Sentence, index: int, *, relative: bool = True) -> str | None:
    """Return the baseline of a figure: paired with it, named after it or its statement, or before it.

    ``relative`` tells an effect from a level, which has one only where something is beaten.
    """
    return (
        _paired(sentence, index)
        or _margin(sentence, index)
        or _share(sentence, index)
        or (None if relative else _before(sentence, index, relative=False))
        or _after(sentence, index, relative=relative)
        or _sped(sentence, index)
        or (_before(sentence, index, relative=True) if relative else None)
    )


def paired_condition(sentence: Sentence, index: int) -> str | None:
    """Return the condition that a list pairs with a figure: "89 % and 87 % on A and B"."""
    run = sentence.run(index)
    if len(run) < 2:
        return None
    told = _CASES.match(sentence.text)
    if told and told.end() <= sentence.figures[run[0]].start and (names := listed(told["rest"], len(run))):
        return names[index - run[0]]
    after = sentence.text[sentence.figures[run[-1]].end :]
    introduced = _INTRODUCED.match(after)
    names = listed(after[introduced.end() :], len(run)) if introduced else []
    if not names and _RESPECTIVE.match(after):
        names = _named_before(sentence.text[: sentence.figures[run[0]].start], len(run))
    return names[index - run[0]] if names else None


def _named_before(text: str, size: int) -> list[str]:
    """Return the names of the last list of this size: "on models like A and B"."""
    none: list[str] = []
    lists = [listed(found["rest"], size) for found in _NAME_LIST.finditer(text)]
    return next((names for names in reversed(lists) if names), none)


def _paired(sentence: Sentence, index: int) -> str | None:
    run = sentence.run(index)
    if len(run) < 2:
        return None
    after = sentence.text[sentence.figures[run[-1]].end :]
    names: list[str] = []
    if marker := _MARKER.search(after[:80]):
        names = listed(after[marker.end() :], len(run))
    before = sentence.text[: sentence.figures[run[0]].start]
    if not names and (beaten := _BEATEN_BY.search(before)) and not VERB.search(beaten["rest"]):
        names = _named(listed(beaten["rest"], len(run)))
    if not names and (upfront := _UPFRONT.search(before)):
        names = listed(upfront["rest"], len(run)) or _scattered(upfront["rest"])
    return names[index - run[0]] if len(names) == len(run) else None


def _named(names: list[str]) -> list[str]:
    """Return listed names without the words for their kind before the first: "two systems A", "B"."""
    if not names or not all(_KIND_OF.sub("", name)[:1].isupper() for name in names):
        return names
    return [_KIND_OF.sub("", name) for name in names]


def _scattered(text: str) -> list[str]:
    """Return the names beside another one: A, B, C and D of "ones like A and B, as well as C and D"."""
    return list(dict.fromkeys(name for pair in _BESIDE.findall(text) for name in pair))


def _margin(sentence: Sentence, index: int) -> str | None:
    """Return what a figure is the margin over: "outperforms A by 5 % and B by 3 %"."""
    before = sentence.text[: sentence.figures[index].start]
    if found := _BY_MARGIN.search(before):
        return _name(found["name"])
    joined = _AND_BY.fullmatch(sentence.before(index))
    beaten = index and _BY_MARGIN.search(sentence.text[: sentence.figures[index - 1].start])
    return _name(joined["name"]) if joined and beaten else None


def _share(sentence: Sentence, index: int) -> str | None:
    """Return what a share or a multiple is of: "to 12.8 % of uniform voxels", "8x the TOPS/W of A"."""
    figure, after, before = sentence.figures[index], sentence.after(index), sentence.before(index)
    if owner := _MEASURE_OF.match(after):
        return _name(owner["name"])
    if not after.startswith(" of ") or figure.unit not in {"%", "pp"}:
        return None
    name = phrase(after[len(" of ") :])
    if name and _ORIGINAL.match(name):
        return _sped(sentence, index) or name
    named = name and not find_cues(name) and not _NOT_NAMED.search(name)
    return name if named and _SHARED.search(before) else None


def _after(sentence: Sentence, index: int, *, relative: bool) -> str | None:
    """Return what the first comparison after a figure names, within its statement."""
    end = sentence.figures[index].end
    limit = _limit(sentence.text, end)
    found = [one for one in _reachable(sentence, index) if end <= one.start < limit and not one.states]
    if not found:
        return None
    first = found[0]
    return first.name if first.beats or not _crosses(sentence, index, first, relative=relative) else None


def _reachable(sentence: Sentence, index: int) -> list[Comparison]:
    """Return the comparisons outside of brackets, or in the brackets of a figure."""
    start = sentence.figures[index].start
    return [
        one
        for one in _comparisons(sentence.text)
        if one.bracket is None or one.bracket[0] < start < one.bracket[1]
    ]


def _limit(text: str, end: int) -> int:
    """Return where the statement of a figure ends."""
    for block in _BLOCK.finditer(text, end):
        if not _FAIR.match(text, block.start()):
            return block.start()
    return len(text)


def _crosses(sentence: Sentence, index: int, found: Comparison, *, relative: bool) -> bool:
    """Tell whether a comparison belongs to a later figure only, one with a verb of its own."""
    for later in range(sentence.run(index)[-1] + 1, len(sentence.figures)):
        if sentence.figures[later].start >= found.start:
            return False
        between = sentence.before(later)
        states = VERB.search(between) is not None and not (relative and found.marker.startswith("compar"))
        if states or CONTINUES.search(between):
            return True
    return False


def _before(sentence: Sentence, index: int, *, relative: bool) -> str | None:
    """Return what the last comparison before a figure names."""
    start = sentence.figures[index].start
    found = [one for one in _reachable(sentence, index) if one.start < start]
    if not relative:
        found = [one for one in found if one.beats or _leads(sentence.text, one, start)]
    if not found:
        return None
    return found[-1].name if _limit(sentence.text, found[-1].start) >= start else None


def _leads(text: str, found: Comparison, figure: int) -> bool:
    """Tell whether a comparison is of the level after it: "compared to A, ...", "over A, reaching 96 %"."""
    if _UPFRONT.match(text, max(found.start - 2, 0)):
        return True
    return _REACHING.match(text, found.start, figure) is not None


def _sped(sentence: Sentence, index: int) -> str | None:
    """Return what is sped up: "accelerates the original pipeline by 3x"."""
    before = sentence.text[: sentence.figures[index].start]
    sped = _SPED.search(before) or _IMPROVED.search(before)
    return sped["name"] if sped else None


@lru_cache(maxsize=256)
def _comparisons(text: str) -> tuple[Comparison, ...]:
    return tuple(_find_comparisons(text))


def _find_comparisons(text: str) -> Iterator[Comparison]:
    brackets = [bracket.span() for bracket in _BRACKETS.finditer(text)]
    for marker in _MARKER.finditer(text):
        inside = next((span for span in brackets if span[0] < marker.start() < span[1]), None)
        if name := _name(text[marker.end() :].lstrip()):
            yield Comparison(marker.start(), name, marker.group(), marker["beats"] is not None, inside)


def _name(text: str) -> str | None:
    if _NUMERAL.match(text) and not _COUNTED.match(text):
        return None
    name = phrase(text)
    if name is None or _NOT_NAMED.search(name) or name.startswith("and "):
        return None
    cues = find_cues(name)
    measured = bool(cues) and name.endswith(cues[-1].word) and cues[-1].metric == "quality"
    return None if measured and "'s " not in name else name
