"""The terms of a text that can name what it is about: one or two telling words that stand for themselves."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from assistant.text.folding import folded
from assistant.text.words import content_words

_TITLE_WEIGHT = 2.0
_COMPOUND_WEIGHT = 1.6
"""What a term of two words, or one with a hyphen, says more than a single word."""
_REPEATED = 2
"""Uses in an abstract from which on a single word is one of its themes."""
_LONGEST = 2

_WORD = re.compile(r"[A-Za-z][A-Za-z]*(?:-[A-Za-z]+)*")
_GENERIC = frozenset(
    content_words(
        """
model models large small language neural network networks deep learning machine data dataset datasets task
tasks training train trained inference test time performance efficient efficiency effective accuracy accurate
quality high higher low lower better best good significant significantly significance improve improves
improved
improvement improving reduce reduces reduced reducing reduction increase increases increased increasing
achieve
experiment experiments experimental evaluation evaluations extensive demonstrate demonstrates state art
baseline
baselines existing previous prior recent novel simple general framework design designs algorithm algorithms
implementation implementations setting settings parameter parameters million billion llm llms gpu gpus ai user
users application applications scenario scenarios challenge challenges challenging issue issues limitation
limitations capability capabilities ability potential promising popular common widely various different
multiple
several many key important critical crucial fundamental primary main major further additional other such e.g
i.e
based driven wise level scale speed cost costs memory compute computation computational time size length
number
set process processes first second third finally respectively code available github open source end research
researchers field area domain domains analysis theory theoretical empirical practice practical real world
input
inputs output outputs function functions value values effect effects impact factor factors case cases example
examples part parts form forms way step steps stage stages range order orders magnitude full entire complete
overall total average standard conventional traditional specific particular available possible able necessary
optimal optimize optimization optimized ensure ensures enable enables enabled enabling allow allows leading
lead
leads generation generate maintain maintaining maintains preserve preserving provide provides providing
support supports supporting
introduce introduces address addresses addressing focus focuses rely relies require requires required
requirement
requirements remain remains become becomes making given known due well even while across among within without
per each new one two three four five up non pre post self multi
"""
    )
)


_REPORTED = frozenset(
    content_words(
        """
show shows shown propose proposes proposed present presents introduce study investigate paper work works
results
result approach method methods existing novel experimental single larger smaller
"""
    )
)
"""No term holds any of these."""
_NOUN = re.compile(
    r"(?:ion|ions|ing|ity|ment|ance|ence|ism|ics|ure|age|sis|sparsity|survey|cache|graph|kernels?)$"
)
"""How a single word ends that names a theme."""
_AFTER_VERBS = frozenset(
    ["a", "an", "the", "that", "this", "these", "their", "its", "our", "than", "them", "it"]
)
_NAME = re.compile("[A-Z]{2}|[a-z][A-Z]|^[A-Z]-|-[A-Z]$")


@lru_cache(maxsize=512)
def terms_of(title: str, abstract: str) -> tuple[tuple[tuple[str, ...], float], ...]:
    """Return the terms of a paper with what each weighs."""
    titled = {stems for stems, *_ in runs(title)}
    counts = Counter(stems for stems, *_ in runs(abstract))
    spellings = [(stems, spelled) for stems, spelled, alone in runs(f"{title}. {abstract}") if alone]
    nouns = {stems for stems, spelled in spellings if _is_noun(spelled)}
    verbs = {stems for stems, spelled in spellings if len(stems) == 1 and spelled.endswith("ing")}
    return tuple(
        (stems, (_COMPOUND_WEIGHT if len(stems) > 1 else 1.0) * (_TITLE_WEIGHT if stems in titled else 1.0))
        for stems in sorted(nouns)
        if len(stems) > 1 or counts[stems] >= _REPEATED or (stems in titled and stems not in verbs)
    )


def runs(text: str) -> Iterator[tuple[tuple[str, ...], str, bool]]:
    """Yield each run of one or two telling words: its stems, its spelling, and whether it stands alone.

    What stands before another word of the same phrase does not: "long-context" in "long-context tasks".
    """
    plain = folded(text)
    words = [(match, _stems(match.group())) for match in _WORD.finditer(plain)]
    for place, (match, stems) in enumerate(words):
        if stems:
            yield stems, match.group(), _alone(plain, match)
            for after, others in words[place + 1 : place + 2]:
                beside = plain[match.end() : after.start()] == " "
                if beside and len(stems) < _LONGEST and len(others) == 1:
                    yield (*stems, *others), plain[match.start() : after.end()], _alone(plain, after)


def commonest_spelling(stems: tuple[str, ...], texts: Sequence[str]) -> str:
    """Return how most of some texts spell a term that they hold, as a noun if any does."""
    spellings = Counter(
        spelled.lower() for text in texts for found, spelled, _ in runs(text) if found == stems
    )
    return min(spellings, key=lambda spelled: (not _is_noun(spelled), -spellings[spelled], spelled))


def _is_noun(spelled: str) -> bool:
    """Tell whether a term may end in a noun: "layers identified" and "transformers narrows" do not."""
    first, _, last = spelled.rpartition(" ")
    if not first:
        return _NOUN.search(spelled) is not None
    return not last.endswith("ed") and not (first.endswith("s") and last.endswith("s"))


def _alone(text: str, word: re.Match[str]) -> bool:
    """Tell whether no word that carries meaning follows in the same phrase, nor what follows on a verb."""
    after = _WORD.match(text, word.end() + 1) if text[word.end() : word.end() + 1] == " " else None
    if after is None:
        return True
    return after.group().lower() not in _AFTER_VERBS and not content_words(after.group())


def _stems(word: str) -> tuple[str, ...]:
    """Return the stems of a word, none when any part of it says too little."""
    stems = tuple(content_words(word))
    parts = word.split("-")
    if not _REPORTED.isdisjoint(stems):
        return ()
    if len(stems) != len(parts) or len(stems) > _LONGEST or any(len(part) < 3 for part in parts):
        return ()
    unlike = _NAME.search(word) is not None or word.endswith("ly")
    return () if unlike or _GENERIC.issuperset(stems) else stems
