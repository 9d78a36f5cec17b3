"""What became of a manuscript that was held against a library: its sentences, keys and entries."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from assistant.schema.answers import Citation, VerdictKind
from assistant.schema.base import Value
from assistant.schema.papers import Problem

SentenceState = Literal["checked", "not_checked", "no_citation"]


class CheckedSentence(Value):
    """A sentence of a manuscript that cites something or states a number, or a table row that does both."""

    line: int = Field(ge=1)
    """Line of the file on which it begins."""
    text: str
    """As it reads, each citation as ``[key]`` in its place."""
    keys: tuple[str, ...] = ()
    """Keys that it cites, in order; one that only states a number may have none."""
    state: SentenceState
    """``not_checked`` where a cited text is not at hand; ``no_citation`` where a number stands alone."""
    verdict: VerdictKind | None = None
    """The gate's verdict; ``None`` unless it was checked."""
    reasons: tuple[str, ...] = ()
    """Why it is not supported or was not checked, one clause each."""
    citations: tuple[Citation, ...] = ()
    """For each paper that it was held against, the slice that fits best; markers count the papers cited."""


class UnknownKey(Value):
    """A key that is cited and that nothing defines."""

    key: str
    lines: tuple[int, ...]
    suggestion: str | None = None
    """The key that was probably meant."""


class UncitedEntry(Value):
    """An entry of the bibliography that the manuscript never cites."""

    key: str
    title: str
    file: str
    line: int = Field(ge=1)
    """Line of that file, the bibliography."""


class UnavailableEntry(Value):
    """A cited paper of which no abstract is at hand, so that its sentences cannot be checked."""

    key: str
    title: str
    lines: tuple[int, ...]
    """Lines of the manuscript that cite it."""
    reason: str
    suggestion: str | None = None
    """Title of a paper of the library that is nearly the same."""


class FileProblem(Problem):
    """Something in a manuscript or a bibliography that could not be understood."""

    file: str


class ManuscriptReport(Value):
    """A manuscript laid beside the abstracts of the papers that it cites."""

    file: str
    bibliographies: tuple[str, ...] = ()
    """Names of the bibliographies that were read."""
    sentences: tuple[CheckedSentence, ...] = ()
    """In the order of the file; sentences without citation and number are left out."""
    unknown_keys: tuple[UnknownKey, ...] = ()
    uncited: tuple[UncitedEntry, ...] = ()
    not_in_library: tuple[UnavailableEntry, ...] = ()
    own_abstracts: tuple[str, ...] = ()
    """Cited keys that were checked against the abstract of their entry, since the library lacks the paper."""
    problems: tuple[FileProblem, ...] = ()

    @property
    def failed(self) -> tuple[CheckedSentence, ...]:
        """The sentences that were checked and are not supported."""
        return tuple(one for one in self.sentences if one.verdict not in {None, "supported"})

    @property
    def passed(self) -> bool:
        """True when no key is unknown and no checked sentence failed."""
        return not self.unknown_keys and not self.failed
