"""The values that flow between the stages: frozen, typed, and free of any vendor's objects."""

from assistant.schema.answers import (
    Answer,
    AnswerEvent,
    Citation,
    Event,
    EvidenceItem,
    Nearest,
    Stage,
    StageEvent,
    Statement,
    StatementEvent,
    VerdictKind,
)
from assistant.schema.base import Span, Value
from assistant.schema.health import Check, IndexState
from assistant.schema.papers import (
    AddReport,
    Hit,
    Ingested,
    Paper,
    PaperField,
    Passage,
    Problem,
    Skipped,
    Source,
)
from assistant.schema.threads import StoredTurn, Thread, TurnState
from assistant.schema.writing import Delta, Evidence, Finish, Turn, Usage, WriteRequest

__all__ = [
    "AddReport",
    "Answer",
    "AnswerEvent",
    "Check",
    "Citation",
    "Delta",
    "Event",
    "Evidence",
    "EvidenceItem",
    "Finish",
    "Hit",
    "IndexState",
    "Ingested",
    "Nearest",
    "Paper",
    "PaperField",
    "Passage",
    "Problem",
    "Skipped",
    "Source",
    "Span",
    "Stage",
    "StageEvent",
    "Statement",
    "StatementEvent",
    "StoredTurn",
    "Thread",
    "Turn",
    "TurnState",
    "Usage",
    "Value",
    "VerdictKind",
    "WriteRequest",
]
