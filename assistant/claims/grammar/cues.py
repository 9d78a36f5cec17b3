"""Which word of a sentence names what a figure measures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from assistant.claims.grammar.around import head, lead
from assistant.claims.grammar.sentences import Sentence
from assistant.claims.grammar.shares import adds_to, is_share
from assistant.claims.grammar.verbs import CONTINUES, VERB
from assistant.claims.grammar.vocabulary import (
    ACRONYM_CUES,
    CHANGE,
    LESS_IS_BETTER,
    PARTIAL,
    VAGUE,
    WORD_CUES,
)
from assistant.schema import Metric
from assistant.text.quantities import COUNT

_COMPLEMENT = re.compile(r"(?:^| )(?:in|of|to) ")
_NAMED = re.compile(r"(?:=|:|\b(?:of|to|by|at|under|below|about)\b)(?: [a-z]+){0,2}\W*$")
"""That the words before a figure lead up to it by name: "an error of about"."""
_BEFORE_PREPOSITION = re.compile(r".*?(?= (?:of|for|on|in|with|at|across|by)\b|$)")
_ABBREVIATION = "(?P<name>[A-Z][A-Za-z]*[A-Z][A-Za-z]*)"
_SET = re.compile(rf"(?<![\w-]){_ABBREVIATION}(?: ?= ?|\) (?:=|of|from|is|was|to) (?:[a-z]+ )?)$")
_EXPLAINED = re.compile(rf" (?:[A-Z][\w-]* ){{1,4}}\({_ABBREVIATION}\)")
_BESIDE = re.compile(r" (?P<name>[A-Z][\w@-]{0,11})(?= (?:on|for|in|at|across)\b|[,.;](?!\d))")
_AFTER_NAME = re.compile(r"\b[A-Z][\w-]* $")
_BRACKETED = re.compile(r"(?P<words>[^,;:()]{3,60}) \(\W*$")
_CHANGED_TO = re.compile(r" (?:[\w-]+ )?to (?:[a-z]+ )?| ?-> ?")
_WORTH_LESS = frozenset[Metric](["compression", "memory", "cost", "data", "energy"])
"""Metrics of which less is better, whatever the word."""


@dataclass(frozen=True)
class Cue:
    """A word that names a metric."""

    metric: Metric
    word: str

    @property
    def singular(self) -> str:
        """The word as the unit of one value: ``DSC`` for ``DSCs``."""
        return self.word[:-1] if re.search(r"[A-Z]s$", self.word) else self.word

    @property
    def lower_is_better(self) -> bool:
        """Tell whether less of it is an improvement."""
        return self.metric in _WORTH_LESS or LESS_IS_BETTER.search(self.word) is not None


@lru_cache(maxsize=256)
def find_cues(text: str) -> tuple[Cue, ...]:
    """Return the words of a text that name a metric, in order."""
    found = [*WORD_CUES.finditer(text), *ACRONYM_CUES.finditer(text)]
    found.sort(key=lambda match: match.start())
    # The groups of both patterns are named after the metrics.
    return tuple(Cue(cast("Metric", one.lastgroup), one.group()) for one in found)


def telling(cues: Sequence[Cue]) -> Cue | None:
    """Return the cue that names the metric of a phrase: its last, unless that one says little by itself."""
    for weak in (VAGUE, PARTIAL):
        cues = [cue for cue in cues if not weak.fullmatch(cue.word)] or cues
    return cues[-1] if cues else None


def near_cue(sentence: Sentence, index: int) -> Cue | None:
    """Return the cue in the figure's own phrase: in its noun, what leads to it, or its complement."""
    if abbreviated := abbreviated_cue(sentence, index):
        return abbreviated
    leading = _leading_cue(sentence, index)
    if leading and (told_before(sentence, index) or is_share(sentence, index)):
        return leading
    placed = _bracketing_cue(sentence, index) or _added_cue(sentence, index)
    return placed or _phrase_cue(sentence, index, leading)


