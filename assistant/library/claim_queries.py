"""From a `ClaimFilter` to SQL: everything is chosen, sorted and cut inside the database."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select

from assistant.library import tables
from assistant.schema import ClaimFilter
from assistant.text.folding import folded

TERMS = ("hardware", "model", "baseline")
"""Columns that are searched for a part of their text."""

_claims = tables.claims.c

_EQUAL = ("metric", "unit", "bound", "own", "headline")

_ORDERS: dict[str, tuple[ColumnElement[Any], ...]] = {
    "paper": (_claims.id,),
    "largest": (_claims.high.desc(), _claims.id.desc()),
    "smallest": (_claims.high, _claims.id),
}

_PAPER_ID = (
    select(tables.papers.c.id)
    .where(tables.papers.c.position == _claims.paper)
    .correlate(tables.claims)
    .scalar_subquery()
    .label("paper_id")
)

ENTRY = select(tables.claims, _PAPER_ID)
"""Whole rows with the id of their paper."""


def page(wanted: ClaimFilter) -> Select[Any]:
    """Select the rows that fit, in order, as many as asked for."""
    order = _ORDERS[wanted.order]
    conditions = list(_conditions(wanted))
    if conditions and wanted.order == "paper":
        # A sum has no index: the database must not walk all rows in this order to find the few that fit.
        order = (_claims.id + 0,)
    chosen = select(_claims.id).where(*conditions, _is_shown(wanted)).order_by(*order)
    chosen = chosen.limit(wanted.limit).offset(wanted.offset or None)
    return ENTRY.where(_claims.id.in_(chosen)).order_by(*_ORDERS[wanted.order])


def number(wanted: ClaimFilter) -> Select[Any]:
    """Select how many rows fit, whatever the limit."""
    return select(func.count()).select_from(tables.claims).where(*_conditions(wanted), _is_shown(wanted))


def number_of_papers(wanted: ClaimFilter) -> Select[Any]:
    """Select in how many papers rows fit, whatever the limit."""
    papers = func.count(_claims.paper.distinct())
    return select(papers).where(*_conditions(wanted), _is_shown(wanted))


def search_form(text: str) -> str:
    """Return text as it is searched: spelled one way, whatever its case."""
    return folded(text).casefold()


def _is_shown(wanted: ClaimFilter) -> ColumnElement[bool]:
    """Ask for the states that are wanted; only for the rare ones in a form that an index serves."""
    if wanted.proposed:
        return _claims.state == "proposed"
    hidden = ("dismissed",) if wanted.proposed is None else ("dismissed", "proposed")
    return and_(*(_claims.state != state for state in hidden))


def _conditions(wanted: ClaimFilter) -> Iterator[ColumnElement[bool]]:
    for name in _EQUAL:
        value = getattr(wanted, name)
        if value is not None:
            yield _claims[name] == value
    for name in TERMS:
        part = getattr(wanted, name)
        if part is not None:
            yield _claims[name].in_(_terms(name, part))
    if wanted.min_value is not None:
        yield _claims.high >= wanted.min_value
    if wanted.max_value is not None:
        yield _claims.value <= wanted.max_value
    if wanted.papers is not None:
        known = select(tables.papers.c.position).where(tables.papers.c.id.in_(wanted.papers))
        yield _claims.paper.in_(known)


def _terms(name: str, part: str) -> Select[Any]:
    terms = tables.claim_terms.c
    fits = terms.folded.contains(search_form(part), autoescape=True)
    return select(terms.text).where(terms.kind == name, fits)
