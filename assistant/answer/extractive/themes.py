"""Groups of papers that share a term: what a long answer is ordered by, in the papers' own words."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.schema import Evidence, Paper
from assistant.text.asking import topic_words
from assistant.text.folding import folded
from assistant.text.words import content_words

FEWEST = 4
"""Papers below which there is nothing to group."""
_MOST_SHARE = 0.6
"""Share of the papers above which a term sets nothing apart."""
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
result approach method methods existing orchestrating novel experimental single larger smaller
"""
    )
)
"""No term holds any of these."""
_NOUN = re.compile(
    r"(?:ion|ions|ing|ity|ment|ance|ence|ism|ics|ure|age|sis|sparsity|survey|cache|graph|kernels?)$"
)
"""How a single word ends that names a theme."""


_NAME = re.compile("[A-Z]{2}|[a-z][A-Z]|^[A-Z]-|-[A-Z]$")


@dataclass(frozen=True)
class Theme:
    """Papers that share a term."""

    term: str
    """As most of them spell it."""
    keys: tuple[int, ...]
    """Evidence keys, in order."""


def themes_of(evidence: Sequence[Evidence], question: str) -> list[Theme]:
    """Return disjoint groups of at least two papers, by their first papers; a paper alone is in none."""
    left = {item.key: item.paper for item in evidence}
    if len(left) < FEWEST:
        return []
    asked = frozenset(topic_words(question))
    found: list[Theme] = []
    while theme := _best_theme(left, asked, len(evidence)):
        found.append(theme)
        left = {key: paper for key, paper in left.items() if key not in theme.keys}
    return sorted(found, key=lambda theme: theme.keys)


def _best_theme(left: dict[int, Paper], asked: frozenset[str], total: int) -> Theme | None:
    holders: defaultdict[tuple[str, ...], dict[int, float]] = defaultdict(dict)
    for key, paper in left.items():
        for stems, weight in _terms(paper.title, paper.abstract or ""):
            if not asked.issuperset(stems):
                holders[stems][key] = weight
    fits = {
        stems: sum(keys.values())
        for stems, keys in holders.items()
        if 2 <= len(keys) <= max(2, _MOST_SHARE * total)
    }
    if not fits:
        return None
    best = max(fits, key=lambda stems: (fits[stems], stems))
    keys = tuple(sorted(holders[best]))
    return Theme(_spelled(best, [left[key] for key in keys]), keys)


def _spelled(stems: tuple[str, ...], papers: Sequence[Paper]) -> str:
    """Return the commonest spelling of a term."""
    spellings = Counter(
        text.lower()
        for paper in papers
        for found, text, _ in _runs(f"{paper.title}. {paper.abstract or ''}")
        if found == stems
    )
    return min(spellings, key=lambda text: (-spellings[text], text))


@lru_cache(maxsize=512)
def _terms(title: str, abstract: str) -> tuple[tuple[tuple[str, ...], float], ...]:
    """Return the terms of a paper with what each weighs."""
    titled = {stems for stems, *_ in _runs(title)}
    counts = Counter(stems for stems, *_ in _runs(abstract))
    spellings = [(stems, spelled) for stems, spelled, alone in _runs(f"{title}. {abstract}") if alone]
    nouns = {stems for stems, spelled in spellings if " " in spelled or _NOUN.search(spelled)}
    verbs = {stems for stems, spelled in spellings if len(stems) == 1 and spelled.endswith("ing")}
    return tuple(
        (stems, (_COMPOUND_WEIGHT if len(stems) > 1 else 1.0) * (_TITLE_WEIGHT if stems in titled else 1.0))
        for stems in sorted(nouns)
        if len(stems) > 1 or counts[stems] >= _REPEATED or (stems in titled and stems not in verbs)
    )


def _runs(text: str) -> Iterator[tuple[tuple[str, ...], str, bool]]:
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


def _alone(text: str, word: re.Match[str]) -> bool:
    """Tell whether no word that carries meaning follows in the same phrase."""
    after = _WORD.match(text, word.end() + 1) if text[word.end() : word.end() + 1] == " " else None
    return after is None or not content_words(after.group())


def _stems(word: str) -> tuple[str, ...]:
    """Return the stems of a word, none when any part of it says too little."""
    stems = tuple(content_words(word))
    parts = word.split("-")
    if not _REPORTED.isdisjoint(stems):
        return ()
    if len(stems) != len(parts) or len(stems) > _LONGEST or any(len(part) < 3 for part in parts):
        return ()
    named = _NAME.search(word) is not None
    return () if named or _GENERIC.issuperset(stems) else stems
