"""Killed at any moment, a library keeps everything it acknowledged and nothing that is half-written."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from assistant.library import Library
from assistant.library.papers import BATCH
from assistant.library.threads import INTERRUPTED
from assistant.schema import Ingested, Paper, Source
from assistant.text.folding import paper_id

ROOT = Path(__file__).parents[2]

ROUNDS = 15
"""Kills of one library, one after the other; it grows with each, and reading it soon takes all the time."""
SEEDS = [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 14))]

NEW_PER_ROUND = 10 * BATCH
"""Papers that each round brings on top of those that were kept."""

LIVES = [("started", 0.2), *((str(done), 0.015) for done in range(BATCH, NEW_PER_ROUND, BATCH))]
"""What a writer says before it may be killed, and the most seconds it then lives: enough to open the library,
or to write another batch or two after an acknowledged one."""


def a_paper(number: int) -> Paper:
    title, abstract = (
        f"Paper {number}: 2.8$\\times$ é",
        f"Sentence {number} – with 𝛼.\r\n" * (1 + number % 40),
    )
    return Paper(
        id=paper_id(title, abstract),
        title=title,
        abstract=abstract,
        authors=(f"Author {number}",),
        source=Source(format="test", file="papers.json", line=number + 1),
    )


def killed_writer(folder: Path, task: list[str], *, until: str, life: float) -> list[str]:
    """Start a writer, kill it ``life`` seconds after it printed ``until``, and return its whole lines."""
    command = [sys.executable, "-m", "tests.faults.kill_writer", str(folder), *task]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        assert writer.stderr is not None
        lines: list[str] = []
        while until not in lines:
            lines.append(writer.stdout.readline().strip())
            assert lines[-1], writer.stderr.read()
        time.sleep(life)
        writer.kill()
        # The last line may be cut: what was not said in full was not acknowledged.
        *rest, _ = writer.stdout.read().split("\n")
        assert writer.stderr.read() == ""
    return lines + rest


def assert_sound(folder: Path) -> None:
    if (folder / "library.db").exists():
        with closing(sqlite3.connect(folder / "library.db")) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    with Library.open(folder, wait=0) as library:
        assert library.check() == []


@pytest.mark.parametrize("seed", SEEDS)
def test_killed_import_keeps_every_acknowledged_paper(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    folder, file = tmp_path / "library", tmp_path / "papers.json"
    papers: list[Paper] = []
    kept = cut = 0
    for _ in range(ROUNDS):
        # The last batch comes again, as when a user repeats an import that died.
        start = max(0, kept - BATCH)
        papers += [a_paper(number) for number in range(len(papers), kept + NEW_PER_ROUND)]
        file.write_text(Ingested(papers=tuple(papers[start:])).model_dump_json(), encoding="utf-8")
        until, longest = LIVES[0] if rng.random() < 0.3 else rng.choice(LIVES)
        lines = killed_writer(folder, ["papers", str(file)], until=until, life=rng.uniform(0, longest))
        acknowledged = start + max((int(line) for line in lines if line.isdecimal()), default=0)
        assert_sound(folder)
        with Library.open(folder) as library:
            stored = library.papers()
        assert stored == papers[: len(stored)]
        assert len(stored) >= max(kept, acknowledged)
        kept = len(stored)
        cut += kept < len(papers)
    assert cut, "no writer was killed before it had finished"
    with Library.open(folder) as library:
        report = library.add(Ingested(papers=tuple(papers)), file.name)
        assert library.papers() == papers
    assert (len(report.added), len(report.skipped)) == (len(papers) - kept, kept)


def test_killed_answer_keeps_every_stored_sentence_and_is_marked(tmp_path: Path) -> None:
    rng = random.Random(0)
    for _ in range(4):
        lines = killed_writer(tmp_path, ["statements", "100000"], until="3", life=rng.uniform(0, 0.1))
        turn_id, *counts = lines[1:]
        assert_sound(tmp_path)
        with Library.open(tmp_path) as library:
            turn = library.threads.get_turn(turn_id)
        assert (turn.state, turn.error, turn.answer) == ("failed", INTERRUPTED, None)
        assert len(turn.statements) >= int(counts[-1])
        assert [it.text for it in turn.statements] == [f"Sentence {n}." for n in range(len(turn.statements))]
