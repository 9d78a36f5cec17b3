"""What the indexes ask of a vector index."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


class VectorIndex(Protocol):
    """Keeps the vectors of passages and finds the papers whose passages are closest to a query.

    Safe to use from several threads of one process. Failures come as ``StoreError``.
    """

    def upsert(self, ids: Sequence[str], vectors: NDArray[np.float32], paper_ids: Sequence[str]) -> None:
        """Add passages, or put them in the place of those with the same ids.

        ``vectors`` has one row of unit length per passage; ``paper_ids`` names the paper of each.
        """
        ...

    def remove(self, paper_ids: Collection[str]) -> None:
        """Remove all passages of some papers; unknown ids are ignored."""
        ...

    def search(
        self, vector: NDArray[np.float32], k: int, scope: Collection[str] | None = None
    ) -> list[tuple[str, float]]:
        """Return ids and cosines of at most ``k`` papers by their closest passage, best first.

        Only papers of ``scope`` when given. Equal cosines are ordered by id.
        """
        ...

    def ids(self) -> set[str]:
        """Return the ids of all papers that have vectors."""
        ...

    def clear(self) -> None:
        """Remove everything."""
        ...

    def close(self) -> None:
        """Release the files."""
        ...
