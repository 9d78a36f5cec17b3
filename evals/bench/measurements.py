"""What is measured: starting, asking and adding."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from assistant import Assistant
from assistant.claims.extract import extract_claims
from assistant.index.minilm import MiniLM
from assistant.index.passages import embedded_text, split_passages
from assistant.index.wordpieces import WordPieces
from assistant.ingest import read_papers
from assistant.schema import Evidence
from assistant.text.folding import folded
from assistant.text.sentences import split_sentences
from assistant.verify.gate import Gate
from evals.bench.report import Measure

QUESTIONS = (
    "Which kernels serve 4-bit weights fastest, and at which batch sizes?",
    "How is the key-value cache made smaller?",
    "What is the speedup of FlexQ over SmoothQuant?",
    "Which papers evict tokens from the cache?",
    "How are large convolution kernels made efficient?",
)


def measure_all(papers: Path, *, repeat: int) -> list[Measure]:
    """Run every measure ``repeat`` times over a library made from a file of papers."""
    with tempfile.TemporaryDirectory() as scratch:
        library = Path(scratch) / "library"
        # Also loads every module and the encoder, so that what follows is measured warm.
        with Assistant.open(library) as assistant:
            assistant.add(papers)
            assistant.sync()
        return [
            Measure("`quotient --help`, cold", "s", _cold(["--help"], repeat), target=0.3),
            Measure("`quotient ask`, cold", "s", _cold_ask(library, repeat), target=2.5),
            Measure("ask, warm", "s", _warm_ask(library, repeat), target=0.15),
            Measure("search, warm", "s", _warm_search(library, repeat)),
            Measure("gate, one reworded sentence, 8 papers offered", "s", _gate(papers, repeat)),
            Measure(
                "read for claims", "ms of processor time per abstract", _reading(papers, repeat), target=2.0
            ),
            Measure("compare the 40 claims of a question", "s", _comparing(library, repeat)),
            *_adding(papers, Path(scratch), repeat),
        ]


class _Timing(NamedTuple):
    """Seconds that passed, and seconds of all processors that this process used."""

    wall: float
    processor: float


def _timed(action: Callable[[], object]) -> _Timing:
    wall, processor = time.perf_counter(), time.process_time()
    action()
    return _Timing(time.perf_counter() - wall, time.process_time() - processor)


def _seconds(action: Callable[[], object]) -> float:
    return _timed(action).wall


def _cold(arguments: list[str], repeat: int) -> list[float]:
    command = [sys.executable, "-m", "assistant", *arguments]
    return [_seconds(lambda: subprocess.run(command, check=True, capture_output=True)) for _ in range(repeat)]


def _cold_ask(library: Path, repeat: int) -> list[float]:
    return _cold(["--library", str(library), "ask", QUESTIONS[0]], repeat)


def _warm_ask(library: Path, repeat: int) -> list[float]:
    with Assistant.open(library) as assistant:
        assistant.ask(QUESTIONS[-1])
        return [_seconds(partial(assistant.ask, question)) for question in QUESTIONS * repeat]


def _warm_search(library: Path, repeat: int) -> list[float]:
    with Assistant.open(library) as assistant:
        assistant.search(QUESTIONS[-1])
        return [_seconds(partial(assistant.search, question)) for question in QUESTIONS * repeat]


def _gate(papers: Path, repeat: int) -> list[float]:
    """Time a sentence that is no copy of the source, so that every check has to run."""
    offered = [paper for paper in read_papers(papers).papers if paper.abstract][:8]
    gate = Gate([Evidence(key=key, paper=paper) for key, paper in enumerate(offered, start=1)])
    sentences = [
        (f"{(paper.abstract or '')[span.start : span.end].rstrip('.')} today.", (key,))
        for key, paper in enumerate(offered, start=1)
        for span in split_sentences(paper.abstract or "")
    ]
    gate.check(*sentences[0])
    return [_seconds(partial(gate.check, *sentence)) for _ in range(repeat) for sentence in sentences]


def _reading(papers: Path, repeat: int) -> list[float]:
    """Time the reader of claims on texts that it has not seen, so that nothing is remembered from before."""
    read = [paper for paper in read_papers(papers).papers if paper.abstract]
    readings: list[float] = []
    for run in range(repeat):
        fresh = [it.model_copy(update={"abstract": f"{it.abstract} Run {run} ends here."}) for it in read]
        timing = _timed(lambda fresh=fresh: [extract_claims(paper) for paper in fresh])
        readings.append(1000 * timing.processor / len(read))
    return readings


def _comparing(library: Path, repeat: int) -> list[float]:
    question = "How do the speedups of these methods compare?"
    with Assistant.open(library) as assistant:
        assistant.ledger.compare_about(question)
        return [_seconds(partial(assistant.ledger.compare_about, question)) for _ in range(repeat)]


def _adding(papers: Path, scratch: Path, repeat: int) -> list[Measure]:
    """Measure adding beside the encoder alone, in turns, so that both meet the same machine."""
    encoder = MiniLM()
    texts = _texts(papers, scratch / "texts")
    encoder.embed(texts[:1])
    adds: list[_Timing] = []
    boths: list[_Timing] = []
    alone: list[_Timing] = []
    count = 0
    for run in range(repeat):
        alone.append(_timed(lambda: encoder.embed(texts)))
        with Assistant.open(scratch / f"run{run}") as assistant:
            assistant.search("loads the encoder")
            adds.append(_timed(lambda: assistant.add(papers)))
            sync = _timed(assistant.sync)
            count = len(assistant.papers())
        boths.append(_Timing(adds[-1].wall + sync.wall, adds[-1].processor + sync.processor))
    ratios = [both.processor / bare.processor for both, bare in zip(boths, alone, strict=True)]
    return [
        Measure("add, with claims and full text", "papers/s", [count / timing.wall for timing in adds]),
        Measure("add with vectors", "papers/s", [count / timing.wall for timing in boths]),
        Measure("encoder alone, same texts", "papers/s", [count / timing.wall for timing in alone]),
        # In processor time, which other programs on the machine disturb least.
        Measure("add with vectors / encoder alone", "x processor time", ratios, target=1.15),
    ]


def _texts(papers: Path, folder: Path) -> list[str]:
    """Return what is embedded for the papers of a file: passages and single sentences."""
    count = WordPieces().count
    with Assistant.open(folder) as assistant:
        assistant.add(papers)
        added = assistant.papers()
    passages = [embedded_text(paper, passage) for paper in added for passage in split_passages(paper, count)]
    abstracts = [paper.abstract or "" for paper in added]
    sentences = [folded(text[span.start : span.end]) for text in abstracts for span in split_sentences(text)]
    return [*passages, *sentences]
