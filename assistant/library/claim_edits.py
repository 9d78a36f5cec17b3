"""What users wrote over claims and said to proposals, and how it outlives every new reading."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from assistant.errors import NotFoundError
from assistant.library import tables
from assistant.library.claim_queries import ENTRY
from assistant.library.claim_rows import Row, revised, successor
from assistant.library.database import chunks

Edits = Mapping[str, Mapping[str, Any]]
"""By the key of a claim and the name of a field: what the user wrote."""

_edits = tables.claim_edits


def row_of(connection: Connection, key: str) -> Row:
    """Return the row of a claim as it stands; `NotFoundError` when there is none."""
    row = connection.execute(ENTRY.where(tables.claims.c.key == key)).mappings().one_or_none()
    if row is None:
        raise NotFoundError(f"No claim has the key {key!r}; its paper may be gone, so list the claims again.")
    return dict(row)


def record(connection: Connection, row: Row, name: str, value: object) -> None:
    """Remember that the user wrote ``value`` into a field; what was found there takes that back."""
    found = found_value(connection, row, name)
    connection.execute(delete(_edits).where(_edits.c.key == row["key"], _edits.c.name == name))
    if value != found:
        edit = {"key": row["key"], "name": name, "paper": row["paper"], "found": found, "edited": value}
        connection.execute(insert(_edits).values(edit))


def found_value(connection: Connection, row: Row, name: str) -> object:
    """Return what was found in a field, whatever the user wrote there."""
    this = (_edits.c.key == row["key"], _edits.c.name == name)
    known = connection.execute(select(_edits.c.found).where(*this)).one_or_none()
    return row[name] if known is None else known.found


def rows_of(connection: Connection, keys: Sequence[str]) -> list[Row]:
    """Return the rows of those claims that there are, in the order of their keys."""
    found: dict[str, Row] = {}
    for some in chunks(keys):
        rows = connection.execute(ENTRY.where(tables.claims.c.key.in_(some))).mappings()
        found.update({row["key"]: dict(row) for row in rows})
    return [found[key] for key in keys if key in found]


def found_values(connection: Connection, key: str) -> dict[str, object]:
    """Return what was found in the fields of a claim that the user wrote into."""
    query = select(_edits.c.name, _edits.c.found).where(_edits.c.key == key, _edits.c.name != "state")
    return {row.name: row.found for row in connection.execute(query)}


def edits_of(connection: Connection, rows: Sequence[Row]) -> Edits:
    """Return what the user wrote into some rows."""
    found: defaultdict[str, dict[str, Any]] = defaultdict(dict)
    for some in chunks([row["key"] for row in rows]):
        for edit in connection.execute(select(_edits).where(_edits.c.key.in_(some))):
            found[edit.key][edit.name] = edit.edited
    return found


def as_found(connection: Connection, paper: int) -> list[Row]:
    """Return the rows of a paper as they were before the user wrote into them."""
    changes = _changes(connection, paper)
    rows = connection.execute(ENTRY.where(tables.claims.c.paper == paper).order_by(tables.claims.c.id))
    return [revised(row, _found(changes.get(row["key"], ()))) for row in map(dict, rows.mappings())]


def with_edits(connection: Connection, paper: int, rows: list[Row]) -> list[Row]:
    """Return what was found in a paper with all that the user wrote in force.

    A claim that the user touched keeps its key, and stays even when it was not found again.
    """
    touched: list[Row] = []
    for key, changes in _changes(connection, paper).items():
        old = row_of(connection, key)
        twin = successor({**old, **_found(changes)}, rows)
        if twin is None:
            touched.append({name: old[name] for name in old if name != "paper_id"})
            continue
        rows = [row for row in rows if row is not twin]
        _note_found(connection, changes, twin)
        touched.append(revised(twin, {"key": key, "state": _state(twin), **_written(changes, twin)}))
    return rows + touched


def _changes(connection: Connection, paper: int) -> dict[str, list[Row]]:
    by_key: defaultdict[str, list[Row]] = defaultdict(list)
    for edit in connection.execute(select(_edits).where(_edits.c.paper == paper)).mappings():
        by_key[edit["key"]].append(dict(edit))
    return by_key


def _found(changes: Sequence[Row]) -> Row:
    return {edit["name"]: edit["found"] for edit in changes}


def _written(changes: Sequence[Row], twin: Row) -> Row:
    written = {edit["name"]: edit["edited"] for edit in changes}
    if twin["state"] == "stated" and written.get("state") == "accepted":
        # What the rules have come to find as well needs nobody's consent any more.
        del written["state"]
    return written


def _state(twin: Row) -> str:
    """Return the state of a claim that the user touched: what he corrected is no mere proposal."""
    return "accepted" if twin["state"] == "proposed" else twin["state"]


def _note_found(connection: Connection, changes: Sequence[Row], row: Row) -> None:
    """Keep what today's reading says where the user wrote something else."""
    for edit in changes:
        this = (_edits.c.key == edit["key"], _edits.c.name == edit["name"])
        connection.execute(update(_edits).where(*this).values(found=row[edit["name"]]))
