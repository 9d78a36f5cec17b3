from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.errors import StoreError
from assistant.index.chroma import ChromaVectors

ROWS = np.eye(4, dtype=np.float32)


def _filled(path: Path, embedder: str = "one", dimension: int = 4) -> ChromaVectors:
    vectors = ChromaVectors(path, embedder=embedder, dimension=dimension)
    vectors.upsert(["a:0", "b:0"], ROWS[:2], ["a", "b"])
    return vectors


@pytest.mark.parametrize(("embedder", "dimension"), [("two", 4), ("one", 8)])
def test_collection_of_another_space_is_emptied(tmp_path: Path, embedder: str, dimension: int) -> None:
    _filled(tmp_path).close()
    other = ChromaVectors(tmp_path, embedder=embedder, dimension=dimension)
    assert other.ids() == set()
    other.close()


def test_collection_of_the_same_space_is_kept(tmp_path: Path) -> None:
    _filled(tmp_path).close()
    same = ChromaVectors(tmp_path, embedder="one", dimension=4)
    assert same.ids() == {"a", "b"}
    same.close()


def test_vector_of_another_length_is_reported(tmp_path: Path) -> None:
    vectors = _filled(tmp_path)
    with pytest.raises(StoreError, match="doctor --rebuild"):
        vectors.search(np.ones(3, np.float32), 1)
    vectors.close()


def test_folder_that_cannot_be_made_is_reported(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="vector index"):
        ChromaVectors(tmp_path / "file", embedder="one", dimension=4)


def test_no_embedding_function_is_stored(tmp_path: Path) -> None:
    """A stored function would be run, with whatever it names, by the next process that opens the folder."""
    _filled(tmp_path).close()
    assert b"trust_remote_code" not in (tmp_path / "chroma.sqlite3").read_bytes()
    assert b"onnx_mini_lm" not in (tmp_path / "chroma.sqlite3").read_bytes()
