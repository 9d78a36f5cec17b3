"""What stands behind each key: which paper, and whether its abstract is at hand."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import Final

from assistant.manuscript.bibliography import BibEntry, Bibliography
from assistant.manuscript.blocks import Manuscript, Reference
from assistant.manuscript.matching import Matcher
from assistant.schema import Evidence, Paper

_TITLE_SHOWN: Final = 120


@dataclass(frozen=True)
class Known:
    """What is known of a key. ``paper`` is what its sentences are held against, if anything can be."""

    key: str
    title: str
    paper: Paper | None = None
    own_abstract: bool = False
    """True when the abstract is that of the entry, since the library lacks the paper."""
    reason: str = ""
    """Why there is no paper."""
    suggestion: str | None = None
    authors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sources:
    """Looks up keys: first in the bibliographies, then in the manuscript's own list of references.

    Where there is neither, the keys that the library gives its papers are understood.
    """

    bibliographies: Sequence[Bibliography]
    manuscript: Manuscript
    matcher: Matcher
    library: Mapping[str, Paper]

    @cached_property
    def known(self) -> Mapping[str, Known]:
        """What is known of each key that is cited."""
        found = ((key, self._look_up(key)) for key in self.manuscript.cited)
        return {key: known for key, known in found if known}

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number of each cited key that can be checked, as the gate needs it; one for each paper."""
        ids = dict.fromkeys(known.paper.id for known in self.known.values() if known.paper)
        count = {id_: number for number, id_ in enumerate(ids, start=1)}
        return {key: count[known.paper.id] for key, known in self.known.items() if known.paper}

    @cached_property
    def evidence(self) -> list[Evidence]:
        """The papers that can be checked, each under its number."""
        papers = {self.numbers[key]: known.paper for key, known in self.known.items() if known.paper}
        return [Evidence(key=number, paper=paper) for number, paper in papers.items()]

    @cached_property
    def authors(self) -> Mapping[str, frozenset[str]]:
        """The family names of the authors behind each key."""
        return {key: frozenset(map(_family_name, known.authors)) for key, known in self.known.items()}

    @cached_property
    def entries(self) -> Mapping[str, BibEntry]:
        """The entries of all bibliographies by key; of several with the same key the first one."""
        found: dict[str, BibEntry] = {}
        for entry in (entry for each in self.bibliographies for entry in each.entries):
            found.setdefault(entry.key, entry)
        return found

    def suggestion(self, key: str) -> str | None:
        """Return a key that exists and may have been meant."""
        names = [*self.entries, *self._references, *(() if self._listed else self.library)]
        lowered = {name.casefold(): name for name in names}
        near = get_close_matches(key.casefold(), list(lowered), n=1, cutoff=0.75)
        return lowered[near[0]] if near else None

    @cached_property
    def _references(self) -> Mapping[str, Reference]:
        return {reference.key: reference for reference in self.manuscript.references}

    @property
    def _listed(self) -> bool:
        """Whether the manuscript says by itself what its keys mean."""
        return bool(self.entries or self._references)

    def _look_up(self, key: str) -> Known | None:
        if entry := self.entries.get(key):
            return self._of_entry(entry)
        if reference := self._references.get(key):
            return self._of_reference(reference)
        paper = None if self._listed else self.library.get(key)
        return _of_paper(key, paper) if paper else None

    def _of_entry(self, entry: BibEntry) -> Known:
        if entry.paper is None:
            return Known(entry.key, entry.key, reason="its entry has no title")
        authors = entry.paper.authors
        paper = self.matcher.find(entry.paper)
        if paper and paper.abstract:
            return Known(entry.key, entry.title, paper, authors=authors)
        if entry.paper.abstract:
            return Known(entry.key, entry.title, entry.paper, own_abstract=True, authors=authors)
        if paper:
            return Known(entry.key, entry.title, reason=_NO_ABSTRACT, authors=authors)
        near = self.matcher.near(entry.title)
        return Known(entry.key, entry.title, reason=_MISSING, suggestion=near, authors=authors)

    def _of_reference(self, reference: Reference) -> Known:
        paper = self.matcher.find_printed(reference.text)
        if paper:
            return _of_paper(reference.key, paper)
        return Known(reference.key, reference.text[:_TITLE_SHOWN], reason=_MISSING)


_MISSING: Final = "not in your library"
_NO_ABSTRACT: Final = "in your library with its title only"


def _of_paper(key: str, paper: Paper) -> Known:
    if paper.abstract:
        return Known(key, paper.title, paper, authors=paper.authors)
    return Known(key, paper.title, reason=_NO_ABSTRACT, authors=paper.authors)


def _family_name(author: str) -> str:
    family, comma, _ = author.partition(",")
    words = re.findall(r"[\w'’-]+", family)
    return (" ".join(words) if comma else "".join(words[-1:])).casefold()
