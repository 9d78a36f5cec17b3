"""Version 3: what models said, so that the same request need not be paid for twice."""

from __future__ import annotations

from sqlalchemy import Column, Connection, Integer, MetaData, String, Table, Text

_metadata = MetaData()

Table(
    "responses",
    _metadata,
    Column("position", Integer, primary_key=True),
    Column("key", String, nullable=False, unique=True),
    Column("text", Text, nullable=False),
)


def apply(connection: Connection) -> None:
    """Add the table; what was said before is not in it."""
    _metadata.create_all(connection)
