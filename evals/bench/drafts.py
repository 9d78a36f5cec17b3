"""Measure drafting without a model: ``python -m evals.bench.drafts --papers FILE [--json]``.

Drafts are written from the first 10, 50 and 200 papers of a file, or from as many as it has; of each the time
from the outline to the last sentence is measured, the growth in between, and the memory that came on top.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
import tracemalloc
from collections.abc import Sequence
from pathlib import Path

from assistant.pipeline import Assistant
from assistant.schema import DraftOptions
from assistant.settings import Settings
from evals.bench.__main__ import SAMPLE
from evals.bench.report import Measure, machine, table

SIZES = (10, 50, 200)
TOPIC = "methods and results"


def main() -> None:
    """Print the figures of this machine as a Markdown table, or as JSON."""
    arguments = _parser().parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        Assistant.open(Path(folder) / "library", settings=Settings(writer="extractive")) as assistant,
    ):
        assistant.add(arguments.papers)
        if not arguments.no_vectors:
            assistant.sync()
        ids = [paper.id for paper in assistant.papers() if paper.abstract]
        sizes = sorted({min(size, len(ids)) for size in SIZES})
        measures = [one for size in sizes for one in _measured(assistant, ids[:size], arguments.repeat)]
    if arguments.json:
        figures = {measure.name: measure.figures() for measure in measures}
        print(json.dumps({"machine": machine(), "measures": figures}, indent=2))
    else:
        print(f"{machine()}, {arguments.repeat} runs each\n\n{table(measures)}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals.bench.drafts", description=main.__doc__)
    parser.add_argument("--papers", type=Path, default=SAMPLE, help="file of papers (default: the sample)")
    parser.add_argument("--repeat", type=int, default=3, help="runs of each measure (default: 3)")
    parser.add_argument("--no-vectors", action="store_true", help="embed nothing: group by words alone")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    return parser


def _measured(assistant: Assistant, ids: Sequence[str], repeat: int) -> list[Measure]:
    """Return seconds and peak memory of a draft of these papers; memory is traced in a run of its own."""
    seconds = [_drafted(assistant, ids) for _ in range(repeat)]
    tracemalloc.start()
    _drafted(assistant, ids)
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    return [
        Measure(f"draft of {len(ids)} papers", "s", seconds, target=10.0),
        Measure(f"memory for {len(ids)} papers", "MB", [peak]),
    ]


def _drafted(assistant: Assistant, ids: Sequence[str]) -> float:
    started = time.perf_counter()
    outline = assistant.drafting.outline(TOPIC, ids)
    for _ in assistant.drafting.stream(outline, ids, DraftOptions()):
        pass
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
