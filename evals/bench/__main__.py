"""Measure starting, asking and adding, and print a table: ``python -m evals.bench [--json]``."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from evals.bench.measurements import measure_all
from evals.bench.report import machine, table

SAMPLE = Path(__file__).parents[1] / "data" / "daily_papers.txt"


def main() -> None:
    """Print the figures of this machine as a Markdown table, or as JSON."""
    arguments = _parser().parse_args()
    measures = measure_all(arguments.papers, repeat=arguments.repeat)
    if arguments.json:
        figures = {measure.name: measure.figures() for measure in measures}
        print(json.dumps({"machine": machine(), "measures": figures}, indent=2))
    else:
        print(f"{machine()}, {arguments.repeat} runs each\n\n{table(measures)}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals.bench", description=main.__doc__)
    parser.add_argument(
        "--papers", type=Path, default=SAMPLE, help="file of papers (default: the 75 sample papers)"
    )
    parser.add_argument("--repeat", type=int, default=5, help="runs of each measure (default: 5)")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    return parser


if __name__ == "__main__":
    main()
