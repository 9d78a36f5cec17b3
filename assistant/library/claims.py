"""Claims in the database: written paper by paper, asked by SQL, and corrected by the user."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from math import isfinite
from typing import Literal

from pydantic import ValidationError
from sqlalchemy import Connection, and_, delete, insert, or_, select, update

from assistant.errors import NotFoundError, StoreError
from assistant.library import claim_edits, second_readings, tables
from assistant.library.claim_edits import Edits
from assistant.library.claim_queries import TERMS, number, number_of_papers, page, search_form
from assistant.library.claim_rows import EDITABLE, Row, from_row, keyed, numbered, to_row
from assistant.library.database import Database, chunks
from assistant.schema import Claim, ClaimFilter, LedgerEntry, ProposedClaim

Decision = Literal["accepted", "dismissed"]
"""What the user says to a proposal."""


class Claims:
    """The claims of a library; corrections outlive every new reading of their paper."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def replace(self, paper_id: str, claims: Sequence[Claim], version: int) -> None:
        """Put ``claims`` in the place of those of a paper, as read by this version; see `replace_many`."""
        self.replace_many({paper_id: claims}, version)

    def replace_many(self, claims: Mapping[str, Sequence[Claim]], version: int) -> None:
        """Put other claims in the place of those of each paper, all or none; unknown papers are passed over.

        What a second reader found is joined to them anew. A corrected claim keeps its key and corrections,
        and stays even when it was not found again; so does what the user said to a proposal.
        """
        with self._database.write() as connection:
            positions = _positions(connection, list(claims))
            second = second_readings.kept(connection, list(positions))
            found = {
                paper_id: second_readings.merged(
                    [to_row(it) for it in claims[paper_id]], second.get(paper_id)
                )
                for paper_id in positions
            }
            _store(connection, positions, found)
            _note_extractions(connection, positions, version)

    def replace_second(self, paper_id: str, reader: str, claims: Sequence[ProposedClaim]) -> None:
        """Put what a second reader found in a paper in the place of what one found before.

        The rules' own claims stay as they are, and so does all that the user wrote or decided.

        Raises:
            NotFoundError: There is no such paper.
        """
        with self._database.write() as connection:
            positions = _positions(connection, [paper_id])
            if not positions:
                raise NotFoundError(f"No paper has the id {paper_id!r}; it may have been removed meanwhile.")
            position = positions[paper_id]
            second = second_readings.keep(connection, (position, paper_id), reader, claims)
            rules = [
                {name: row[name] for name in row if name != "paper_id"}
                for row in claim_edits.as_found(connection, position)
                if row["state"] == "stated"
            ]
            _store(connection, positions, {paper_id: second_readings.merged(rules, second)})

    def unread(self, reader: str) -> list[str]:
        """Return the papers with an abstract that this second reader has not read yet, oldest first."""
        with self._database.read() as connection:
            return second_readings.unread(connection, reader)

    def stale(self, version: int, *, limit: int | None = None) -> list[str]:
        """Return the papers whose text of today was not read by this version or a newer one, oldest first."""
        papers, done = tables.papers.c, tables.extractions.c
        same = and_(done.paper == papers.position, done.paper_id == papers.id)
        query = select(papers.id).outerjoin_from(tables.papers, tables.extractions, same)
        unread = or_(done.version.is_(None), done.version < version)
        with self._database.read() as connection:
            found = connection.execute(query.where(unread).order_by(papers.position).limit(limit))
            return list(found.scalars())

    def revision(self) -> str:
        """Return a mark that changes whenever a paper, or what the user wrote over a claim, does."""
        papers, edits = tables.papers.c, tables.claim_edits.c
        mark = sha256()
        with self._database.read() as connection:
            for query in (
                select(papers.id).order_by(papers.position),
                select(edits.key, edits.name, edits.edited).order_by(edits.key, edits.name),
            ):
                mark.update(repr([tuple(row) for row in connection.execute(query)]).encode())
        return mark.hexdigest()[:16]

    def query(self, wanted: ClaimFilter) -> list[Claim]:
        """Return the claims that fit, in the order asked for."""
        return [entry.claim for entry in self.entries(wanted)]

    def entries(self, wanted: ClaimFilter) -> list[LedgerEntry]:
        """Return the claims that fit with their keys and corrected fields, in the order asked for."""
        with self._database.read() as connection:
            rows = [dict(row) for row in connection.execute(page(wanted)).mappings()]
            edits = claim_edits.edits_of(connection, rows)
            return [_entry(row, edits) for row in rows]

    def count(self, wanted: ClaimFilter | None = None) -> int:
        """Return how many claims fit, whatever the limit."""
        with self._database.read() as connection:
            return connection.execute(number(wanted or ClaimFilter())).scalar_one()

    def count_papers(self, wanted: ClaimFilter | None = None) -> int:
        """Return in how many papers claims fit, whatever the limit."""
        with self._database.read() as connection:
            return connection.execute(number_of_papers(wanted or ClaimFilter())).scalar_one()

    def get(self, keys: Sequence[str]) -> list[LedgerEntry]:
        """Return the claims with these keys, in the given order; a key that no claim has is passed over."""
        with self._database.read() as connection:
            rows = claim_edits.rows_of(connection, keys)
            edits = claim_edits.edits_of(connection, rows)
            return [_entry(row, edits) for row in rows]

    def found(self, key: str) -> dict[str, object]:
        """Return what was read in each field of a claim that the user has corrected."""
        with self._database.read() as connection:
            return claim_edits.found_values(connection, key)

    def terms(self, kind: str) -> list[str]:
        """Return every text that ``hardware``, ``model`` or ``baseline`` has had, sorted."""
        terms = tables.claim_terms.c
        query = select(terms.text).where(terms.kind == kind).order_by(terms.folded, terms.text)
        with self._database.read() as connection:
            return list(connection.execute(query).scalars())

    def edit(self, key: str, name: str, value: object) -> LedgerEntry:
        """Correct one field of a claim, and return it; the value that was found takes the correction back.

        ``name`` is a field of the claim, its quantity or its setting; an empty text means "not stated".

        Raises:
            NotFoundError: No claim has this key.
            StoreError: The field cannot be corrected, or not to this value.
        """
        if name not in EDITABLE:
            raise StoreError(f"{name!r} cannot be corrected; choose one of {', '.join(sorted(EDITABLE))}.")
        with self._database.write() as connection:
            row = claim_edits.row_of(connection, key)
            changed = _checked(row, name, None if value == "" else value)
            claim_edits.record(connection, row, name, changed[name])
            if row["state"] == "proposed":
                # Whoever corrects a proposal means it to stand.
                changed["state"] = "accepted"
                claim_edits.record(connection, row, "state", "accepted")
            values = {it: changed[it] for it in ("high", "state", name)}
            return _update(connection, changed, values)

    def decide(self, key: str, decision: Decision | None) -> LedgerEntry:
        """Accept or dismiss what a model proposed, or take that back with ``None``; return the claim.

        A dismissed claim is in no answer to any question, also when a model proposes it again. Where the user
        has corrected a proposal, taking back leaves it accepted.

        Raises:
            NotFoundError: No claim has this key.
            StoreError: The rules read this claim from the text; no model proposed it.
        """
        with self._database.write() as connection:
            row = claim_edits.row_of(connection, key)
            found = claim_edits.found_value(connection, row, "state")
            if found == "stated" and row["state"] == "stated":
                raise StoreError(
                    f"The claim {key!r} is no proposal to decide on; correct its fields instead."
                )
            corrected = claim_edits.edits_of(connection, [row]).get(key, {}).keys() - {"state"}
            state = decision or ("accepted" if corrected else "proposed")
            if found == "stated" and state != "dismissed":
                state = "stated"
            claim_edits.record(connection, row, "state", state)
            return _update(connection, {**row, "state": state}, {"state": state})


