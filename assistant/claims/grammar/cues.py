"""Which word of a sentence names what a figure measures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from assistant.claims.grammar.around import head, lead
from assistant.claims.grammar.sentences import Sentence
from assistant.claims.grammar.shares import is_share
from assistant.claims.grammar.verbs import CONTINUES, VERB
from assistant.claims.grammar.vocabulary import ACRONYM_CUES, LESS_IS_BETTER, PARTIAL, VAGUE, WORD_CUES
from assistant.schema import Metric

_COMPLEMENT = re.compile(r"(?:^| )(?:in|of|to) ")
_NAMED = re.compile(r"(?:=|:|\b(?:of|to|by|at|under|below|about)\b)(?: [a-z]+){0,2}\W*$")
"""That the words before a figure lead up to it by name: "an error of about"."""
_BEFORE_PREPOSITION = re.compile(r".*?(?= (?:of|for|on|in|with|at|across|by)\b|$)")
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


def find_cues(text: str) -> list[Cue]:
    """Return the words of a text that name a metric, in order."""
    found = [*WORD_CUES.finditer(text), *ACRONYM_CUES.finditer(text)]
    found.sort(key=lambda match: match.start())
    # The groups of both patterns are named after the metrics.
    return [Cue(cast("Metric", one.lastgroup), one.group()) for one in found]


def telling(cues: Sequence[Cue]) -> Cue | None:
    """Return the cue that names the metric of a phrase: its last, unless that one says little by itself."""
    for weak in (VAGUE, PARTIAL):
        cues = [cue for cue in cues if not weak.fullmatch(cue.word)] or cues
    return cues[-1] if cues else None


def near_cue(sentence: Sentence, index: int) -> Cue | None:
    """Return the cue in the figure's own phrase: in its noun, what leads to it, or its complement."""
    leading = _leading_cue(sentence, index)
    if leading and (told_before(sentence, index) or is_share(sentence, index)):
        return leading
    noun, complement = _split(head(sentence, index))
    own, beside = telling(find_cues(noun)), telling(find_cues(complement))
    told = [cue for cue in (own, leading, beside) if cue]
    return next((cue for cue in told if not VAGUE.fullmatch(cue.word)), told[0] if told else None)


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
    cues = find_cues(subject.group()) if subject else []
    return cues[-1] if cues and subject and subject.group().rstrip().endswith(cues[-1].word) else None