def _phrase_cue(sentence: Sentence, index: int, leading: Cue | None) -> Cue | None:
    """Return the cue of a figure's noun, else of what leads to it, else of the noun's complement."""
    noun, complement = _split(head(sentence, index))
    own, beside = telling(find_cues(noun)), telling(find_cues(complement))
    if index > sentence.run(index)[0] and CHANGE.search(noun) and (own or beside):
        return own or beside
    if _CHANGED_TO.fullmatch(sentence.before(index)) and index and own is None:
        return near_cue(sentence, index - 1)
    told = [cue for cue in (own, leading, beside) if cue]
    return next((cue for cue in told if not VAGUE.fullmatch(cue.word)), told[0] if told else None)


def _added_cue(sentence: Sentence, index: int) -> Cue | None:
    """Return the cost that a percentage is added to."""
    return next(iter(find_cues(sentence.after(index))), None) if adds_to(sentence, index) else None


def _bracketing_cue(sentence: Sentence, index: int) -> Cue | None:
    """Return the cue right before the bracket that a figure stands in: "revenue (+1.95%), recall (+1%)"."""
    before = sentence.before(index)
    phrase = _BRACKETED.search(before) if "(" in before[-4:] else None
    cues = find_cues(phrase["words"]) if phrase and sentence.after(index)[:1] in {")", ","} else ()
    return telling(cues) if phrase and cues and phrase["words"].endswith(cues[-1].word) else None


def abbreviated_cue(sentence: Sentence, index: int) -> Cue | None:
    """Return what a fraction is set equal to by an abbreviation: "IS = 317.2", "+23.3 Consistency (TC)"."""
    if sentence.figures[index].unit != COUNT or "." not in sentence.printed(index):
        return None
    before, after = sentence.before(index), sentence.after(index)
    beside = None if _AFTER_NAME.search(before) else _BESIDE.match(after)
    named = _SET.search(before) or _EXPLAINED.match(after) or beside
    if named is None:
        return None
    return telling(find_cues(named["name"])) or Cue("quality", named["name"])


def wide_cue(sentence: Sentence, index: int) -> Cue | None:
    """Return the nearest cue of the sentence for a figure whose own phrase names none."""
    for text in (sentence.before(index), sentence.text[: sentence.figures[index].start]):
        cues = [cue for cue in find_cues(text) if not VAGUE.fullmatch(cue.word)] or find_cues(text)
        if cues:
            return cues[-1]
    return next(iter(find_cues(re.split(r"[,;]", sentence.after(index), maxsplit=1)[0])), None)


def told_before(sentence: Sentence, index: int) -> bool:
    """Tell whether what a listed figure measures is told before it, what follows being another's."""
    run = sentence.run(index)
    if run[-1] == index or (run[0] == index and not _NAMED.search(lead(sentence, index))):
        return False
    return run[0] == index and _leading_cue(sentence, index) is not None


def _split(phrase: str) -> tuple[str, str]:
    """Return the noun of a phrase, and the complement that says of what or in what."""
    parts = _COMPLEMENT.split(phrase, maxsplit=1)
    return parts[0], parts[1] if len(parts) > 1 else ""


def _leading_cue(sentence: Sentence, index: int) -> Cue | None:
    """Return the cue of the words that lead to a figure: the object of their verb, or the verb's subject."""
    leading = lead(sentence, index)
    verbs = [*VERB.finditer(leading), *CONTINUES.finditer(leading)]
    if not verbs:
        return telling(find_cues(leading))
    verb = max(verbs, key=lambda match: match.start())
    if cue := telling(find_cues(leading[verb.end() :])):
        return cue
    subject = _BEFORE_PREPOSITION.match(leading[: min(verbs, key=lambda match: match.start()).start()])
    cues = find_cues(subject.group()) if subject else ()
    ends = cues and subject and subject.group().rstrip().endswith(cues[-1].word)
    return telling(cues) if ends else None
