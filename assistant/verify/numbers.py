"""Every figure of a statement must stand in a cited text: same value, unit, context and hedges.

That a number occurs somewhere is not enough: the statement's figure is compared with every figure of the
cited texts by the words around both. Where another figure stands in the statement's context, it was altered.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from assistant.text.quantities import COUNT
from assistant.verify.lists import paired_names
from assistant.verify.reading import Figure, Mark, Reading, Word

_WINDOW = 8
"""Content words compared on either side of a figure; sentences of abstracts hold 14 on average."""
_CLEARLY_CLOSER = 3.0
"""Words by which another figure's context must match better to show an altered number.

Honest paraphrases that keep words of the source reach 2; altered digits in a copy, 4 or more.
"""
_UNLIKE = 5.0
"""The same for a figure that has neither the value nor the unit of the statement's."""
_SWAPPED = 2
"""Words that only the other figure's clause shares with the statement's, for a swap inside a sentence."""
_AT_HOME = 6.0
"""Words around both figures that agree, from which a figure stands where the source has it."""
_COPIED = 0.9
"""Share of words in common from which a statement copies one sentence, whose figures are then binding."""
_HOME = 3
"""Words shared with a sentence that has such a figure, where the one holding this very figure shares none."""

_FROM_TO = re.compile(r" to (?:an? |only |just )?")
_NUMBER_WORDS = "two three four five six seven eight nine ten eleven twelve"
_CARDINALS = dict(enumerate(_NUMBER_WORDS.split(), start=2))


@dataclass(frozen=True)
class Place:
    """A figure of a cited text and the sentence that holds it."""

    source: Reading
    figure: Figure


@dataclass(frozen=True)
class Fault:
    """What is wrong with a figure: it is absent, it belongs elsewhere, or its hedge was changed."""

    kind: Literal["absent", "misplaced", "hedge"]
    figure: Figure
    place: Place | None = None
    """The source's figure in this context, where there is one."""
    rival: bool = False
    """True when ``place`` holds another figure in the very wording of the statement."""


def figure_faults(statement: Reading, sources: Sequence[Reading]) -> list[Fault]:
    """Return the faults of the statement's figures against the sentences of the cited texts."""
    binding = [source for source in sources if _binds(statement, source)] or sources
    # A name with digits may stand for the "it" of the copied sentence.
    among = [(figure, binding if figure.quantity else sources) for figure in statement.figures]
    faults = [fault for figure, places in among if (fault := _fault(statement, figure, places))]
    return faults or _repeated(statement, sources) or _reversed(statement, sources)


def best_places(statement: Reading, sources: Sequence[Reading]) -> list[Place | None]:
    """Return the place that fits best for each of the statement's figures; ``None`` where there is none."""
    return [
        max(_places(figure, sources), key=lambda place: _fit(statement, figure, place), default=None)
        for figure in statement.figures
    ]


def is_copy(statement: Reading, source: Reading) -> bool:
    """Tell whether a statement says nearly all of one sentence and hardly anything else."""
    common, every = statement.words & source.words, statement.words | source.words
    return bool(every) and len(common) >= _COPIED * len(every)


def _binds(statement: Reading, source: Reading) -> bool:
    """Tell whether a statement copies a sentence and says nothing beside it that could have other figures."""
    counts = [sum(figure.quantity is not None for figure in it.figures) for it in (statement, source)]
    adds = counts[0] > counts[1] and len(statement.words - source.words) > 1
    return not adds and is_copy(statement, source)


def _fault(statement: Reading, figure: Figure, sources: Sequence[Reading]) -> Fault | None:
    places = _places(figure, sources)
    rival, rival_score = _closest_rival(statement, figure, sources)
    if not places:
        altered = rival_score >= _CLEARLY_CLOSER
        if not altered and _is_spelled_out(figure, sources):
            return None
        return Fault("absent", figure, rival, altered)
    place = max(places, key=lambda found: _fit(statement, figure, found))
    if rival and rival_score >= _context(statement, figure, place) + _margin(figure, rival.figure):
        return Fault("misplaced", figure, rival, True)
    if _context(statement, figure, place) >= max(_AT_HOME, rival_score):
        return _hedge_fault(statement, figure, places)
    if swapped := _swapped(statement, figure, places) or _mispaired(statement, figure, places):
        return Fault("misplaced", figure, swapped, True)
    if not statement.words & place.source.words and (home := _home(statement, figure, sources)):
        return Fault("misplaced", figure, home, True)
    return _hedge_fault(statement, figure, places)


def _places(figure: Figure, sources: Iterable[Reading]) -> list[Place]:
    return [Place(source, other) for source in sources for other in source.figures if figure.matches(other)]


def _is_spelled_out(figure: Figure, sources: Iterable[Reading]) -> bool:
    """Tell whether a source writes this small count as a word: "3 suites" for "three suites"."""
    if not figure.quantity or figure.quantity.unit != COUNT or figure.quantity.value not in _CARDINALS:
        return False
    word = _CARDINALS[int(figure.quantity.value)]
    return any(word in source.text.lower().split() for source in sources)


def _closest_rival(
    statement: Reading, figure: Figure, sources: Iterable[Reading]
) -> tuple[Place | None, float]:
    """Return the other figure whose context is most like this figure's, and how much it is alike."""
    best: tuple[Place | None, float] = (None, 0.0)
    for source in sources:
        for other in source.figures:
            if not figure.matches(other):
                place = Place(source, other)
                score = _context(statement, figure, place)
                if score > best[1]:
                    best = (place, score)
    return best


