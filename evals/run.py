"""Runs one task over a file of labels and reports its score, with what it was scored on."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from assistant.schema import Value
from evals.scores import Metric, Score
from evals.tasks import claims_task, links_task, pairs_task

Task = Literal["claims", "pairs", "links"]

_TASKS = {"claims": claims_task, "links": links_task}


@dataclass(frozen=True)
class Job:
    """What to score; ``places`` are the first and last labelled paper of the file, counted from 1."""

    task: Task
    gold: Path
    papers: Path | None = None
    places: tuple[int, int] | None = None


class Report(Value):
    """A score and what it was made from."""

    task: Task
    gold: str
    commit: str
    """Version of the code; ends in ``-dirty`` when files were changed since."""
    score: Score


def evaluate(job: Job) -> Report:
    """Run a task.

    Raises:
        IngestError: A file cannot be read as labels or papers.
    """
    if job.task == "pairs":
        score = pairs_task(job.gold, job.papers)
    else:
        score = _TASKS[job.task](job.gold, job.papers, places=job.places)
    return Report(task=job.task, gold=job.gold.name, commit=_commit(), score=score)


def to_markdown(report: Report) -> str:
    """Return the report as a Markdown table."""
    score = report.score
    head = f"{report.task} on {report.gold}: n = {score.n}, unscored {score.unscored}, commit {report.commit}"
    return "\n".join([head, "", "| measure | value | counted |", "|---|---|---|", *_rows(score.metrics)])


def _rows(metrics: Sequence[Metric]) -> list[str]:
    return [f"| {it.name} | {_figure(it)} | {it.detail} |" for it in metrics]


def _figure(metric: Metric) -> str:
    if metric.value is None:
        return "-"
    return (
        f"{metric.value:.0f}" if metric.name in {"unsafe rankings", "false links"} else f"{metric.value:.3f}"
    )


def _commit() -> str:
    command = ["git", "describe", "--always", "--dirty", "--exclude", "*"]
    try:
        done = subprocess.run(command, cwd=Path(__file__).parent, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return done.stdout.strip()