def _positions(connection: Connection, ids: Sequence[str]) -> dict[str, int]:
    papers = tables.papers.c
    found: dict[str, int] = {}
    for some in chunks(ids):
        query = select(papers.id, papers.position).where(papers.id.in_(some))
        found.update({row.id: row.position for row in connection.execute(query)})
    return found


def _store(connection: Connection, positions: Mapping[str, int], found: Mapping[str, Sequence[Row]]) -> None:
    """Put what was found in some papers in the place of their claims; what users wrote stays in force."""
    rows: list[Row] = []
    for paper_id, paper in positions.items():
        current = claim_edits.with_edits(connection, paper, keyed(paper_id, found[paper_id]))
        rows += numbered(paper, current)
        connection.execute(delete(tables.claims).where(tables.claims.c.paper == paper))
    if rows:
        connection.execute(insert(tables.claims), rows)
    _note_terms(connection, rows)


def _update(connection: Connection, row: Row, values: Mapping[str, object]) -> LedgerEntry:
    connection.execute(update(tables.claims).where(tables.claims.c.key == row["key"]).values(values))
    _note_terms(connection, [row])
    return _entry(row, claim_edits.edits_of(connection, [row]))


def _checked(row: Row, name: str, value: object) -> Row:
    try:
        claim = from_row({**row, name: value})
    except ValidationError as exc:
        reason = exc.errors()[0]["msg"]
        raise StoreError(f"{name!r} of a claim cannot be {value!r}: {reason}; give another value.") from exc
    ends = [end for end in (claim.quantity.value, claim.quantity.value_max) if end is not None]
    if not all(map(isfinite, ends)) or ends != sorted(ends):
        raise StoreError(
            f"{name!r} of a claim cannot be {value!r}: a range runs from the smaller to the larger number; "
            "give a number, and move the other end first where it is in the way."
        )
    return {**row, **to_row(claim)}


def _entry(row: Row, edits: Edits) -> LedgerEntry:
    edited = tuple(sorted(edits.get(row["key"], {}).keys() - {"state"}))
    state = "edited" if edited and row["state"] != "dismissed" else row["state"]
    claim = from_row({**row, "state": state})
    return LedgerEntry.model_validate(
        {"key": row["key"], "claim": claim, "edited": edited, "second": row["second"]}
    )


def _note_terms(connection: Connection, rows: Iterable[Row]) -> None:
    terms = tables.claim_terms
    for kind in TERMS:
        texts = sorted({row[kind] for row in rows if row[kind] is not None})
        for some in chunks(texts):
            query = select(terms.c.text).where(terms.c.kind == kind, terms.c.text.in_(some))
            known = set(connection.execute(query).scalars())
            new = [
                {"kind": kind, "text": text, "folded": search_form(text)}
                for text in some
                if text not in known
            ]
            if new:
                connection.execute(insert(terms), new)


def _note_extractions(connection: Connection, positions: Mapping[str, int], version: int) -> None:
    done = tables.extractions
    for paper_id, paper in positions.items():
        connection.execute(delete(done).where(done.c.paper == paper))
        connection.execute(insert(done).values(paper=paper, paper_id=paper_id, version=version))
