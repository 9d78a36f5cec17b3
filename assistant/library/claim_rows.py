"""A claim as one flat row of the database, and which claim of a later reading is the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any

from assistant.schema import Claim, Quantity, Quote, Setting
from assistant.text.folding import folded
from assistant.text.units import canonical_unit

Row = dict[str, Any]

_PLAIN = ("metric", "direction", "subject", "baseline", "own", "headline", "state")
_QUOTE = tuple(name for name in Quote.model_fields if name != "paper_id")

EDITABLE = frozenset({*_PLAIN, *Quantity.model_fields, *Setting.model_fields} - {"state"})
"""What a user may correct; the quote is the paper's."""

_MOST = 1 << 20
"""Claims of one paper, at most; far more than an abstract has words."""

_SHARES = frozenset(["x", "%", "pp"])

_IDENTITY = ("field", "start", "end", "metric", "value", "value_max", "unit", "subject", "baseline")


def to_row(claim: Claim) -> Row:
    """Return the columns of a claim, without its key and paper."""
    row = {
        **claim.quote.model_dump(exclude={"paper_id"}),
        **claim.quantity.model_dump(),
        **claim.setting.model_dump(),
        **{name: getattr(claim, name) for name in _PLAIN},
    }
    return revised(row, {})


def from_row(row: Mapping[str, Any]) -> Claim:
    """Return the claim of a row that also has ``paper_id``; pydantic's error when it is none."""
    return Claim.model_validate(
        {
            "quote": {"paper_id": row["paper_id"], **{name: row[name] for name in _QUOTE}},
            "quantity": {name: row[name] for name in Quantity.model_fields},
            "setting": {name: row[name] for name in Setting.model_fields},
            **{name: row[name] for name in _PLAIN},
        }
    )


def revised(row: Mapping[str, Any], changes: Mapping[str, Any]) -> Row:
    """Return a row with other values, and what follows from them."""
    new = {**row, **changes}
    ends = (new["value"], new["value_max"])
    return {**new, "high": max(end for end in ends if end is not None)}


def keyed(paper_id: str, rows: Iterable[Row]) -> list[Row]:
    """Return the rows of one paper with a key each that follows from what they say."""
    found: dict[str, Row] = {}
    for row in rows:
        said = [paper_id, *(str(row[name]) for name in _IDENTITY)]
        while (key := sha256("\x1f".join(said).encode()).hexdigest()[:16]) in found:
            said.append("again")
        found[key] = {**row, "key": key}
    return list(found.values())


def numbered(paper: int, rows: Iterable[Row]) -> list[Row]:
    """Return the rows of one paper as its text has them, with ids that sort after those of papers before."""
    placed = sorted(rows, key=lambda row: (row["field"] == "abstract", row["start"]))
    return [{**row, "id": paper * _MOST + place, "paper": paper} for place, row in enumerate(placed)]


def successor(old: Row, rows: Sequence[Row]) -> Row | None:
    """Return the row that states the figure of ``old`` in the same place, whatever else was read there."""
    same = [row for row in rows if same_figure(old, row)]
    return max(same, key=lambda row: _likeness(old, row), default=None)


def same_figure(one: Row, other: Row) -> bool:
    """Tell whether two rows of one paper state the same figure in the same place."""
    overlap = min(one["end"], other["end"]) - max(one["start"], other["start"])
    same = all(one[name] == other[name] for name in ("field", "value", "value_max"))
    return overlap > 0 and same and _same_unit(one["unit"], other["unit"])


def _same_unit(one: str, other: str) -> bool:
    """Tell whether units are the same; what is counted may be worded in many ways, shares may not."""
    units = {canonical_unit(folded(one)), canonical_unit(folded(other))}
    return len(units) == 1 or not units & _SHARES


def _likeness(old: Row, row: Row) -> tuple[bool, int]:
    return old["key"] == row["key"], sum(old[name] == row[name] for name in _IDENTITY)
