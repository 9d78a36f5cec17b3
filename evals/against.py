"""Compares two reports sample by sample, so that what is hard for both does not hide what differs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from assistant.errors import IngestError
from evals.intervals import mean_metric
from evals.run import Report
from evals.scores import Metric, Score, Share


def read_report(path: Path) -> Report:
    """Read what ``quotient eval ... --json`` printed; raises `IngestError` when a file is something else."""
    try:
        return Report.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as exc:
        raise IngestError(
            f"{str(path)!r} cannot be read as a report ({str(exc).splitlines()[0]}); give a file with what "
            "`quotient eval ... --json` printed."
        ) from exc


def compared(report: Report, before: Report) -> Report:
    """Return a report with how much higher each measure is than in an earlier report."""
    found = tuple(_differences(before.score, report.score))
    named = f"{before.task} on {before.gold} at {before.commit}"
    return report.model_copy(update={"against": named, "differences": found})


def _differences(before: Score, now: Score) -> Iterator[Metric]:
    """Yield the mean of the differences over the samples for which both have a value; above 0 is more now."""
    earlier = {sample.id: sample.values for sample in before.samples}
    names = dict.fromkeys(name for sample in now.samples for name in sample.values)
    for name in names:
        pairs = [(earlier.get(sample.id, {}).get(name), sample.values.get(name)) for sample in now.samples]
        shares = [Share(new - old, 1) for old, new in pairs if old is not None and new is not None]
        yield mean_metric(name, shares)
