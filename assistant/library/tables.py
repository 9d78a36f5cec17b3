"""The tables as the code of today sees them; the migrations are what creates them."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

meta = Table(
    "meta",
    metadata,
    Column("key", String, primary_key=True),
    Column("value", Text, nullable=False),
)

papers = Table(
    "papers",
    metadata,
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

vectors = Table(
    "vectors",
    metadata,
    Column("embedder", String, primary_key=True),
    Column("hash", String, primary_key=True),
    Column("data", LargeBinary, nullable=False),
)

# Times are ISO 8601 text in UTC: SQLite has no type for them, and such text sorts by time.
threads = Table(
    "threads",
    metadata,
    Column("id", String, primary_key=True),
    Column("title", Text, nullable=False),
    Column("created", String, nullable=False),
    Column("active", String, nullable=False),
)

turns = Table(
    "turns",
    metadata,
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
