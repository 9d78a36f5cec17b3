"""Version 1: papers, the embedding cache, threads with their turns, and a few named values.

A migration is a record of the past: it never imports ``tables`` and is never edited after a release.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

_metadata = MetaData()

Table(
    "meta",
    _metadata,
    Column("key", String, primary_key=True),
    Column("value", Text, nullable=False),
)

Table(
    "papers",
    _metadata,
    Column("position", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("title_key", String, nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("abstract", Text),
    Column("authors", JSON, nullable=False),
    Column("year", Integer),
    Column("date", Text),
    Column("venue", Text),
    Column("doi", Text),
    Column("arxiv_id", Text),
    Column("urls", JSON, nullable=False),
    Column("source", JSON(none_as_null=True)),
    Column("flags", JSON, nullable=False),
)

Table(
    "vectors",
    _metadata,
    Column("embedder", String, primary_key=True),
    Column("hash", String, primary_key=True),
    Column("data", LargeBinary, nullable=False),
)

Table(
    "threads",
    _metadata,
    Column("id", String, primary_key=True),
    Column("title", Text, nullable=False),
    Column("created", String, nullable=False),
    Column("active", String, nullable=False),
)

Table(
    "turns",
    _metadata,
    Column("id", String, primary_key=True),
    Column("thread_id", String, ForeignKey("threads.id", ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("question", Text, nullable=False),
    Column("state", String, nullable=False, index=True),
    Column("stage", JSON(none_as_null=True)),
    Column("statements", JSON, nullable=False),
    Column("answer", JSON(none_as_null=True)),
    Column("error", Text),
    Column("created", String, nullable=False),
    UniqueConstraint("thread_id", "position"),
)


def apply(connection: Connection) -> None:
    """Create the tables of the first version."""
    _metadata.create_all(connection)
