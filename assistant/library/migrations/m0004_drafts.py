"""Version 4: drafts of related work, each with its versions."""

from __future__ import annotations

from sqlalchemy import JSON, Column, Connection, ForeignKey, Integer, MetaData, String, Table, Text

_metadata = MetaData()

Table(
    "drafts",
    _metadata,
    Column("id", String, primary_key=True),
    Column("title", Text, nullable=False),
    Column("created", String, nullable=False),
    Column("active", String, nullable=False),
)

Table(
    "draft_versions",
    _metadata,
    Column("draft_id", String, ForeignKey("drafts.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("created", String, nullable=False),
    Column("state", JSON, nullable=False),
)


def apply(connection: Connection) -> None:
    """Add the tables."""
    _metadata.create_all(connection)
