"""Claims side by side, with a verdict on each pair."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from assistant.claims.baselines import same_baseline
from assistant.claims.conditions import differing_conditions
from assistant.claims.costs import quality_beside
from assistant.claims.measures import same_value
from assistant.claims.names import is_proper_name, name_key
from assistant.claims.rules import judge
from assistant.claims.sides import Side
from assistant.schema import (
    Claim,
    ComparedClaim,
    ComparedPair,
    Comparison,
    Disagreement,
    Link,
    PairVerdict,
    Paper,
)


def compare_pair(a: Claim, b: Claim, papers: Mapping[str, Paper], links: Sequence[Link] = ()) -> PairVerdict:
    """Judge whether two claims can be compared and whether a ranking may be drawn.

    ``papers`` holds the papers of both claims by id; ``links`` are those of ``find_links``. The reasons name
    the fields that decide. A ranking is allowed for comparable claims whose values differ; where one paper
    reports a result against the other's method it is allowed for that result only, which a reason then gives.
    """
    return judge(Side(a, papers[a.quote.paper_id]), Side(b, papers[b.quote.paper_id]), links)


def compare_claims(
    claims: Sequence[Claim], papers: Mapping[str, Paper], links: Sequence[Link] = ()
) -> Comparison:
    """Set claims side by side: one row each in the given order, and a verdict on every pair of rows.

    ``papers`` holds the papers of the claims by id; ``links`` are those of ``find_links``. The work grows
    with the square of the number of claims.
    """
    sides = [Side(claim, papers[claim.quote.paper_id]) for claim in claims]
    pairs = tuple(
        _compared(a, b, judge(sides[a], sides[b], links)) for a, b in combinations(range(len(sides)), 2)
    )
    compared = {claim.quote.paper_id for claim in claims}
    met = [
        link for link in links if {link.from_paper, link.to_paper} <= compared and link.relation == "baseline"
    ]
    return Comparison(
        rows=tuple(_rows(claims, papers)),
        pairs=pairs,
        head_to_head=tuple(met),
        disagreements=tuple(_disagreements(sides, pairs)),
    )


def _compared(a: int, b: int, found: PairVerdict) -> ComparedPair:
    return ComparedPair(a=a, b=b, verdict=found.verdict, reasons=found.reasons, may_rank=found.may_rank)


def _rows(claims: Sequence[Claim], papers: Mapping[str, Paper]) -> Iterator[ComparedClaim]:
    of_paper: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        of_paper[claim.quote.paper_id].append(claim)
    for claim in claims:
        paper = papers[claim.quote.paper_id]
        quality = quality_beside(claim, paper, of_paper[paper.id])
        yield ComparedClaim(claim=claim, title=paper.title, quality=quality)


def _disagreements(sides: Sequence[Side], pairs: Sequence[ComparedPair]) -> Iterator[Disagreement]:
    for pair in pairs:
        one, other = sides[pair.a], sides[pair.b]
        method = _same_method(one, other)
        apart = pair.verdict == "not_comparable" or differing_conditions(one, other)
        if apart or method is None or same_value(one, other):
            continue
        if not one.relative or same_baseline(one.claim.baseline or "", other.claim.baseline or ""):
            reason = f"value: {one.label} and {other.label} state different figures for {method}"
            yield Disagreement(a=pair.a, b=pair.b, reason=reason)


def _same_method(a: Side, b: Side) -> str | None:
    """Return the method that two papers both state a figure of, ``None`` when it is not one and the same."""
    if a.paper.id == b.paper.id:
        return None
    keys = _method_keys(a) & _method_keys(b)
    return (a.claim.subject or b.claim.subject or a.label) if keys else None


def _method_keys(side: Side) -> frozenset[str]:
    """Return the keys of a subject's names; an own claim goes by all names of the paper's method."""
    subject = side.claim.subject or ""
    named = frozenset([name_key(subject)]) if is_proper_name(subject) else frozenset[str]()
    return named | side.names if side.claim.own and (not named or named <= side.names) else named
