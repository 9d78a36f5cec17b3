"""A file spoiled by a disk, a copy or a full volume gives its papers or a clear error, nothing else."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.errors import StoreError
from assistant.library import Library
from assistant.schema import Ingested, Paper

MakePaper = Callable[..., Paper]

ROOT = Path(__file__).parents[3]

FILL = """
import resource, sys
from pathlib import Path
from assistant.errors import StoreError
from assistant.library import Library
from assistant.schema import Ingested

limit = int(sys.argv[3])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))
ingested = Ingested.model_validate_json(Path(sys.argv[2]).read_bytes())
try:
    with Library.open(Path(sys.argv[1])) as library:
        try:
            library.add(ingested, "f.txt", progress=lambda done, total: print(done, flush=True))
        finally:
            assert library.papers() == list(ingested.papers[: library.count()])
except StoreError as exc:
    print(exc, flush=True)
"""


@pytest.fixture
def papers(paper: MakePaper) -> tuple[Paper, ...]:
    return tuple(paper(f"Title {number}", f"Abstract {number}. " * 40) for number in range(300))


@pytest.fixture
def sound(tmp_path: Path, papers: tuple[Paper, ...]) -> Path:
    with Library.open(tmp_path / "sound") as library:
        library.add(Ingested(papers=papers), "f.txt")
    return tmp_path / "sound"


def read_all(folder: Path) -> list[Paper] | str:
    try:
        with Library.open(folder) as library:
            library.check()
            return library.papers()
    except StoreError as exc:
        return str(exc)


@pytest.mark.parametrize("seed", range(5))
def test_overwritten_bytes_give_papers_or_a_clear_error(sound: Path, tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    content = (sound / "library.db").read_bytes()
    for _ in range(20):
        folder = tmp_path / "spoiled"
        folder.mkdir()
        spoiled, start = bytearray(content), rng.randrange(len(content))
        spoiled[start : start + 64] = rng.randbytes(64)
        (folder / "library.db").write_bytes(spoiled)
        outcome = read_all(folder)
        assert not isinstance(outcome, str) or str(folder / "library.db") in outcome
        shutil.rmtree(folder)


@pytest.mark.parametrize("share", [0.0, 0.001, 0.1, 0.5, 0.9])
def test_truncated_file_never_passes_for_the_whole(
    sound: Path, papers: tuple[Paper, ...], share: float
) -> None:
    path = sound / "library.db"
    content = path.read_bytes()
    path.write_bytes(content[: int(share * len(content))])
    assert read_all(sound) != list(papers)


@pytest.mark.parametrize("kilobytes", [60, 150, 300])
def test_full_disk_keeps_what_was_acknowledged(
    tmp_path: Path, papers: tuple[Paper, ...], kilobytes: int
) -> None:
    file, folder = tmp_path / "papers.json", tmp_path / "library"
    file.write_text(Ingested(papers=papers).model_dump_json(), encoding="utf-8")
    command = [sys.executable, "-c", FILL, str(folder), str(file), str(kilobytes * 1024)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    *acknowledged, message = run.stdout.splitlines()
    assert "library.db" in message
    assert run.stderr == ""
    with Library.open(folder) as library:
        assert library.check() == []
        kept = library.papers()
        assert kept == list(papers[: len(kept)])
        assert len(kept) >= max(map(int, acknowledged), default=0)
        library.add(Ingested(papers=papers), "f.txt")
        assert library.papers() == list(papers)
