"""Questions are embedded once, however many searches one answer takes."""

from __future__ import annotations

import threading
from collections import OrderedDict

import numpy as np
from numpy.typing import NDArray

from assistant.index.embedders import Embedder

_KEPT = 256


class QueryVectors:
    """The vectors of the latest queries; safe to use from several threads."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._kept: OrderedDict[str, NDArray[np.float32]] = OrderedDict()
        self._lock = threading.Lock()

    def embed(self, query: str) -> NDArray[np.float32]:
        """Return the vector of a query.

        Raises:
            ConfigurationError: The embedder cannot be used.
            ModelError: The embedder's server failed.
        """
        with self._lock:
            known = self._kept.get(query)
        if known is not None:
            return known
        vector = self._embedder.embed([query])[0]
        with self._lock:
            self._kept[query] = vector
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return vector
