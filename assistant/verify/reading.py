"""How the gate reads a piece of text: the same reader for statements and for sources."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from assistant.text.entities import entity_key, find_entities
from assistant.text.folding import folded
from assistant.text.qualifiers import Qualifier, find_qualifiers
from assistant.text.quantities import COUNT, Quantity, find_quantities
from assistant.text.words import content_words

_TOKEN = re.compile(r"[^\W_]+")
_CLAUSE_EDGE = re.compile(r"[,;:()]|\b(?:and|while|whereas|but|versus|vs)\b")
_BRITISH = (
    (re.compile(r"(?<=[A-Za-z]{3})is(?=(?:e[sdr]?|ing|ers?|ations?|ational)\b)", re.IGNORECASE), "iz"),
    (re.compile(r"(?<=[a-z]{2}l)ys(?=(?:e[sdr]?|ing|ers?)\b)", re.IGNORECASE), "yz"),
    (re.compile(r"(?<=[a-z]{2})our(?=s?\b|ed\b|ing\b|al\b|able\b)"), "or"),
    (re.compile(r"(?<=[a-z]{2}[aeiou]l)l(?=(?:ed|ing|ers?)\b)"), ""),
    (re.compile(r"(?<=cent)re(?=s?\b)", re.IGNORECASE), "er"),
)
"""Applied to both sides, so that words they should leave alone still agree with themselves."""
_NAME_BEFORE = re.compile(r"([A-Za-z][\w-]*)[ -]$")


@dataclass(frozen=True)
class Word:
    """A word that carries meaning, as its stem, at ``start`` of the folded text."""

    start: int
    stem: str


@dataclass(frozen=True)
class Figure:
    """A number or a name that holds digits, as it stands in a text."""

    start: int
    text: str
    names: frozenset[str]
    """Keys of the name; a number after a word also matches as a name (RTX 4090)."""
    families: frozenset[str] = frozenset()
    """Keys of what the name belongs to, which a statement may say instead: LLaMA-2 for LLaMA-2-70B."""
    quantity: Quantity | None = None
    qualifiers: frozenset[Qualifier] = frozenset()

    def matches(self, source: Figure) -> bool:
        """Tell whether a source's figure is this one: the same value and unit, or the same name."""
        if self.quantity and source.quantity and self.quantity.same(source.quantity):
            return True
        return bool(self.names & (source.names | source.families)) and not (self.quantity and source.quantity)


Mark = Word | Figure


@dataclass(frozen=True)
class Reading:
    """A text as the gate sees it: folded, with its figures, its content words, and both in order."""

    text: str
    marks: tuple[Mark, ...]
    figures: tuple[Figure, ...]
    words: frozenset[str]

    @cached_property
    def terms(self) -> frozenset[str]:
        """The content words together with those inside names that hold digits."""
        names = [figure.text for figure in self.figures if figure.quantity is None]
        return self.words.union(*(stems(name) for name in names))

    def clause_words(self, figure: Figure) -> frozenset[str]:
        """Return the words and names of the clause around a figure, up to other numbers and conjunctions."""
        edges = [0, len(self.text)]
        edges += [edge.end() for edge in _CLAUSE_EDGE.finditer(self.text)]
        edges += [other.start for other in self.figures if other.quantity and other is not figure]
        low = max(edge for edge in edges if edge <= figure.start)
        high = min(edge for edge in edges if edge > figure.start)
        inside = [mark for mark in self.marks if low <= mark.start < high and mark is not figure]
        return frozenset(mark.stem if isinstance(mark, Word) else mark.text.lower() for mark in inside)


@lru_cache(maxsize=8192)
def read(text: str) -> Reading:
    """Return the reading of a sentence or title."""
    plain = folded(text)
    figures = tuple(sorted([*_numbers(plain), *_names(plain)], key=lambda figure: figure.start))
    words = tuple(_words(plain, figures))
    marks = tuple(sorted([*words, *figures], key=lambda mark: mark.start))
    return Reading(plain, marks, figures, frozenset(word.stem for word in words))


def _numbers(text: str) -> list[Figure]:
    quantities = find_quantities(text)
    hedges = find_qualifiers(text, quantities)
    return [
        Figure(
            quantity.start,
            text[quantity.start : quantity.end],
            _spoken_names(text, quantity),
            quantity=quantity,
            qualifiers=qualifiers,
        )
        for quantity, qualifiers in zip(quantities, hedges, strict=True)
    ]


def _spoken_names(text: str, quantity: Quantity) -> frozenset[str]:
    before = _NAME_BEFORE.search(text[: quantity.start])
    if not before or quantity.unit != COUNT:
        return frozenset()
    return frozenset([f"{before.group(1)}{text[quantity.start : quantity.end]}".lower()])


def _names(text: str) -> list[Figure]:
    found: list[Figure] = []
    for entity in find_entities(text):
        name = text[entity.start : entity.end]
        ends = [dash.start() for dash in re.finditer(r"(?<=[0-9])-", name)]
        families = frozenset(entity_key(name[:end]) for end in ends)
        found.append(Figure(entity.start, name, frozenset([entity.key]), families))
    return found


def _words(text: str, figures: tuple[Figure, ...]) -> list[Word]:
    taken = [(figure.start, figure.start + len(figure.text)) for figure in figures]
    found: list[Word] = []
    for token in _TOKEN.finditer(text):
        if any(start <= token.start() < end for start, end in taken):
            continue
        found += [Word(token.start(), stem) for stem in stems(token.group())]
    return found


@lru_cache(maxsize=65_536)
def stems(text: str) -> tuple[str, ...]:
    """Return the content words of a text, the same for British and American spelling."""
    for pattern, american in _BRITISH:
        text = pattern.sub(american, text)
    return tuple(content_words(text))
