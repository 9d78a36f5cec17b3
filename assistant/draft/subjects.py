"""What the papers of a theme are called in its sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from assistant.answer.figures.subjects import label_of
from assistant.draft.retelling import Subject
from assistant.schema import Paper
from assistant.text.people import spoken_of

_SURVEY = re.compile(r"\b(?:survey|review|overview|tutorial)\b", re.IGNORECASE)
_ORDINALS = ("One", "Another", "A further")


def subjects_of(papers: Sequence[Paper]) -> list[Subject]:
    """Return how each paper is called: by its method, else its authors, else as "one study" or "a survey"."""
    seen: Counter[str] = Counter()
    found: list[Subject] = []
    for paper in papers:
        method = label_of(paper)
        name = method or spoken_of(paper.authors)
        if not name:
            kind = "survey" if _SURVEY.search(paper.title) else "study"
            name = f"{_ORDINALS[min(seen[kind], len(_ORDINALS) - 1)]} {kind}"
            seen[kind] += 1
        found.append(Subject(name, method))
    return found
