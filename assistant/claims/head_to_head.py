"""Where one claim or its abstract reports a result against the other claim's own method."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.claims.baselines import is_measured_against_method_of
from assistant.claims.sides import Side
from assistant.schema import Link


def head_to_head(a: Side, b: Side, links: Sequence[Link]) -> str | None:
    """Return which figure or words may be stated of the methods of two papers, ``None`` when they never met.

    ``links`` are those between the two papers.
    """
    return None if a.paper.id == b.paper.id else next(_meetings(a, b, links), None)


def _meetings(a: Side, b: Side, links: Sequence[Link]) -> Iterator[str]:
    for one, other in ((a, b), (b, a)):
        if one.relative and is_measured_against_method_of(one, other):
            figure = f"{one.claim.quantity.value:g} {one.claim.quantity.unit}"
            yield f"head-to-head: only {figure} over {one.claim.baseline} may be stated ({one.label})"
    for one, other in ((a, b), (b, a)):
        for link in links:
            ends = link.from_paper, link.to_paper
            if other.claim.own and link.relation == "baseline" and ends == (one.paper.id, other.paper.id):
                yield f"head-to-head: only this may be stated ({one.label}): {link.quote.text!r}"
