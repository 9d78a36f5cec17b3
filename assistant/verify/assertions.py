"""Compares what a statement asserts with what the sentences assert that it follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.verify.alignment import Alignment, align
from assistant.verify.hedging import hedge_faults
from assistant.verify.polarity import polarity_faults
from assistant.verify.roles import role_faults
from assistant.verify.wording import Background, wording_faults

_CLOSE = 0.6
"""Share of a part's telling words that its sentence must hold for single words to be compared."""


@dataclass(frozen=True)
class Faults:
    """What a statement asserts otherwise, and the hedges that it lost."""

    turned: tuple[str, ...] = ()
    hedges: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.turned) + len(self.hedges)


def assertion_faults(text: str, sentences: Sequence[str], background: Background) -> Faults:
    """Return what a text asserts otherwise than the sentences that it follows.

    Where two sentences are about as close, the one that agrees with the text is the one that was meant.
    """
    parts = [
        min((_faults(one, background) for one in likely), key=lambda faults: faults.count)
        for likely in align(text, sentences)
    ]
    return Faults(
        tuple(reason for part in parts for reason in part.turned),
        tuple(reason for part in parts for reason in part.hedges),
    )


def _faults(alignment: Alignment, background: Background) -> Faults:
    if alignment.density < _CLOSE:
        return Faults()
    turned = [
        *polarity_faults(alignment),
        *role_faults(alignment, background.own),
        *wording_faults(alignment, background),
    ]
    return Faults(tuple(dict.fromkeys(turned)), tuple(dict.fromkeys(hedge_faults(alignment))))
