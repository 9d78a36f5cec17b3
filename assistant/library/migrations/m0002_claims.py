"""Version 2: the claims of each paper, how they were found, and what users corrected in them."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

_metadata = MetaData()

# Stands in for the table of version 1, to which the others point.
Table("papers", _metadata, Column("position", Integer, primary_key=True))

_SETTING = (
    "hardware",
    "model",
    "dataset",
    "task",
    "precision",
    "batch",
    "context_length",
    "scale",
    "scope",
)

# Every index holds all that a filter may ask, so that only the rows shown are ever looked up.
_CHOSEN_BY = ("high", "value", "unit", "bound", "own", "headline", "state")

Table(
    "claims",
    _metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String, nullable=False, unique=True),
    Column("paper", Integer, ForeignKey("papers.position", ondelete="CASCADE"), nullable=False),
    Column("field", String, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("metric", String, nullable=False),
    Column("value", Float, nullable=False),
    Column("value_max", Float),
    Column("high", Float, nullable=False),
    Column("unit", String, nullable=False),
    Column("bound", String, nullable=False),
    Column("direction", String, nullable=False),
    Column("subject", Text),
    Column("baseline", Text),
    Column("own", Boolean, nullable=False),
    Column("headline", Boolean, nullable=False),
    Column("state", String, nullable=False),
    *(Column(name, Text) for name in _SETTING),
    Column("second", JSON),
    Index("ix_claims_state", "state"),
    Index("ix_claims_paper", "paper"),
    Index("ix_claims_high", *_CHOSEN_BY),
    Index("ix_claims_metric", "metric", *_CHOSEN_BY),
    *(Index(f"ix_claims_{name}", name, "metric", *_CHOSEN_BY) for name in ("hardware", "model", "baseline")),
)

Table(
    "claim_edits",
    _metadata,
    Column("key", String, primary_key=True),
    Column("name", String, primary_key=True),
    Column("paper", Integer, ForeignKey("papers.position", ondelete="CASCADE"), nullable=False, index=True),
    Column("found", JSON),
    Column("edited", JSON),
)

Table(
    "claim_terms",
    _metadata,
    Column("kind", String, primary_key=True),
    Column("text", Text, primary_key=True),
    Column("folded", Text, nullable=False),
)

Table(
    "extractions",
    _metadata,
    Column("paper", Integer, ForeignKey("papers.position", ondelete="CASCADE"), primary_key=True),
    Column("paper_id", String, nullable=False),
    Column("version", Integer, nullable=False),
)

Table(
    "second_readings",
    _metadata,
    Column("paper", Integer, ForeignKey("papers.position", ondelete="CASCADE"), primary_key=True),
    Column("paper_id", String, nullable=False),
    Column("reader", String, nullable=False),
    Column("claims", JSON, nullable=False),
)


def apply(connection: Connection) -> None:
    """Add the tables; those of version 1 stay as they are, and all papers wait to be read."""
    _metadata.create_all(connection)
