"""Citation numbers as the reader sees them: in order of appearance, stable within a thread."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.schema import Citation, Statement

_MARKER = re.compile(r"\[(\d+)\]")


class Numbering:
    """Gives each cited paper of a thread the next free number."""

    def __init__(self, earlier: Iterable[Statement] = ()) -> None:
        self._markers: dict[str, int] = {
            citation.paper_id: citation.marker for statement in earlier for citation in statement.citations
        }

    def apply(self, statement: Statement) -> Statement:
        """Return the statement with evidence keys replaced by the thread's numbers."""
        shown = {citation.marker: self._number(citation) for citation in statement.citations}
        citations = tuple(
            citation.model_copy(update={"marker": shown[citation.marker]}) for citation in statement.citations
        )
        text = _MARKER.sub(lambda found: _renumber(found, shown), statement.text)
        return statement.model_copy(update={"text": text, "citations": citations})

    def _number(self, citation: Citation) -> int:
        free = max(self._markers.values(), default=0) + 1
        return self._markers.setdefault(citation.paper_id, free)


def _renumber(found: re.Match[str], shown: dict[int, int]) -> str:
    key = int(found[1])
    return f"[{shown[key]}]" if key in shown else found[0]
