"""What papers that are told one after the other are called."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer.figures.subjects import label_of
from assistant.schema import Paper
from assistant.text.people import spoken_of

_SURVEY = re.compile(r"\b(?:survey|review|overview|tutorial)\b", re.IGNORECASE)
_ORDINALS = ("One", "Another", "A further")


@dataclass(frozen=True)
class Subject:
    """Whoever a sentence is about."""

    name: str
    """A method, "One study", "A study by Xiao" or "Xiao et al."."""
    method: str | None = None
    """The name of the method, when it has one."""
    again: bool = False
    """True when the sentence before was about the same."""

    @property
    def plural(self) -> bool:
        """True for several authors."""
        return self.method is None and (self.name.endswith(" et al.") or " and " in self.name)

    @property
    def shown(self) -> str:
        """What stands where "our method" stood."""
        pronoun = "They" if self.plural else "It"
        return pronoun if self.again else self.method or self.name


def subjects_of(papers: Sequence[Paper]) -> list[Subject]:
    """Return how each paper is called: by its method, else its authors, else as "one study" or "a survey"."""
    seen: Counter[str] = Counter()
    return [_subject(paper, seen) for paper in papers]


def _subject(paper: Paper, seen: Counter[str]) -> Subject:
    if method := label_of(paper):
        return Subject(method, method)
    authors = spoken_of(paper.authors)
    if Subject(authors).plural:
        return Subject(authors)
    kind = "survey" if _SURVEY.search(paper.title) else "study"
    if authors:
        return Subject(f"A {kind} by {authors}")
    seen[kind] += 1
    return Subject(f"{_ORDINALS[min(seen[kind], len(_ORDINALS)) - 1]} {kind}")
