"""Claims in the database: written paper by paper, asked by SQL, and corrected by the user."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection, and_, delete, insert, or_, select, update

from assistant.errors import NotFoundError, StoreError
from assistant.library import tables
from assistant.library.claim_queries import ENTRY, TERMS, number, page, search_form
from assistant.library.claim_rows import EDITABLE, Row, from_row, keyed, numbered, revised, successor, to_row
from assistant.library.database import Database, chunks
from assistant.schema import Claim, ClaimFilter, LedgerEntry

_Edits = dict[str, dict[str, Any]]
"""By the key of a claim and the name of a field: what the user wrote."""


class Claims:
    """The claims of a library; corrections outlive every new reading of their paper."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def replace(self, paper_id: str, claims: Sequence[Claim], version: int) -> None:
        """Put ``claims`` in the place of those of a paper, as read by this version; see `replace_many`."""
        self.replace_many({paper_id: claims}, version)

    def replace_many(self, claims: Mapping[str, Sequence[Claim]], version: int) -> None:
        """Put other claims in the place of those of each paper, all or none; unknown papers are passed over.

        A corrected claim keeps its key and its corrections, and stays even when it was not found again.
        """
        with self._database.write() as connection:
            rows: list[Row] = []
            positions = _positions(connection, list(claims))
            for paper_id, paper in positions.items():
                found = keyed(paper_id, [to_row(claim) for claim in claims[paper_id]])
                rows += numbered(paper, _with_edits(connection, paper, found))
                connection.execute(delete(tables.claims).where(tables.claims.c.paper == paper))
            if rows:
                connection.execute(insert(tables.claims), rows)
            _note_terms(connection, rows)
            _note_extractions(connection, positions, version)

    def stale(self, version: int, *, limit: int | None = None) -> list[str]:
        """Return the papers whose text of today was not read by this version or a newer one, oldest first."""
        papers, done = tables.papers.c, tables.extractions.c
        same = and_(done.paper == papers.position, done.paper_id == papers.id)
        query = select(papers.id).outerjoin_from(tables.papers, tables.extractions, same)
        unread = or_(done.version.is_(None), done.version < version)
        with self._database.read() as connection:
            found = connection.execute(query.where(unread).order_by(papers.position).limit(limit))
            return list(found.scalars())

    def query(self, wanted: ClaimFilter) -> list[Claim]:
        """Return the claims that fit, in the order asked for."""
        return [entry.claim for entry in self.entries(wanted)]

    def entries(self, wanted: ClaimFilter) -> list[LedgerEntry]:
        """Return the claims that fit with their keys and corrected fields, in the order asked for."""
        with self._database.read() as connection:
            rows = [dict(row) for row in connection.execute(page(wanted)).mappings()]
            edits = _edits(connection, rows)
            return [_entry(row, edits) for row in rows]

    def count(self, wanted: ClaimFilter | None = None) -> int:
        """Return how many claims fit, whatever the limit."""
        with self._database.read() as connection:
            return connection.execute(number(wanted or ClaimFilter())).scalar_one()

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
            row = _row(connection, key)
            changed = _checked(row, name, None if value == "" else value)
            _record_edit(connection, row, name, changed[name])
            values = {"high": changed["high"], name: changed[name]}
            connection.execute(update(tables.claims).where(tables.claims.c.key == key).values(values))
            _note_terms(connection, [changed])
            return _entry(changed, _edits(connection, [changed]))


def _positions(connection: Connection, ids: Sequence[str]) -> dict[str, int]:
    papers = tables.papers.c
    found: dict[str, int] = {}
    for some in chunks(ids):
        query = select(papers.id, papers.position).where(papers.id.in_(some))
        found.update({row.id: row.position for row in connection.execute(query)})
    return found


def _with_edits(connection: Connection, paper: int, rows: list[Row]) -> list[Row]:
    """Return what was found in a paper with the user's corrections in force."""
    edits = tables.claim_edits
    by_key: defaultdict[str, list[Row]] = defaultdict(list)
    for edit in connection.execute(select(edits).where(edits.c.paper == paper)).mappings():
        by_key[edit["key"]].append(dict(edit))
    corrected: list[Row] = []
    for key, changes in by_key.items():
        old = _row(connection, key)
        twin = successor({**old, **{edit["name"]: edit["found"] for edit in changes}}, rows)
        if twin is None:
            corrected.append({name: old[name] for name in old if name != "paper_id"})
            continue
        rows = [row for row in rows if row is not twin]
        _note_found(connection, changes, twin)
        corrected.append(revised(twin, {"key": key, **{edit["name"]: edit["edited"] for edit in changes}}))
    return rows + corrected


def _note_found(connection: Connection, changes: Sequence[Row], row: Row) -> None:
    """Keep what today's reading says where the user wrote something else."""
    edits = tables.claim_edits
    for edit in changes:
        this = (edits.c.key == edit["key"], edits.c.name == edit["name"])
        connection.execute(update(edits).where(*this).values(found=row[edit["name"]]))


def _row(connection: Connection, key: str) -> Row:
    row = connection.execute(ENTRY.where(tables.claims.c.key == key)).mappings().one_or_none()
    if row is None:
        raise NotFoundError(f"No claim has the key {key!r}; its paper may be gone, so list the claims again.")
    return dict(row)


def _checked(row: Row, name: str, value: object) -> Row:
    try:
        claim = from_row({**row, name: value})
    except ValidationError as exc:
        reason = exc.errors()[0]["msg"]
        raise StoreError(f"{name!r} of a claim cannot be {value!r}: {reason}; give another value.") from exc
    return {**row, **to_row(claim)}


def _record_edit(connection: Connection, row: Row, name: str, value: object) -> None:
    edits = tables.claim_edits
    where = (edits.c.key == row["key"], edits.c.name == name)
    known = connection.execute(select(edits.c.found).where(*where)).one_or_none()
    found = row[name] if known is None else known.found
    connection.execute(delete(edits).where(*where))
    if value != found:
        edit = {"key": row["key"], "name": name, "paper": row["paper"], "found": found, "edited": value}
        connection.execute(insert(edits).values(edit))


def _edits(connection: Connection, rows: Sequence[Row]) -> _Edits:
    edits = tables.claim_edits
    found: defaultdict[str, dict[str, Any]] = defaultdict(dict)
    for some in chunks([row["key"] for row in rows]):
        for edit in connection.execute(select(edits).where(edits.c.key.in_(some))):
            found[edit.key][edit.name] = edit.edited
    return found


def _entry(row: Row, edits: _Edits) -> LedgerEntry:
    edited = tuple(sorted(edits.get(row["key"], ())))
    state = {"state": "edited"} if edited else {}
    return LedgerEntry(key=row["key"], claim=from_row({**row, **state}), edited=edited)


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
