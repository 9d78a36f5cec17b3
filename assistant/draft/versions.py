"""What changed from one version of a draft to another, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from assistant.draft.editing import with_markers
from assistant.schema import DraftVersion

Change = Literal["same", "removed", "added"]


@dataclass(frozen=True)
class Difference:
    """A line of two versions laid side by side."""

    change: Change
    text: str
    heading: bool = False
    """True for the title of a theme."""


def differences(before: DraftVersion, after: DraftVersion) -> list[Difference]:
    """Return the lines of both versions in order: titles of themes and sentences with their citations."""
    old, new = list(_lines(before)), list(_lines(after))
    found: list[Difference] = []
    for operation, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if operation == "equal":
            found += [Difference("same", text, heading) for text, heading in old[i:j]]
        else:
            found += [Difference("removed", text, heading) for text, heading in old[i:j]]
            found += [Difference("added", text, heading) for text, heading in new[k:m]]
    return found


def _lines(version: DraftVersion) -> Iterator[tuple[str, bool]]:
    for paragraph in version.draft.paragraphs if version.draft else ():
        yield paragraph.theme, True
        yield from ((with_markers(statement), False) for statement in paragraph.statements)
