"""One thing of a true sentence made false: a digit, a unit, a direction, a citation, a hedge, a "not", a name."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from assistant.schema import Paper
from assistant.text.folding import folded
from assistant.verify.citations import parse_citations
from assistant.verify.reading import read
from evals.attack.names import names_of
from evals.attack.tables import DIRECTIONS, HEDGES, NEGATIONS, TERMS, UNITS
from evals.attack.truths import Shelf, Truth


@dataclass(frozen=True)
class Corruption:
    """A sentence with one thing made false; ``papers`` are offered under keys from 1 on."""

    kind: str
    text: str
    papers: tuple[Paper, ...]
    keys: tuple[int, ...] | None
    change: str
    truth: Truth


@dataclass(frozen=True)
class Changed:
    """A changed wording and what was changed."""

    text: str
    change: str


Corrupt = Callable[[str, Truth, Shelf, random.Random], Iterator[Changed]]

_FACTOR = re.compile(r"[+-]?[0-9][0-9.,]*(?:-[0-9.]+)?")
_COMPARISON = (
    r"(?:significantly |consistently |substantially |also |even |further )?(?:outperform(?:s|ed|ing)?"
    r"|surpass(?:es|ed|ing)?|exceed(?:s|ed|ing)?|(?:is|are) (?:\S+ )?(?:faster|better|larger|smaller|cheaper|slower) than"
    r"|(?:achieves?|yields?|has|have) (?:\w+ )?(?:higher|lower|better) [\w ]{3,20} than)"
)
_SIDES = re.compile(
    rf"(?P<left>\b[A-Z][\w.+-]*(?: \w[\w-]*)?) (?P<verb>{_COMPARISON}) (?P<right>(?:the |all |other |existing |prior )?[\w.+-]+(?: [\w-]+){{0,2}}?)"
    r"(?= (?:by|on|in|at|with|across|while|for)\b|[,.;]|$)"
)


def corrupt(truth: Truth, shelf: Shelf, rng: random.Random) -> Iterator[Corruption]:
    """Yield at most one corruption of each kind for a truth, drawn from all that change its meaning."""
    for kind, corruptions in KINDS.items():
        found = [one for one in corruptions(folded(truth.text), truth, shelf, rng) if _is_false(one, truth)]
        if found:
            chosen = rng.choice(found)
            yield Corruption(kind, chosen.text, truth.papers, truth.keys, chosen.change, truth)
    yield from _citations(truth, shelf, rng)


def _is_false(changed: Changed, truth: Truth) -> bool:
    """Tell whether a wording was really changed and stands in no cited abstract or title."""
    said = _literal(changed.text)
    if said == _literal(truth.text):
        return False
    return not any(said in _literal(f"{it.abstract or ''} {it.title}") for it in truth.papers)


def _literal(text: str) -> str:
    plain = folded(parse_citations(text).plain)
    return " ".join(re.findall(r"[\w.%+-]+", plain.lower())).rstrip(".")


def _digits(text: str, _truth: Truth, _shelf: Shelf, rng: random.Random) -> Iterator[Changed]:
    for figure in read(_unmarked(text)).figures:
        for match in re.finditer("[0-9]", figure.text):
            at = figure.start + match.start()
            digit = (int(match.group()) + rng.randint(1, 9)) % 10
            yield Changed(f"{text[:at]}{digit}{text[at + 1 :]}", f"{match.group()} -> {digit}")


def _units(text: str, _truth: Truth, _shelf: Shelf, _rng: random.Random) -> Iterator[Changed]:
    for figure in read(_unmarked(text)).figures:
        number = _FACTOR.match(figure.text)
        if figure.quantity and number and figure.quantity.unit in UNITS:
            end = figure.start + len(figure.text)
            for unit in UNITS[figure.quantity.unit]:
                said = f"{number.group()}{unit}"
                yield Changed(f"{text[: figure.start]}{said}{text[end:]}", f"{figure.text} -> {said}")


def _directions(text: str, _truth: Truth, _shelf: Shelf, _rng: random.Random) -> Iterator[Changed]:
    yield from _exchanged(text, DIRECTIONS)


def _hedges(text: str, _truth: Truth, _shelf: Shelf, _rng: random.Random) -> Iterator[Changed]:
    for pattern, others in HEDGES.items():
        for match in re.finditer(pattern, text, re.IGNORECASE):
            for other in others:
                said = " ".join(f"{text[: match.start()]}{other}{text[match.end() :]}".split())
                yield Changed(said.replace(" .", "."), f"{match.group()} -> {other or 'nothing'}")


def _negations(text: str, _truth: Truth, _shelf: Shelf, _rng: random.Random) -> Iterator[Changed]:
    for pattern, said in NEGATIONS.items():
        for match in re.finditer(pattern, text):
            changed = match.expand(said)
            yield Changed(
                text[: match.start()] + changed + text[match.end() :], f"{match.group()} -> {changed}"
            )


def _names_within(text: str, truth: Truth, _shelf: Shelf, _rng: random.Random) -> Iterator[Changed]:
    """Exchange a name for another of its class that the abstract holds elsewhere."""
    for paper in truth.papers:
        names = names_of(paper)
        for name, kind in names.items():
            others = [it for it, its in names.items() if its == kind and not _related(it, name)]
            yield from _renamed(text, name, [it for it in others if not _holds(text, it)])


def _names_beyond(text: str, truth: Truth, shelf: Shelf, rng: random.Random) -> Iterator[Changed]:
    """Exchange a name for one of its class from another paper."""
    own = " ".join(f"{it.title} {it.abstract or ''}" for it in truth.papers)
    for paper in truth.papers:
        others = {it: kind for near in shelf.offered([paper])[1:] for it, kind in names_of(near).items()}
        for name, kind in names_of(paper).items():
            fitting = [it for it, its in others.items() if its == kind and it not in own]
            yield from _renamed(text, name, rng.sample(fitting, min(2, len(fitting))))


def _terms(text: str, _truth: Truth, _shelf: Shelf, _rng: random.Random) -> Iterator[Changed]:
    yield from (
        one
        for one in _exchanged(text, TERMS)
        if not _holds(text.lower(), one.change.split(" -> ")[1].lower())
    )


def _roles(text: str, _truth: Truth, _shelf: Shelf, _rng: random.Random) -> Iterator[Changed]:
    """Let the two sides of a comparison change places."""
    for match in _SIDES.finditer(text):
        left, right = match["left"], match["right"]
        said = f"{right} {match['verb']} {left}"
        yield Changed(text[: match.start()] + said + text[match.end() :], f"{match.group()} -> {said}")


def _citations(truth: Truth, shelf: Shelf, rng: random.Random) -> Iterator[Corruption]:
    """Cite another paper instead: one drawn, and the nearest one."""
    if len(truth.papers) != 1:
        return
    others = [paper for paper in shelf.papers if paper.id != truth.papers[0].id]
    near = shelf.nearest(truth.papers[0], 1)
    for kind, wrong in (("citation, drawn", rng.sample(others, 1)), ("citation, nearest", near)):
        for paper in wrong:
            if _literal(truth.text) not in _literal(f"{paper.title} {paper.abstract or ''}"):
                text = truth.text.removesuffix(" [1]")
                yield Corruption(kind, text, (truth.papers[0], paper), (2,), f"cites {paper.title!r}", truth)


def _exchanged(text: str, table: Mapping[str, str]) -> Iterator[Changed]:
    pattern = r"(?<![\w-])(?:" + "|".join(map(re.escape, table)) + r")(?![\w-])"
    for match in re.finditer(pattern, text, re.IGNORECASE):
        other = table[match.group().lower()]
        said = other.capitalize() if match.group()[0].isupper() else other
        yield Changed(text[: match.start()] + said + text[match.end() :], f"{match.group()} -> {said}")


def _renamed(text: str, name: str, others: list[str]) -> Iterator[Changed]:
    matches = list(re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text))
    if len(matches) == 1:
        (match,) = matches
        for other in others:
            yield Changed(text[: match.start()] + other + text[match.end() :], f"{name} -> {other}")


def _related(one: str, other: str) -> bool:
    """Tell whether two names may mean the same thing: one holds the other, or one is short for it."""
    a, b = sorted(
        (re.sub(r"\W", "", one.lower()).rstrip("s"), re.sub(r"\W", "", other.lower()).rstrip("s")), key=len
    )
    return a in b


def _holds(text: str, name: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


def _unmarked(text: str) -> str:
    """Return the text with its citation markers blanked out, so that their digits are no figures."""
    return re.sub(r" ?\[[1-9]\](?:\[[1-9]\])*", lambda match: " " * len(match.group()), text)


KINDS: Mapping[str, Corrupt] = {
    "digit": _digits,
    "unit": _units,
    "direction": _directions,
    "qualifier": _hedges,
    "negation": _negations,
    "entity, same abstract": _names_within,
    "entity, other paper": _names_beyond,
    "entity, term": _terms,
    "role reversal": _roles,
}
