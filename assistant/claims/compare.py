"""Claims side by side, with a verdict on each pair."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from assistant.claims.baselines import is_named, same_baseline
from assistant.claims.conditions import differing_conditions
from assistant.claims.costs import quality_beside
from assistant.claims.measures import agree
from assistant.claims.names import is_proper_name
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

_Links = Mapping[frozenset[str], Sequence[Link]]
"""The links between two papers, by the ids of both."""


def compare_pair(a: Claim, b: Claim, papers: Mapping[str, Paper], links: Sequence[Link] = ()) -> PairVerdict:
    """Judge whether two claims can be compared and whether a ranking may be drawn.

    ``papers`` holds the papers of both claims by id; ``links`` are those of ``find_links``. The reasons name
    the fields that decide. A ranking is allowed for comparable claims whose values differ; where one paper
    reports a result against the other's method it is allowed for that result only, which a reason then gives.
    """
    one, other = Side(a, papers[a.quote.paper_id]), Side(b, papers[b.quote.paper_id])
    return judge(one, other, _by_papers(links).get(frozenset([one.paper.id, other.paper.id]), ()))


def compare_claims(
    claims: Sequence[Claim], papers: Mapping[str, Paper], links: Sequence[Link] = ()
) -> Comparison:
    """Set claims side by side: one row each in the given order, and a verdict on every pair of rows.

    ``papers`` holds the papers of the claims by id; ``links`` are those of ``find_links``. The work grows
    with the square of the number of claims.
    """
    sides = [Side(claim, papers[claim.quote.paper_id]) for claim in claims]
    pairs = tuple(_pairs(sides, _by_papers(links)))
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


def _by_papers(links: Sequence[Link]) -> _Links:
    found: defaultdict[frozenset[str], list[Link]] = defaultdict(list)
    for link in links:
        found[frozenset([link.from_paper, link.to_paper])].append(link)
    return found


def _pairs(sides: Sequence[Side], links: _Links) -> Iterator[ComparedPair]:
    for (a, one), (b, other) in combinations(enumerate(sides), 2):
        found = judge(one, other, links.get(frozenset([one.paper.id, other.paper.id]), ()))
        yield ComparedPair(a=a, b=b, verdict=found.verdict, reasons=found.reasons, may_rank=found.may_rank)


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
        if one.paper.id == other.paper.id or pair.verdict == "not_comparable":
            continue
        method = _same_method(one, other)
        if method and _under_one_condition(one, other) and not agree(one, other):
            reason = f"value: {one.label} and {other.label} state different figures for {method}"
            yield Disagreement(a=pair.a, b=pair.b, reason=reason)


def _under_one_condition(a: Side, b: Side) -> bool:
    """Tell whether nothing stated explains that two figures differ: condition, statistic or baseline."""
    if differing_conditions(a, b) or a.hedges != b.hedges:
        return False
    if a.claim.metric == "quality" and not (a.claim.setting.dataset and b.claim.setting.dataset):
        return False
    return not a.relative or _over_one_baseline(a.claim.baseline, b.claim.baseline)


def _over_one_baseline(one: str | None, other: str | None) -> bool:
    return bool(one and other) and is_named(one or "") and same_baseline(one or "", other or "")


def _same_method(a: Side, b: Side) -> str | None:
    """Return the method that two papers both state a figure of, ``None`` when it is not one and the same."""
    keys = _method_keys(a) & _method_keys(b)
    return (a.claim.subject or b.claim.subject or a.label) if keys else None


def _method_keys(side: Side) -> frozenset[str]:
    """Return the keys of a subject's names; an own claim goes by all names of the paper's method."""
    named = frozenset([side.subject_key]) if is_proper_name(side.claim.subject or "") else frozenset[str]()
    return named | side.names if side.claim.own and named <= side.names else named
