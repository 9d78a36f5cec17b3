"""Which vector space a library's vectors live in."""

from __future__ import annotations

from assistant.errors import ConfigurationError
from assistant.index.embedders import Embedder
from assistant.index.seal import Meta


class Space:
    """The embedder that is configured against the one whose vectors the library's index holds.

    The latter is noted in the library, so that vectors of two embedders are never compared.
    """

    def __init__(self, meta: Meta, embedder: Embedder) -> None:
        self._meta = meta
        self._embedder = embedder

    @property
    def used(self) -> bool:
        """True once anything has been embedded."""
        return bool(self._meta.get_meta("embedder"))

    @property
    def dimension(self) -> int:
        """Length of a vector of the configured embedder; 0 while it is not known."""
        return self._embedder.dimension or (self._recorded_dimension() if self._same_name() else 0)

    @property
    def matches(self) -> bool:
        """True unless the library was embedded by an embedder other than the configured one."""
        return not self.used or (self._same_name() and self._recorded_dimension() == self.dimension)

    def check(self) -> None:
        """Raise ``ConfigurationError`` unless the space matches."""
        if not self.matches:
            raise self.mismatch(self._embedder.dimension)

    def check_length(self, dimension: int) -> None:
        """Raise ``ConfigurationError`` unless vectors of this length belong to the space."""
        if dimension != self._recorded_dimension():
            raise self.mismatch(dimension)

    def mismatch(self, dimension: int | None) -> ConfigurationError:
        """Return the error that names both embedders."""
        length = f" ({dimension} dimensions)" if dimension else ""
        return ConfigurationError(
            f"The library was embedded by {self._meta.get_meta('embedder')!r} "
            f"({self._recorded_dimension()} dimensions), but the configured embedder is "
            f"{self._embedder.name!r}{length}; set the former again, or run 'quotient doctor --rebuild' "
            "to embed the library anew."
        )

    def learned_dimension(self) -> int:
        """Return the length of the configured embedder's vectors, asking it when nothing else tells."""
        return self.dimension or len(self._embedder.embed(["How long is a vector?"])[0])

    def record(self) -> None:
        """Note that the library's vectors are the configured embedder's from now on."""
        # The name comes last: from then on other threads compare vectors.
        self._meta.set_meta("embedder_dimension", str(self.learned_dimension()))
        self._meta.set_meta("embedder", self._embedder.name)

    def _same_name(self) -> bool:
        return self._meta.get_meta("embedder") == self._embedder.name

    def _recorded_dimension(self) -> int:
        return int(self._meta.get_meta("embedder_dimension") or 0)
