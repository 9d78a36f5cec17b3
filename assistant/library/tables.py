"""The tables as the code of today sees them; the migrations are what creates them."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from assistant.schema import Setting

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

drafts = Table(
    "drafts",
    metadata,
    Column("id", String, primary_key=True),
    Column("title", Text, nullable=False),
    Column("created", String, nullable=False),
    Column("active", String, nullable=False),
)

draft_versions = Table(
    "draft_versions",
    metadata,
    Column("draft_id", String, ForeignKey("drafts.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("created", String, nullable=False),
    Column("state", JSON, nullable=False),
)

# Every index holds all that a filter may ask, so that only the rows shown are ever looked up.
_CHOSEN_BY = ("high", "value", "unit", "bound", "own", "headline", "state")

# `paper` is the position of a paper, which never changes, whereas its id follows its text. Ids of claims sort
# as the papers came and as their sentences stand.
claims = Table(
    "claims",
    metadata,
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
    # The largest figure of the claim, by which claims are sorted.
    Column("high", Float, nullable=False),
    Column("unit", String, nullable=False),
    Column("bound", String, nullable=False),
    Column("direction", String, nullable=False),
    Column("subject", Text),
    Column("baseline", Text),
    Column("own", Boolean, nullable=False),
    Column("headline", Boolean, nullable=False),
    Column("state", String, nullable=False),
    *(Column(name, Text) for name in Setting.model_fields),
    # What the second reader made of the claim; none where it has not read the paper.
    Column("second", JSON(none_as_null=True)),
    Index("ix_claims_state", "state"),
    Index("ix_claims_paper", "paper"),
    Index("ix_claims_high", *_CHOSEN_BY),
    Index("ix_claims_metric", "metric", *_CHOSEN_BY),
    *(Index(f"ix_claims_{name}", name, "metric", *_CHOSEN_BY) for name in ("hardware", "model", "baseline")),
)

# A claim holds what the user wrote, or said to a proposal; here is what was found in its place.
claim_edits = Table(
    "claim_edits",
    metadata,
    Column("key", String, primary_key=True),
    Column("name", String, primary_key=True),
    Column("paper", Integer, ForeignKey("papers.position", ondelete="CASCADE"), nullable=False, index=True),
    Column("found", JSON),
    Column("edited", JSON),
)

# Each text that a column of claims holds, once, to be searched in place of a million rows.
claim_terms = Table(
    "claim_terms",
    metadata,
    Column("kind", String, primary_key=True),
    Column("text", Text, primary_key=True),
    Column("folded", Text, nullable=False),
)

# Which text of a paper was read for claims, and by which version of the reader.
extractions = Table(
    "extractions",
    metadata,
    Column("paper", Integer, ForeignKey("papers.position", ondelete="CASCADE"), primary_key=True),
    Column("paper_id", String, nullable=False),
    Column("version", Integer, nullable=False),
)

# What a model found in the text of a paper, as far as the text bears it out.
second_readings = Table(
    "second_readings",
    metadata,
    Column("paper", Integer, ForeignKey("papers.position", ondelete="CASCADE"), primary_key=True),
    Column("paper_id", String, nullable=False),
    Column("reader", String, nullable=False),
    Column("claims", JSON, nullable=False),
)

# What models said, by the hash of all that shaped it; positions grow with time.
responses = Table(
    "responses",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("key", String, nullable=False, unique=True),
    Column("text", Text, nullable=False),
)
