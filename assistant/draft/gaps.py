"""What papers themselves say is open: the only gaps that a draft may name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.answer.extractive.retelling import retellings
from assistant.answer.extractive.subjects import Subject, subjects_of
from assistant.schema import DraftTone, Evidence, Paper, Statement
from assistant.text.sentences import split_sentences
from assistant.verify.gate import Gate

TITLE = "Open questions"
MOST: dict[DraftTone, int] = {"neutral": 2, "critical": 4}
"""Sentences on what is open."""
_LATE = 0.6
"""Share of an abstract before which a gap is what the paper itself fills."""
_OPEN = re.compile(
    r"\b(?:the )?need for (?:further|future|more|better|stronger|scalable|new)\b"
    r"|\bremains? (?:an? |still |largely |highly )?"
    r"(?:open|unclear|unexplored|under-?explored|unsolved|challenging|unresolved|limited|elusive|difficult)\b"
    r"|\b(?:current|existing|state-of-the-art|today's) (?:\w+ )?"
    r"(?:methods|models|approaches|systems|techniques|agents) (?:still )?(?:struggle|fail|fall short|lack)\b"
    r"|\bopen (?:problems?|questions?|challenges)\b|\bmuch room for improvement\b"
    r"|\bfar from (?:solved|human)\b",
    re.IGNORECASE,
)


def gaps(evidence: Sequence[Evidence], tone: DraftTone) -> Iterator[Statement]:
    """Yield what papers say is open after all that they did, one sentence each, checked; a few at most."""
    gate = Gate(evidence)
    subjects = subjects_of([item.paper for item in evidence])
    found = 0
    for item, subject in zip(evidence, subjects, strict=True):
        statement = _gap(item, subject, gate) if found < MOST[tone] else None
        if statement:
            found += 1
            yield statement


def _gap(item: Evidence, subject: Subject, gate: Gate) -> Statement | None:
    for sentence in _late(item.paper):
        if _OPEN.search(sentence):
            checked = (gate.check(text, (item.key,)) for text in retellings(sentence, item.paper, subject))
            return next((one for one in checked if one.verdict == "supported"), None)
    return None


def _late(paper: Paper) -> Iterator[str]:
    abstract = paper.abstract or ""
    spans = split_sentences(abstract)
    for place, span in enumerate(spans):
        if place >= _LATE * max(1, len(spans) - 1):
            yield abstract[span.start : span.end]