def _fit(statement: Reading, figure: Figure, place: Place) -> tuple[float, int, int]:
    """Order places: by context, then by words shared with the sentence, then by hedges that agree."""
    shared = len(statement.words & place.source.words)
    return _context(statement, figure, place), shared, figure.qualifiers == place.figure.qualifiers


def _context(statement: Reading, figure: Figure, place: Place) -> float:
    """Return how many content words agree in unbroken runs left and right of the two figures."""
    mine, theirs = statement.marks, place.source.marks
    here, there = mine.index(figure), theirs.index(place.figure)
    left = _run(mine[max(0, here - _WINDOW) : here][::-1], theirs[max(0, there - _WINDOW) : there][::-1])
    right = _run(mine[here + 1 : here + 1 + _WINDOW], theirs[there + 1 : there + 1 + _WINDOW])
    return left + right


def _run(mine: Sequence[Mark], theirs: Sequence[Mark]) -> float:
    """Return the length of the common beginning; figures continue a run but count only when equal."""
    length = 0.0
    for one, other in zip(mine, theirs, strict=False):
        if isinstance(one, Word) and isinstance(other, Word):
            if one.stem != other.stem:
                break
            length += 1
        elif isinstance(one, Figure) and isinstance(other, Figure):
            length += one.matches(other)
        else:
            break
    return length


def _swapped(statement: Reading, figure: Figure, places: Sequence[Place]) -> Place | None:
    """Return the figure of the same sentence whose clause the statement's figure was moved into."""
    if not figure.quantity:
        return None
    mine = statement.clause_words(figure)
    rivals: list[Place] = []
    for place in places:
        own = place.source.clause_words(place.figure) - _lead(place.source)
        found = [other for other in _same_unit(place) if _moved(mine, own, place.source.clause_words(other))]
        if not found:
            return None
        rivals += [Place(place.source, other) for other in found]
    return rivals[0] if rivals else None


def _margin(figure: Figure, rival: Figure) -> float:
    if not figure.quantity or not rival.quantity:
        return _CLEARLY_CLOSER
    alike = figure.quantity.unit == rival.quantity.unit or figure.quantity.value == rival.quantity.value
    return _CLEARLY_CLOSER if alike else _UNLIKE


def _home(statement: Reading, figure: Figure, sources: Iterable[Reading]) -> Place | None:
    """Return a figure of the same unit in a sentence that shares many words with the statement."""
    unit = figure.quantity.unit if figure.quantity else None
    for source in sources:
        if len(statement.words & source.words) >= _HOME:
            for other in source.figures:
                if other.quantity and other.quantity.unit == unit:
                    return Place(source, other)
    return None


def _mispaired(statement: Reading, figure: Figure, places: Sequence[Place]) -> Place | None:
    """Return the listed figure that the source pairs with the name which the statement gives to this one."""
    alone = sum(other.quantity is not None for other in statement.figures) == 1
    said = paired_names(statement).get(figure) or (
        statement.words if alone else statement.clause_words(figure)
    )
    for place in places:
        pairs = paired_names(place.source)
        meant = [other for other, names in pairs.items() if names and names <= said]
        if place.figure not in pairs or not meant or any(figure.matches(other) for other in meant):
            return None
        return Place(place.source, meant[0])
    return None


def _same_unit(place: Place) -> list[Figure]:
    quantity = place.figure.quantity
    return [
        other
        for other in place.source.figures
        if quantity
        and other.quantity
        and other.quantity.unit == quantity.unit
        and not place.figure.matches(other)
    ]


def _lead(source: Reading) -> frozenset[str]:
    """Return the words before the first number of a sentence: its subject, which all numbers share."""
    first = next((figure.start for figure in source.figures if figure.quantity), 0)
    return frozenset(mark.stem for mark in source.marks if isinstance(mark, Word) and mark.start < first)


def _moved(mine: frozenset[str], own: frozenset[str], others: frozenset[str]) -> bool:
    return not mine & (own - others) and len(mine & (others - own)) >= _SWAPPED


def _hedge_fault(statement: Reading, figure: Figure, places: Sequence[Place]) -> Fault | None:
    """Compare hedges with the place that fits best; "about" may be added, nothing may be lost."""
    if not figure.quantity:
        return None
    place = max(places, key=lambda found: _fit(statement, figure, found))
    lost = place.figure.qualifiers - figure.qualifiers
    added = figure.qualifiers - place.figure.qualifiers - {"about"}
    return Fault("hedge", figure, place) if lost or added else None


def _repeated(statement: Reading, sources: Sequence[Reading]) -> list[Fault]:
    """Find a value that the statement uses more often than the cited texts do."""
    counts = Counter(
        (figure.quantity.value, figure.quantity.value_max, figure.quantity.unit)
        for figure in statement.figures
        if figure.quantity
    )
    faults: list[Fault] = []
    for figure in statement.figures:
        quantity = figure.quantity
        if quantity and counts[quantity.value, quantity.value_max, quantity.unit] > 1:
            places = _places(figure, sources)
            if len(places) < counts[quantity.value, quantity.value_max, quantity.unit]:
                faults.append(Fault("misplaced", figure, places[0] if places else None))
    return faults


def _reversed(statement: Reading, sources: Sequence[Reading]) -> list[Fault]:
    """Find "from 2.5 to 12.6" where the source goes from 12.6 to 2.5."""
    faults: list[Fault] = []
    for first, second in pairwise(statement.figures):
        gap = statement.text[first.start + len(first.text) : second.start]
        if not _FROM_TO.fullmatch(gap):
            continue
        pairs = [
            (one.figure.start, other.figure.start)
            for one in _places(first, sources)
            for other in _places(second, sources)
            if one.source is other.source
        ]
        if pairs and all(one > other for one, other in pairs):
            faults.append(Fault("misplaced", first))
    return faults
