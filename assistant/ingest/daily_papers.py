"""Reader of a saved Daily Papers page: titles and abstracts as paragraphs between the furniture of the page.

Nothing on the page marks a title as one, so lines are judged by shape (``page_lines``) and by their
neighbours. Every line that is not blank ends up in a paper, among the furniture, or in a problem.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from assistant.errors import IngestError
from assistant.ingest.flags import flags_of
from assistant.ingest.limits import LONGEST_TEXT, TOO_LONG, check_lines
from assistant.ingest.page_layout import Line, above_prose, header_end, lay_out
from assistant.ingest.page_lines import Kind, is_title_case, names_in
from assistant.ingest.problems import Problems
from assistant.schema import Ingested, Paper, Source
from assistant.text.folding import paper_id

FORMAT: Final = "daily_papers"

_MOST_LINES: Final = 300_000

_SHORTEST_ABSTRACT: Final = 100
"""Prose shorter than this does not show that a file holds papers."""

_MARKUP: Final = re.compile(r"^[#*|>`@<{}/-]|[:;,{}(|`]$")
"""How lines of code, lists and tables begin or end, and titles do not."""

_LONGEST_JOINED: Final = 2000
"""arXiv allows 1,920 characters; paragraphs that exceed this together are two abstracts."""


@dataclass
class _Draft:
    title: Line
    date: str | None
    authors: tuple[str, ...] = ()
    abstract: list[Line] = field(default_factory=list[Line])
    closed: bool = False
    """True when something stood after the abstract, so that no second paragraph can follow."""

    def takes(self, line: Line) -> bool:
        """Tell whether a paragraph can belong to this paper's abstract."""
        length = sum(len(part.text) for part in self.abstract) + len(line.text)
        return not self.closed and (not self.abstract or length <= _LONGEST_JOINED)


@dataclass
class Page:
    """All that was understood of a page, and what was not."""

    drafts: list[_Draft] = field(default_factory=list[_Draft])
    people: list[Line] = field(default_factory=list[Line])
    furniture: list[Line] = field(default_factory=list[Line])
    problems: Problems = field(default_factory=Problems)
    date: str | None = None
    current: _Draft | None = None

    def open(self, title: Line) -> None:
        """Begin a paper."""
        self.current = _Draft(title=title, date=self.date)
        self.drafts.append(self.current)

    def add_authors(self, line: Line) -> None:
        """Give the current paper the people that a line names."""
        assert self.current is not None
        self.people.append(line)
        self.current.authors += names_in(line.text) or (line.text,)
        self.current.closed = bool(self.current.abstract)

    def skip(self, line: Line) -> None:
        """Set a line aside as furniture; no paragraph after it continues an abstract."""
        self.furniture.append(line)
        if self.current and self.current.abstract:
            self.current.closed = True

    def report(self, line: Line, reason: str) -> None:
        """Set a line aside as not understood."""
        self.problems.add(line.number, line.text, reason)
        if self.current and self.current.abstract:
            self.current.closed = True


def read_daily_papers(text: str, file: str) -> Ingested:
    r"""Read the papers of a saved page.

    Args:
        text: The page, lines ended by ``\n``.
        file: Name of the file, kept as each paper's source.

    Returns:
        The papers in the page's order and one problem per line that was not understood.

    Raises:
        IngestError: The text has no abstracts, or is not laid out as titles and abstracts.
    """
    check_lines(text, file, most=_MOST_LINES)
    page = read_page(text)
    _check(page, file)
    papers = tuple(_paper(draft, file) for draft in page.drafts)
    return Ingested(papers=papers, problems=page.problems.all())


def read_page(text: str) -> Page:
    """Sort every line of a page that is not blank into papers, furniture and problems."""
    lines = lay_out(text)
    page = Page()
    start = header_end(lines)
    for line in lines[:start]:
        _take_header(page, line)
    for line, titled in list(zip(lines, above_prose(lines), strict=True))[start:]:
        _take(page, line, titled=titled)
    return page


def _check(page: Page, file: str) -> None:
    """Code, notes and other prose must not enter a library because some of their lines look like titles."""
    papers = [draft for draft in page.drafts if len(_joined(draft.abstract) or "") >= _SHORTEST_ABSTRACT]
    others = len(page.drafts) - len(papers) + page.problems.count
    markup = sum(bool(_MARKUP.search(paper.title.text)) for paper in papers)
    if not papers:
        raise IngestError(
            f"{file!r} holds no abstracts: expected a saved page with a title and an abstract for each paper,"
            " JSON Lines, or a table with a title column; save the page with its abstracts shown."
        )
    if markup > len(papers) / 4 or others > 8 * len(papers):
        raise IngestError(
            f"{file!r} does not look like papers: expected a saved page of titles and abstracts, JSON Lines,"
            " or a table with a title column; check that this is the right file."
        )


def _take_header(page: Page, line: Line) -> None:
    like_a_title = line.kind is Kind.TITLE and (is_title_case(line.text) or ":" in line.text)
    if line.kind is Kind.PROSE or like_a_title:
        page.report(line, "stands above the first paper and was taken for part of the page's header")
    else:
        page.furniture.append(line)


def _take(page: Page, line: Line, *, titled: bool) -> None:
    match line.kind:
        case Kind.DATE:
            page.date, page.current = line.text, None
            page.furniture.append(line)
        case Kind.FURNITURE:
            page.skip(line)
        case Kind.PROSE:
            _take_prose(page, line)
        case Kind.TITLE:
            page.open(line)
        case Kind.NAMES if _wants_authors(page, titled=titled):
            page.add_authors(line)
        case _:
            _take_unsure(page, line, titled=titled)


def _wants_authors(page: Page, *, titled: bool) -> bool:
    """Names belong below a title, or below an abstract when no other abstract needs them for its title."""
    paper = page.current
    return paper is not None and not paper.closed and (not paper.abstract or not (titled or paper.authors))


def _take_prose(page: Page, line: Line) -> None:
    if len(line.text) > LONGEST_TEXT:
        page.report(line, TOO_LONG)
    elif page.current and page.current.takes(line):
        page.current.abstract.append(line)
    else:
        page.report(line, "an abstract without a title; it was left out")


def _take_unsure(page: Page, line: Line, *, titled: bool) -> None:
    if titled:
        page.open(line)
    else:
        page.report(line, "too short to be told from the furniture of the page; it was left out")


def _paper(draft: _Draft, file: str) -> Paper:
    title = draft.title.text
    abstract = _joined(draft.abstract)
    return Paper(
        id=paper_id(title, abstract),
        title=title,
        abstract=abstract,
        authors=draft.authors,
        date=draft.date,
        source=Source(format=FORMAT, file=file, line=draft.title.number),
        flags=flags_of(title, abstract),
    )


def _joined(paragraphs: Sequence[Line]) -> str | None:
    if not paragraphs:
        return None
    text = paragraphs[0].text
    for before, after in pairwise(paragraphs):
        text += ("\n" if after.number == before.last + 1 else "\n\n") + after.text
    return text
