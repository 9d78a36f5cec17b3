"""The protocol between answering and whoever writes the sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol, runtime_checkable

from assistant.schema import Delta, Finish, RepairRequest, WriteRequest

NOT_IN_LIBRARY = "NOT IN LIBRARY"
"""What a writer says when the evidence does not answer the question."""


class Writer(Protocol):
    """Writes an answer to a question from a closed list of evidence."""

    @property
    def name(self) -> str:
        """What the reader is told about who wrote: ``extractive``, ``scripted`` or ``<provider>:<model>``."""
        ...

    @property
    def prompts(self) -> tuple[str, ...]:
        """References ``name@version`` of the prompts it uses."""
        ...

    def write(self, request: WriteRequest) -> Iterator[Delta | Finish]:
        """Yield the answer piece by piece, then one ``Finish``.

        Closing the iterator early releases the connection.

        Raises:
            ModelError: The model or its server failed before any text came.
        """
        ...


@runtime_checkable
class Repairer(Protocol):
    """A writer that can be shown what did not pass the gate."""

    @property
    def repair_prompts(self) -> tuple[str, ...]:
        """References ``name@version`` of the prompts it uses to repair."""
        ...

    def repair(self, request: RepairRequest) -> Iterator[Delta | Finish]:
        """Yield one line per failed sentence, ``1: corrected [2.1].`` or ``1: DROP``, then a ``Finish``.

        Raises:
            ModelError: No text came.
        """
        ...
