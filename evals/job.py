"""What a task is asked to do."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

EXTRACTIVE = "extractive"


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
