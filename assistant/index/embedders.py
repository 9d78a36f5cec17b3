"""What the indexes ask of a text encoder."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


class Embedder(Protocol):
    """Turns texts into vectors whose dot product says how close their meanings are."""

    @property
    def name(self) -> str:
        """Names the vector space; vectors of different names are never compared."""
        ...

    @property
    def dimension(self) -> int | None:
        """Length of a vector; ``None`` while only the server knows it."""
        ...

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one row of unit length per text, shape ``(len(texts), dimension)``.

        Raises:
            ConfigurationError: The encoder is missing, damaged or refuses its settings.
            ModelError: The encoder's server failed.
        """
        ...
