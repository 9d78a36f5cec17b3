"""Libraries made for one measurement and thrown away after it."""

from __future__ import annotations

import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from assistant.pipeline import Assistant
from assistant.settings import Settings, load_settings
from evals.gold import OUR_PAPERS
from evals.job import EXTRACTIVE, Job


@contextmanager
def fresh_library(job: Job) -> Generator[Assistant]:
    """Open a temporary library of the job's papers, with claims and vectors.

    The extractive writer runs with the settings as they are shipped, so that its scores repeat anywhere; a
    model runs with the user's.
    """
    settings = Settings(writer=EXTRACTIVE) if job.writer == EXTRACTIVE else load_settings(writer=job.writer)
    with (
        tempfile.TemporaryDirectory() as folder,
        Assistant.open(Path(folder) / "library", settings=settings, command="quotient eval") as assistant,
    ):
        assistant.add(job.papers or OUR_PAPERS[0])
        assistant.sync()
        yield assistant
