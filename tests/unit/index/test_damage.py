"""Whatever happens to the derived files, the same papers are found and nothing is embedded twice."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.errors import StoreError
from assistant.index.chroma import ChromaVectors
from assistant.index.index import Index
from assistant.library import Library
from assistant.schema import IndexState
from assistant.text.folding import folded
from tests.unit.index.small_library import PAPERS, QUERIES, Opener, WordEmbedder, search_all

Damage = Callable[[Path], object]


def _hnsw(folder: Path) -> Path:
    return next(path for path in (folder / "chroma").iterdir() if path.is_dir())


def _halve(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _garble(path: Path) -> None:
    path.write_bytes(b"\xff" * 4096 + path.read_bytes()[4096:])


DAMAGES: dict[str, Damage] = {
    "all deleted": shutil.rmtree,
    "chroma deleted": lambda folder: shutil.rmtree(folder / "chroma"),
    "chroma replaced by a file": lambda folder: (
        shutil.rmtree(folder / "chroma"),
        (folder / "chroma").write_text("not a folder"),
    ),
    "hnsw deleted": lambda folder: shutil.rmtree(_hnsw(folder)),
    "hnsw halved": lambda folder: _halve(_hnsw(folder) / "data_level0.bin"),
    "hnsw garbled": lambda folder: _garble(_hnsw(folder) / "data_level0.bin"),
    "chroma database halved": lambda folder: _halve(folder / "chroma" / "chroma.sqlite3"),
    "chroma database garbled": lambda folder: _garble(folder / "chroma" / "chroma.sqlite3"),
    "chroma database emptied": lambda folder: (folder / "chroma" / "chroma.sqlite3").write_bytes(b""),
    "full text deleted": lambda folder: (folder / "fulltext.db").unlink(),
    "full text halved": lambda folder: _halve(folder / "fulltext.db"),
    "full text garbled": lambda folder: _garble(folder / "fulltext.db"),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_damaged_files_are_made_again(open_index: Opener, embedder: WordEmbedder, damage: Damage) -> None:
    before = _synced(open_index(embedder))
    open_index.close()
    embedder.embedded.clear()
    damage(open_index.library.folder / "index")
    assert search_all(open_index(embedder)) == before
    assert set(embedder.embedded) <= set(QUERIES)
    assert _counts(open_index(embedder).state()) == (5, 5)


def test_flipped_bits_are_noticed_wherever_they_are(open_index: Opener, embedder: WordEmbedder) -> None:
    before = _synced(open_index(embedder))
    chance = random.Random(7)
    for _ in range(12):
        open_index.close()
        _flip(chance, open_index.library.folder / "index")
        assert search_all(open_index(embedder)) == before


def test_folder_deleted_while_in_use_is_made_again_later(open_index: Opener, embedder: WordEmbedder) -> None:
    index = open_index(embedder)
    before = _synced(index)
    shutil.rmtree(open_index.library.folder / "index")
    assert search_all(index) == before
    assert search_all(open_index(embedder)) == before


def test_failing_vector_index_is_made_again_at_once(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    before = _synced(index)
    search = ChromaVectors.search
    failures = iter([StoreError("The vector index cannot be used.")])

    def fail_once(*args: object, **named: object) -> list[tuple[str, float]]:
        for failure in failures:
            raise failure
        return search(*args, **named)  # pyright: ignore[reportArgumentType]

    monkeypatch.setattr(ChromaVectors, "search", fail_once)
    assert search_all(index) == before


def test_closed_full_text_is_made_again_at_once(index: Index) -> None:
    before = _synced(index)
    index.text.close()
    assert search_all(index) == before


def test_vectors_are_in_the_library_before_the_vector_index_has_them(
    open_index: Opener, embedder: WordEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise StoreError("The disk is full.")

    index = open_index(embedder)
    with monkeypatch.context() as patch:
        patch.setattr(ChromaVectors, "upsert", fail)
        with pytest.raises(StoreError, match="disk is full"):
            index.sync_vectors()
    embedded = len(embedder.embedded)
    index.sync_vectors()
    assert index.state().vectors == 5
    assert len(embedder.embedded) == len(set(embedder.embedded)) > embedded


_KILLED = """
import os, sys
from pathlib import Path
from assistant.index.index import Index
from assistant.library import Library
from tests.unit.index.small_library import WordEmbedder

embedder = WordEmbedder()
rounds = iter(range(int(sys.argv[2])))
embedder.before = lambda: next(rounds, None) is None and os._exit(9)
library = Library.open(Path(sys.argv[1]))
Index.open(library.folder, library=library, embedder=embedder).sync_vectors()
os._exit(9)
"""


@pytest.mark.parametrize(("batches", "left"), [(0, 7), (1, 3), (2, 0)])
def test_killed_sync_is_repaired(library: Library, embedder: WordEmbedder, batches: int, left: int) -> None:
    folder = library.folder
    library.close()
    killed = subprocess.run([sys.executable, "-c", _KILLED, str(folder), str(batches)], check=False)
    assert killed.returncode == 9
    with Library.open(folder) as again:
        index = Index.open(folder, library=again, embedder=embedder)
        index.sync_vectors()
        assert _counts(index.state()) == (5, 5)
        assert len(_passages(embedder)) == left
        assert len(embedder.embedded) == len(set(embedder.embedded))
        assert index.sentences.known(PAPERS).keys() == {paper.id for paper in PAPERS if paper.abstract}
        assert search_all(index)[1]
        index.close()


def _passages(embedder: WordEmbedder) -> list[str]:
    """The texts embedded that are passages, which begin with their title, and no single sentences."""
    titles = tuple(folded(paper.title) for paper in PAPERS)
    return [text for text in embedder.embedded if text.startswith(titles)]


def _synced(index: Index) -> list[list[tuple[str, float]]]:
    index.sync_vectors()
    return search_all(index)


def _counts(state: IndexState) -> tuple[int, int]:
    return state.full_text, state.vectors


def _flip(chance: random.Random, folder: Path) -> None:
    path = chance.choice(sorted(path for path in folder.rglob("*") if path.is_file()))
    content = bytearray(path.read_bytes() or b"\0")
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(bytes(content))
