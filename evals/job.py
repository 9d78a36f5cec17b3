"""What a task is asked to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

EXTRACTIVE = "extractive"

Progress = Callable[[int, int], None]
"""Called with (done, total)."""


@dataclass(frozen=True)
class Searching:
    """How a test collection is read and searched."""

    qrels: str = "qrels.tsv"
    """File of judgements in its folder."""
    relevant_from: int = 1
    """Smallest relevance that counts."""
    limit: int | None = None
    """Use the first documents only."""
    keep: Path | None = None
    """Where the library is kept with its vectors, so that a second run embeds nothing."""
    lexical_only: bool = False
    """Embed nothing."""


@dataclass(frozen=True)
class Job:
    """What to score, and with what."""

    task: str
    """Name of an entry of `evals.registry.TASKS`."""
    gold: Path
    """File of labelled lines, or folder of a test collection."""
    papers: Path | None = None
    """File of the papers; ours when left out."""
    places: tuple[int, int] | None = None
    """First and last labelled paper of the file, counted from 1."""
    writer: str = EXTRACTIVE
    """Who answers, as in the setting of that name."""
    runs: int = 1
    """How often everything is asked, each time in a fresh library."""
    searching: Searching = Searching()
    progress: Progress | None = None
