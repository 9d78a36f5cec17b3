"""Runs one task over labelled data and reports its score, with what it was scored on."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

from assistant.schema import Value
from evals.job import Job
from evals.registry import TASKS
from evals.scores import Metric, Score

__all__ = ["Job", "Report", "evaluate"]


class Report(Value):
    """A score and what it was made from."""

    task: str
    gold: str
    commit: str
    """Version of the code; ends in ``-dirty`` when files were changed since."""
    seconds: float
    score: Score
    against: str | None = None
    """The earlier report that this one is compared with, where there is one."""
    differences: tuple[Metric, ...] = ()
    """By how much each measure is higher than there, question by question."""


def evaluate(job: Job) -> Report:
    """Run a task.

    Raises:
        ConfigurationError: The writer that is asked for cannot be had.
        IngestError: A file cannot be read as labels or papers.
    """
    started = time.monotonic()
    score = TASKS[job.task](job)
    seconds = round(time.monotonic() - started, 1)
    return Report(task=job.task, gold=job.gold.name, commit=_commit(), seconds=seconds, score=score)


def _commit() -> str:
    command = ["git", "describe", "--always", "--dirty", "--exclude", "*"]
    try:
        done = subprocess.run(command, cwd=Path(__file__).parent, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return done.stdout.strip()
