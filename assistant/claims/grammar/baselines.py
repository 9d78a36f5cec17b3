"""What a figure is measured against, read from the comparisons of its sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant.claims.grammar.cues import find_cues
from assistant.claims.grammar.phrases import listed, phrase
from assistant.claims.grammar.sentences import Sentence
from assistant.claims.grammar.tables import alternatives
from assistant.claims.grammar.verbs import CONTINUES, VERB

_COMPARING = """
    over upon than (?:as_)?compar(?:ed|ing|ison)(?:_(?:to|with|against))? versus vs\\.? relative_to
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
_BLOCK = re.compile(r";|\b(?:while|whereas|but)\b")
_FAIR = re.compile(r"\bwhile (?:also |still |simultaneously )?\w+ing\b")
"""A clause that goes on about the same subject."""
_SHARED = re.compile(r"\b(?:to|within|by|at|us\w+|requir\w+|only) (?:[a-z]+ ){0,3}$")
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
_SMALL = "about around nearly only the"
_NUMERAL = re.compile(rf"(?:(?:{alternatives(_SMALL)}) )*(?:[~<>]?[0-9]|\w+fold\b|half\b|twice\b)")
_RIVALS = (
    "baselines? methods? models? approaches competitors systems? algorithms? techniques retrievers agents LMs"
)
_COUNTED = re.compile(rf"[0-9][\w-]* (?:[\w-]+ ){{0,3}}(?:{alternatives(_RIVALS)})\b")
_NO_RIVALS = "datasets? benchmarks? tasks? runs? seeds? time conditions? years? iterations half union"
_NOT_NAMED = re.compile(
    rf"^(?:[\w-]+ )*(?:{alternatives(_NO_RIVALS)})$"
    rf"|^(?:half|one|two|three|five|ten|many|multiple|several)\b(?!.*(?:{alternatives(_RIVALS)}))"
    r"|^(?:it|that|them|which|this|chance|expected)$",
    re.IGNORECASE,
)
_BESIDE = re.compile(r"(?<![\w-])(?=([A-Z][\w.-]*)(?:,? and |, )([A-Z][\w.-]*))")
_INTRODUCED = re.compile(r"(?: [\w-]+){0,4}? (?:on|in|for|at|with|across|under) ")
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
        return self.beats and not self.marker.split()[0].endswith("ing")


def find_baseline(sentence: Sentence, index: int, *, relative: bool = True) -> str | None:
    """Return the baseline of a figure: paired with it, named after it or its statement, or before it.

    ``relative`` tells an effect from a level, which has one only where something is beaten.
    """
    return (
        _paired(sentence, index)
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
    return names[index - run[0]] if names else None


def _paired(sentence: Sentence, index: int) -> str | None:
    run = sentence.run(index)
    if len(run) < 2:
        return None
    after = sentence.text[sentence.figures[run[-1]].end :]
    names: list[str] = []
    if marker := _MARKER.search(after[:80]):
        names = listed(after[marker.end() :], len(run))
    upfront = _UPFRONT.search(sentence.text[: sentence.figures[run[0]].start])
    if not names and upfront:
        names = listed(upfront["rest"], len(run)) or _scattered(upfront["rest"])
    return names[index - run[0]] if len(names) == len(run) else None


def _scattered(text: str) -> list[str]:
    """Return the names beside another one: A, B, C and D of "ones like A and B, as well as C and D"."""
    return list(dict.fromkeys(name for pair in _BESIDE.findall(text) for name in pair))


def _share(sentence: Sentence, index: int) -> str | None:
    """Return what a share is a share of: "to 12.8 % of uniform voxels", "within one point of A"."""
    figure, after, before = sentence.figures[index], sentence.after(index), sentence.before(index)
    if not after.startswith(" of ") or figure.unit not in {"%", "pp"} or not _SHARED.search(before):
        return None
    name = phrase(after[len(" of ") :])
    return None if name is None or find_cues(name) else name


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
        found = [one for one in found if one.beats or _UPFRONT.match(sentence.text, max(one.start - 2, 0))]
    if not found:
        return None
    return found[-1].name if _limit(sentence.text, found[-1].start) >= start else None


def _sped(sentence: Sentence, index: int) -> str | None:
    """Return what is sped up: "accelerates the original pipeline by 3x"."""
    sped = _SPED.search(sentence.text[: sentence.figures[index].start])
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
    if name is None or _NOT_NAMED.search(name):
        return None
    cues = find_cues(name)
    return None if cues and name.endswith(cues[-1].word) and cues[-1].metric == "quality" else name
