"""What a second reader found in a paper, and how it joins the rows that the rules found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, and_, delete, insert, select

from assistant.library import tables
from assistant.library.claim_rows import Row, same_figure, to_row
from assistant.library.database import chunks
from assistant.schema import ProposedClaim, SecondReading, Setting
from assistant.text.folding import folded

_COMPARED = ("metric", "bound", "direction", "subject", "baseline", *Setting.model_fields)
_NEVER_READ = frozenset({"scope"})
"""Fields that no second reader is asked for."""

_ARTICLES = ("the ", "our ", "a ", "an ")

Found = Mapping[str, Any]
"""What one reader found in one paper: ``reader`` and ``claims``."""


def keep(connection: Connection, place: tuple[int, str], reader: str, claims: Sequence[ProposedClaim]) -> Row:
    """Keep what a reader found in the text of a paper, given by position and id, and return it."""
    done = tables.second_readings
    paper, paper_id = place
    stored = [claim.model_dump(mode="json") for claim in claims]
    row = {"paper": paper, "paper_id": paper_id, "reader": reader, "claims": stored}
    connection.execute(delete(done).where(done.c.paper == paper))
    connection.execute(insert(done).values(row))
    return row


def kept(connection: Connection, papers: Sequence[str]) -> dict[str, Found]:
    """Return what was found in the texts of papers, by id; a paper whose text has changed has nothing."""
    done = tables.second_readings
    found: dict[str, Found] = {}
    for some in chunks(papers):
        rows = connection.execute(select(done).where(done.c.paper_id.in_(some))).mappings()
        found.update({row["paper_id"]: dict(row) for row in rows})
    return found


def unread(connection: Connection, reader: str) -> list[str]:
    """Return the papers with an abstract that this reader has not read as it stands today, oldest first."""
    papers, done = tables.papers.c, tables.second_readings.c
    same = and_(done.paper == papers.position, done.paper_id == papers.id, done.reader == reader)
    query = select(papers.id).outerjoin_from(tables.papers, tables.second_readings, same)
    query = query.where(done.paper.is_(None), papers.abstract.is_not(None)).order_by(papers.position)
    return list(connection.execute(query).scalars())


def merged(rules: Sequence[Row], found: Found | None) -> list[Row]:
    """Return the rows of the rules with what the second reader made of each, then what it alone found."""
    if found is None:
        return [{**row, "second": None} for row in rules]
    reader: str = found["reader"]
    partners: dict[int, ProposedClaim] = {}
    alone: list[Row] = []
    for proposal in map(ProposedClaim.model_validate, found["claims"]):
        row = to_row(proposal.claim)
        partner = _partner(row, rules, partners)
        if partner is not None:
            partners[partner] = proposal
        elif _adds(row, [*rules, *alone]):
            alone.append({**row, "state": "proposed", "second": _plain(SecondReading(reader=reader))})
    missed = SecondReading(reader=reader, found=False)
    read = [
        {**row, "second": _plain(_compared(reader, row, partners[n]) if n in partners else missed)}
        for n, row in enumerate(rules)
    ]
    return read + alone


def _partner(row: Row, rules: Sequence[Row], taken: Mapping[int, ProposedClaim]) -> int | None:
    """Return which row of the rules a proposal is about: of the same figure, the one most like it."""
    free = [n for n, rule in enumerate(rules) if n not in taken and same_figure(rule, row)]
    return max(free, key=lambda n: sum(_same(rules[n][it], row[it]) for it in _COMPARED), default=None)


def _adds(row: Row, others: Sequence[Row]) -> bool:
    """Tell whether a row says something new: another figure, or a further baseline of a known one."""
    known = [other["baseline"] for other in others if same_figure(other, row)]
    further = row["baseline"] is not None and not any(_same(row["baseline"], it) for it in known)
    return not known or further


def _compared(reader: str, rule: Row, proposal: ProposedClaim) -> SecondReading:
    row = to_row(proposal.claim)
    names = [name for name in _COMPARED if name not in _NEVER_READ and name not in proposal.dropped]
    agrees = tuple(name for name in names if _same(rule[name], row[name]))
    differs = {name: row[name] for name in names if name not in agrees}
    return SecondReading(reader=reader, agrees=agrees, differs=differs)


def _same(one: str | None, other: str | None) -> bool:
    return one == other or (one is not None and other is not None and _spelled(one) == _spelled(other))


def _spelled(text: str) -> str:
    """Return a text in one spelling, whatever its case and article."""
    said = folded(text).casefold()
    return next((said.removeprefix(article) for article in _ARTICLES if said.startswith(article)), said)


def _plain(second: SecondReading) -> Row:
    return second.model_dump(mode="json")
