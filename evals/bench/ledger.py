"""Measure a ledger of a million made-up claims: ``python -m evals.bench.ledger [--claims N] [--json]``."""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from assistant.library import Library
from assistant.schema import Claim, ClaimFilter, Ingested, Paper
from assistant.text.folding import paper_id
from evals.bench.report import Measure, machine, table

PER_PAPER = 4
PAGE = 100

FILTERS = {
    "first page": ClaimFilter(limit=PAGE),
    "largest speedups": ClaimFilter(metric="speedup", unit="x", order="largest", limit=PAGE),
    "own headline speedups of at least 2x": ClaimFilter(
        metric="speedup", unit="x", min_value=2, own=True, headline=True, limit=PAGE
    ),
    "memory, at least 70 %": ClaimFilter(metric="memory", unit="%", min_value=70, limit=PAGE),
    "speedups on an A100, largest first": ClaimFilter(
        metric="speedup", hardware="a100", order="largest", limit=PAGE
    ),
    "on an A100, as the papers come": ClaimFilter(hardware="a100", limit=PAGE),
    "on hardware that is rare": ClaimFilter(hardware="device 77", limit=PAGE),
    "over FlashAttention, between 1.5 and 3": ClaimFilter(
        baseline="flashattention", min_value=1.5, max_value=3, limit=PAGE
    ),
    "a speedup nobody claims": ClaimFilter(metric="speedup", min_value=1e9, limit=PAGE),
    "energy, up to": ClaimFilter(metric="energy", bound="up_to", limit=PAGE),
    "LLaMA, smallest first": ClaimFilter(model="llama", order="smallest", limit=PAGE),
}

_METRICS = ("speedup",) * 6 + ("quality",) * 5 + ("memory", "throughput", "latency", "compression", "energy")
_HARDWARE = (None,) * 6 + ("A100", "NVIDIA A100 GPU", "RTX 4090", "H100")
_MODELS = (None,) * 5 + ("LLaMA-2-7B", "Llama-3-70B", "OPT-175B", "Qwen2.5", "Mistral-7B")
_BASELINES = (None, None, "FlashAttention-2", "FlashAttention", "vLLM", "the baseline", "cuBLAS")


def main() -> None:
    """Print how long typical questions to the ledger take on this machine."""
    arguments = _parser().parse_args()
    with tempfile.TemporaryDirectory() as scratch, Library.open(Path(scratch) / "library") as library:
        _fill(library, arguments.claims)
        measures = [_measure(library, name, wanted, arguments.repeat) for name, wanted in FILTERS.items()]
        stored = library.claims.count()
    if arguments.json:
        figures = {measure.name: measure.figures() for measure in measures}
        print(json.dumps({"machine": machine(), "claims": stored, "measures": figures}, indent=2))
    else:
        print(f"{machine()}, {stored:,} claims, {arguments.repeat} runs each\n\n{table(measures)}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals.bench.ledger", description=main.__doc__)
    parser.add_argument(
        "--claims", type=int, default=1_000_000, help="claims to make up (default: a million)"
    )
    parser.add_argument("--repeat", type=int, default=5, help="runs of each question (default: 5)")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    return parser


def _measure(library: Library, name: str, wanted: ClaimFilter, repeat: int) -> Measure:
    readings: list[float] = []
    for _ in range(repeat):
        start = time.perf_counter()
        library.claims.entries(wanted)
        readings.append(time.perf_counter() - start)
    return Measure(name, "s", readings, target=0.1)


def _fill(library: Library, claims: int) -> None:
    rng = random.Random(0)
    papers = (_paper(number) for number in range(claims // PER_PAPER))
    while batch := tuple(islice(papers, 20_000)):
        library.add(Ingested(papers=batch), "made up")
        library.claims.replace_many({paper.id: list(_claims(rng, paper)) for paper in batch}, version=1)


def _paper(number: int) -> Paper:
    title, abstract = f"Paper {number}", f"We report figures in abstract {number}."
    return Paper(id=paper_id(title, abstract), title=title, abstract=abstract)


def _claims(rng: random.Random, paper: Paper) -> Iterator[Claim]:
    abstract = paper.abstract or ""
    for _ in range(PER_PAPER):
        metric = rng.choice(_METRICS)
        yield Claim.model_validate(
            {
                "quote": {"paper_id": paper.id, "start": 0, "end": len(abstract), "text": abstract},
                "metric": metric,
                "quantity": {
                    "value": round(rng.lognormvariate(1, 1), 2),
                    "unit": "x" if metric == "speedup" else "%",
                    "bound": rng.choice(["exact", "exact", "up_to", "at_least", "approx"]),
                },
                "direction": "improves",
                "subject": "our method",
                "baseline": _choice(rng, _BASELINES, "method"),
                "own": rng.random() < 0.9,
                "headline": rng.random() < 0.3,
                "setting": {
                    "hardware": _choice(rng, _HARDWARE, "device"),
                    "model": _choice(rng, _MODELS, "model"),
                },
            }
        )


def _choice(rng: random.Random, usual: tuple[str | None, ...], rare: str) -> str | None:
    """Return one of the usual texts, or one time in ten one of many rare ones."""
    return rng.choice(usual) if rng.random() < 0.9 else f"{rare} {rng.randrange(50_000)}"


if __name__ == "__main__":
    main()
