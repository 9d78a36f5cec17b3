"""Reads a BibTeX or BibLaTeX file into entries, each with the paper that it describes."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from typing import Final

from bibtexparser.entrypoint import parse_string
from bibtexparser.model import Block, DuplicateBlockKeyBlock, Entry, ParsingFailedBlock

from assistant.ingest.problems import Problems
from assistant.ingest.records import Found
from assistant.manuscript.latex_text import plain
from assistant.schema import Paper, Problem

_ARXIV: Final = re.compile(r"(?:arxiv\.org/(?:abs|pdf)/|arxiv[:. ])\s?(\d{4}\.\d{4,5})", re.IGNORECASE)
_USED: Final = ("title", "abstract", "author", "year", "date", "journal", "journaltitle", "booktitle")
_AS_GIVEN: Final = ("doi", "url")

# It reports each broken entry to the log; we say so in our own words.
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)


@dataclass(frozen=True)
class BibEntry:
    """An entry of a bibliography.

    ``paper`` has its abstract if the entry gives one; it is ``None`` for an entry without a title.
    """

    key: str
    file: str
    line: int
    paper: Paper | None

    @property
    def title(self) -> str:
        """The title, or the key where there is none."""
        return self.paper.title if self.paper else self.key


@dataclass(frozen=True)
class Bibliography:
    """What a bibliography holds, and what in it could not be used."""

    file: str
    entries: tuple[BibEntry, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_bibliography(source: str, file: str) -> Bibliography:
    """Return the entries of a bibliography in order; broken and repeated ones become problems.

    Of entries that share a key the first one counts, as it does for BibTeX.
    """
    problems = Problems()
    entries: list[BibEntry] = []
    for block in parse_string(source).blocks:
        line, entry = (block.start_line or 0) + 1, _entry(block)
        if isinstance(block, ParsingFailedBlock):
            problems.add(line, block.raw or "", _fault(block))
        if entry and not isinstance(block, DuplicateBlockKeyBlock):
            entries.append(_read(entry, line, file, problems))
    if not entries and not problems.count:
        problems.add(1, source, "the bibliography holds no entries such as @article{key, title = {...}}")
    return Bibliography(file, tuple(entries), problems.all())


def _entry(block: Block) -> Entry | None:
    kept = block.ignore_error_block if isinstance(block, ParsingFailedBlock) else block
    return kept if isinstance(kept, Entry) and kept.key else None


def _fault(block: ParsingFailedBlock) -> str:
    if isinstance(block, DuplicateBlockKeyBlock):
        return "the key is used again; only its first entry counts"
    if block.ignore_error_block:
        return "a field is given twice; the entry was kept with one of them"
    return "the entry is broken: check its braces, quotes and commas; it was left out"


def _read(entry: Entry, line: int, file: str, problems: Problems) -> BibEntry:
    given = {field.key.lower(): str(field.value) for field in entry.fields}
    fields: dict[str, object] = {name: plain(given[name]) for name in _USED if name in given}
    fields |= {name: given[name].strip() for name in _AS_GIVEN if name in given}
    if "author" in given:
        fields["author"] = [plain(name) for name in re.split(r"\s+and\s+", given["author"])]
    if number := _arxiv_number(given):
        fields["arxiv"] = number
    found = Found("bibtex", file)
    found.take(fields, line)
    if not found.papers:
        problems.add(line, entry.key, "the entry has no title that could be used, so its paper is not known")
    return BibEntry(entry.key, file, line, found.papers[0] if found.papers else None)


def _arxiv_number(given: dict[str, str]) -> str | None:
    """Return the arXiv number, wherever the many styles of entries put it."""
    eprint = given.get("eprint", "").strip()
    if re.fullmatch(
        r"(?:arxiv:)?(?:\d{4}\.\d{4,5}|[a-z-]{2,20}(?:\.[a-z]{2})?/\d{7})(?:v\d+)?", eprint, re.IGNORECASE
    ):
        return eprint
    places = " ".join(
        given.get(name, "")[:300] for name in ("url", "doi", "journal", "howpublished", "note", "volume")
    )
    found = _ARXIV.search(places)
    return found[1] if found else None
