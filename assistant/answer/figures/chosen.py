"""Which of the records answer a question about figures, and in what order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.answer.figures.asked import Asked, Threshold
from assistant.claims.derived import derive
from assistant.claims.measures import kind
from assistant.claims.mentions import names_method
from assistant.claims.names import name_key
from assistant.claims.scope import scope
from assistant.claims.sides import Side
from assistant.schema import Claim, Paper
from assistant.text.folding import folded

PER_PAPER = 3
"""Quotes shown of each paper that a question names."""


@dataclass(frozen=True)
class Told:
    """The claims that one quote of a paper states."""

    paper: Paper
    claims: tuple[Claim, ...]

    @property
    def lead(self) -> Claim:
        """The first ratio among the claims, else the first claim."""
        return next((claim for claim in self.claims if claim.quantity.unit == "x"), self.claims[0])


def by_quote(claims: Iterable[Claim], papers: Mapping[str, Paper]) -> list[Told]:
    """Group claims that the same words state, in the given order."""
    groups: dict[tuple[str, int, int], list[Claim]] = {}
    for claim in claims:
        quote = claim.quote
        groups.setdefault((quote.paper_id, quote.start, quote.end), []).append(claim)
    return [Told(papers[paper_id], tuple(group)) for (paper_id, *_), group in groups.items()]


def of_named(claims: Sequence[Claim], asked: Asked, paper: Paper) -> list[Claim]:
    """Return the claims of one paper that answer, the asked kind and the authors' selling points first."""
    own = [claim for claim in claims if claim.own and claim.quote.field == "abstract"]
    wanted = [claim for claim in own if claim.metric in asked.metrics] or (
        [claim for claim in own if claim.headline] if asked.several or not asked.metrics else []
    )
    if asked.kinds is not None:
        wanted = [claim for claim in wanted if kind(Side(claim, paper)) in asked.kinds] or wanted
    kept = _first_quotes(sorted(wanted, key=lambda claim: not claim.headline), PER_PAPER)
    return sorted(kept, key=lambda claim: claim.quote.start)


def selling(claims: Sequence[Claim]) -> list[Claim]:
    """Return the figures with which one paper's authors sell it, then their others, up to ``PER_PAPER`` quotes."""
    own = [claim for claim in claims if claim.own and claim.quote.field == "abstract"]
    kept = _first_quotes(sorted(own, key=lambda claim: not claim.headline), PER_PAPER)
    return sorted(kept, key=lambda claim: claim.quote.start)


def over_baseline(claims: Sequence[Claim], baseline: str) -> list[Claim]:
    """Return the claims that are measured against a method, also when only their sentence names it."""
    key = {name_key(baseline)}
    exact = [claim for claim in claims if claim.baseline and names_method(claim.baseline, key)]
    return exact or [claim for claim in claims if names_method(claim.quote.text, key)]


def fitting(claims: Sequence[Claim], asked: Asked, papers: Mapping[str, Paper]) -> list[Claim]:
    """Return the claims that an aggregate asks for, whatever their order."""
    found = [claim for claim in claims if claim.own and (not asked.metrics or claim.metric in asked.metrics)]
    if asked.scope:
        found = [
            claim
            for claim in found
            if scope(Side(claim, papers[claim.quote.paper_id])) in {asked.scope, None}
        ]
    if asked.kinds is not None:
        found = [claim for claim in found if kind(Side(claim, papers[claim.quote.paper_id])) in asked.kinds]
    if asked.threshold:
        limit = asked.threshold
        return [
            claim for claim in found if (size := in_unit(claim, limit.unit)) is not None and limit.holds(size)
        ]
    return found


def in_unit(claim: Claim, unit: str) -> float | None:
    """Return the size of an effect as a factor (``x``) or as a change in percent; ``None`` where it has none.

    The upper end of a range counts. A level, such as an accuracy, is its own size.
    """
    quantity = claim.quantity
    if quantity.unit == unit:
        return quantity.value if quantity.value_max is None else quantity.value_max
    derived = derive(claim)
    if derived is None:
        return None
    factor = derived.factor if derived.factor_max is None else derived.factor_max
    if unit == "x":
        return factor
    shrinks = claim.metric in {"memory", "compression", "latency", "energy", "cost", "data"}
    return 100 * (1 - 1 / factor) if shrinks else 100 * (factor - 1)


def is_derived(claim: Claim, limit: Threshold) -> bool:
    """Tell whether a claim meets a limit only by what was worked out from its printed figure."""
    return claim.quantity.unit != limit.unit


def size_of(claim: Claim) -> float:
    """Return by what superlatives order: the factor that a ratio amounts to, else the printed value."""
    derived = derive(claim)
    if derived:
        return derived.factor if derived.factor_max is None else derived.factor_max
    return claim.quantity.value if claim.quantity.value_max is None else claim.quantity.value_max


def mentioning(
    claims: Sequence[Claim], names: Sequence[str], papers: Mapping[str, Paper], *, strictly: bool
) -> list[Claim]:
    """Return the claims whose sentence holds all these names.

    Unless ``strictly``, a paper that holds them elsewhere gives the figures by which its authors sell it.
    """
    keys = [name_key(name) for name in names]
    if not keys:
        return list(claims)
    near = [claim for claim in claims if _holds(Side(claim, papers[claim.quote.paper_id]).sentence, keys)]
    if strictly and near:
        return near
    settled = {claim.quote.paper_id for claim in near}
    return near + [
        claim
        for claim in claims
        if claim.quote.paper_id not in settled
        and claim.headline
        and _holds(_text(papers[claim.quote.paper_id]), keys)
    ]


def _holds(text: str, keys: Sequence[str]) -> bool:
    plain = name_key(folded(text))
    return all(key in plain for key in keys)


def _text(paper: Paper) -> str:
    return f"{paper.title} {paper.abstract or ''}"


def _first_quotes(claims: Sequence[Claim], most: int) -> list[Claim]:
    quotes = list(dict.fromkeys((claim.quote.start, claim.quote.end) for claim in claims))[:most]
    return [claim for claim in claims if (claim.quote.start, claim.quote.end) in quotes]
