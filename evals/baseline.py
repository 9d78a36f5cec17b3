"""Scores on our own labels held against stored ones: ``python -m evals.baseline check`` or ``write``.

Everything here is deterministic, so what falls by more than its tolerance is a regression of the code. The
``must_not`` proxy is left out, because it also counts true sentences; so are seconds, which are the
machine's.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import AssistantError
from evals.gold import DATA
from evals.job import Job
from evals.run import Report, evaluate

STORE = Path(__file__).with_name("baseline.json")

_AGAIN = "run `python -m evals.baseline write`"

LABELLED = {"links_dev": (1, 38)}
"""By the name of the labels: the first and last paper that was labelled, where the lines do not tell."""

Values = Mapping[str, float | None]
Stored = Mapping[str, Values]
"""By the name of the labels: value by metric; ``n`` is the number of labelled lines that count."""


@dataclass(frozen=True)
class Watched:
    """A metric that must not get worse by more than a tolerance."""

    name: str
    tolerance: float = 0.02
    lower_is_better: bool = False

    def loss(self, stored: float, now: float) -> float:
        """Return by how much the metric got worse."""
        return now - stored if self.lower_is_better else stored - now


WATCHED: Mapping[str, Sequence[Watched]] = {
    "claims": (
        *map(Watched, ("strict F1", "lenient F1", "bound", "direction", "subject", "baseline")),
        Watched("all setting fields, where stated"),
        Watched("invented-condition rate", lower_is_better=True),
    ),
    "pairs": (
        Watched("macro-F1"),
        Watched("may_rank accuracy"),
        Watched("unsafe rankings", 0, lower_is_better=True),
    ),
    "links": (Watched("found", 0), Watched("relation"), Watched("false links", 0, lower_is_better=True)),
    "questions": (
        *map(Watched, ("cited-paper recall", "cited-paper precision", "required numbers stated")),
        *map(Watched, ("refusal recall", "refusal precision", "false premises corrected")),
        Watched("false-refusal rate", lower_is_better=True),
        Watched("nearest misses shown"),
        Watched("citation validity", 0),
        Watched("cited-sentence rate", 0),
        Watched("number fidelity", 0),
        Watched("quote fidelity", 0),
        Watched("uncited-number rate", 0, lower_is_better=True),
        Watched("swap rate", 0, lower_is_better=True),
        Watched("failed statements shown", 0, lower_is_better=True),
        Watched("supported statements with a wrong number", 0, lower_is_better=True),
    ),
    "topics": (
        *map(Watched, ("core papers cited", "papers cited that belong", "themes (adjusted Rand index)")),
        *(Watched(name, 0) for name in ("citation validity", "number fidelity", "quote fidelity")),
        Watched("coverage contract holds", 0),
        Watched("failed statements shown", 0, lower_is_better=True),
    ),
}


def jobs(folder: Path = DATA) -> Iterator[Job]:
    """Yield what is run: every file of labels in a folder whose papers are ours."""
    for task in WATCHED:
        for path in sorted(folder.glob(f"{task}_*.jsonl")):
            if "borderline" not in path.stem and not (task == "claims" and "unseen" in path.stem):
                yield Job(task=task, gold=path, places=LABELLED.get(path.stem))


def main() -> None:
    """Check the scores against the stored ones, or store them anew."""
    parser = argparse.ArgumentParser(prog="python -m evals.baseline", description=main.__doc__)
    parser.add_argument("action", choices=["check", "write"])
    action = parser.parse_args().action
    try:
        scores = measure(jobs())
    except AssistantError as exc:
        sys.exit(str(exc))
    if action == "write":
        STORE.write_text(json.dumps(scores, indent=2) + "\n", encoding="utf-8")
        sys.stdout.write(f"Stored the scores on {len(scores)} files of labels in {STORE.name}.\n")
        return
    if problems := check(scores, STORE):
        sys.exit("\n".join(problems))
    sys.stdout.write(f"No score on {len(scores)} files of labels got worse.\n")


def measure(todo: Iterable[Job]) -> Stored:
    """Run the jobs and return what is stored of their scores."""
    reports = [(job, evaluate(job)) for job in todo]
    return {job.gold.stem: values(report) for job, report in reports}


def check(scores: Stored, store: Path) -> list[str]:
    """Return one line per regression against the stored scores."""
    if not store.exists():
        return [f"There are no stored scores in {store.name}; {_AGAIN}."]
    return list(regressions(json.loads(store.read_text(encoding="utf-8")), scores))


def values(report: Report) -> Values:
    """Return what is stored of a report: its watched metrics and how many lines count."""
    found = {metric.name: metric.value for metric in report.score.metrics}
    return {"n": report.score.n, **{it.name: _rounded(found[it.name]) for it in WATCHED[report.task]}}


def regressions(stored: Stored, scores: Stored) -> Iterator[str]:
    """Yield one line per metric that got worse, and one per file that cannot be compared."""
    for name in sorted(stored.keys() | scores.keys()):
        before, now = stored.get(name), scores.get(name)
        if before is None or now is None or before.keys() != now.keys() or before["n"] != now["n"]:
            yield f"{name}: labels or measures are not those of the stored scores; {_AGAIN}."
            continue
        for watched in WATCHED[name.partition("_")[0]]:
            yield from _regression(name, watched, before[watched.name], now[watched.name])


def _regression(name: str, watched: Watched, before: float | None, now: float | None) -> Iterator[str]:
    if before is None and now is None:
        return
    if before is None or now is None or watched.loss(before, now) > watched.tolerance + 1e-9:
        verb = "rose" if watched.lower_is_better else "fell"
        yield f"{name}: {watched.name} {verb} from {before} to {now} (tolerance {watched.tolerance:g})."


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


if __name__ == "__main__":
    main()
