"""What the records say to a question, ready for the gate."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.answer.figures.subjects import label_of
from assistant.answer.figures.telling import Sentence
from assistant.schema import Evidence, Paper


@dataclass(frozen=True)
class Reply:
    """Sentences over a closed list of papers, or a refusal."""

    evidence: tuple[Evidence, ...]
    sentences: tuple[Sentence, ...] = ()
    refusal: str | None = None
    """Why the records do not answer; ``evidence`` then holds what comes nearest."""
    notes: tuple[str, ...] = ()
    """What was counted or worked out, in clauses for the reader; no paper says these."""
    correction: str = ""
    """What the question takes for granted and the papers do not bear out."""
    whole: bool = True
    """False when the question asks for more than figures, which a writer has to tell first."""


def offered(papers: Iterable[Paper]) -> tuple[Evidence, ...]:
    """Return papers, each once, as the closed list of a reply."""
    unique = {paper.id: paper for paper in papers}
    return tuple(Evidence(key=key, paper=paper) for key, paper in enumerate(unique.values(), start=1))


def keys_of(evidence: Sequence[Evidence]) -> dict[str, int]:
    """Return the key of each paper by its id."""
    return {item.paper.id: item.key for item in evidence}


def labels(papers: Sequence[Paper]) -> str:
    """Return what papers are called in a refusal."""
    return " and ".join(label_of(paper) or f"“{paper.title}”" for paper in papers)
