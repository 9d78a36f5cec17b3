"""One record of a table or a JSON file to a paper: the boundary where other people's field names end."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Final, cast

from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from assistant.ingest.cleaning import cleaned
from assistant.ingest.flags import flags_of
from assistant.ingest.limits import LONGEST_TEXT, TOO_LONG, check_count
from assistant.ingest.problems import MOST_PROBLEMS, Problems
from assistant.schema import Ingested, Paper, Source
from assistant.text.folding import paper_id

TITLE_NAMES: Final = ("title", "papertitle", "articletitle", "documenttitle")
ABSTRACT_NAMES: Final = ("abstract", "paperabstract", "abstracttext", "summary", "description")

_YEARS: Final = range(1600, 2101)
_YEAR: Final = re.compile(r"(?<!\d)\d{4}(?!\d)")
_DOI: Final = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
_ARXIV: Final = re.compile(
    r"(?:https?://(?:www\.)?arxiv\.org/(?:abs|pdf)/|arxiv:\s*)?"
    r"(\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[a-z]{2})?/\d{7}(?:v\d+)?)(?:\.pdf)?",
    re.IGNORECASE,
)
_URL: Final = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_DEEPEST: Final = 3


def squeezed(name: str) -> str:
    """Return a field name as it is compared: ``Paper Title`` and ``paper_title`` are the same."""
    return re.sub(r"[\W_]+", "", name).lower()


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("is not text")
    return value.strip()


def _word(value: object) -> str:
    """A short field that is better lost than a reason to refuse its paper."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip() if isinstance(value, str | int) else ""


def _names(value: object) -> tuple[str, ...]:
    """Authors come as a list of names, a list of objects that have one, or one string."""
    if isinstance(value, str):
        return tuple(name for part in _split_names(value) if (name := part.strip(" '\"[]")))
    items = cast("list[object]", value) if isinstance(value, list) else []
    return tuple(name for item in items if (name := _name(item)))


def _split_names(text: str) -> list[str]:
    text = " ".join(text.split())
    people = text.split(" and ")
    if ";" in text:
        return text.split(";")
    if len(people) > 1 and all(person.count(",") == 1 for person in people):
        return people
    return re.split(r"[,|] ?(?:and )?| and ", text)


def _name(item: object) -> str:
    if isinstance(item, dict):
        fields = cast("dict[str, object]", item)
        item = next((fields[key] for key in ("name", "full_name", "fullname") if key in fields), None)
    return item.strip() if isinstance(item, str) else ""


def _links(value: object) -> tuple[str, ...]:
    items = cast("list[object]", value) if isinstance(value, list) else [value]
    return tuple(part for item in items if isinstance(item, str) for part in item.split())


_Word = Annotated[str, BeforeValidator(_word)]


class _Record(BaseModel):
    """The fields that are understood, under every name they are known by."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    title: Annotated[str, BeforeValidator(_text)] = Field("", validation_alias=AliasChoices(*TITLE_NAMES))
    abstract: Annotated[str, BeforeValidator(_text)] = Field(
        "", validation_alias=AliasChoices(*ABSTRACT_NAMES)
    )
    authors: Annotated[tuple[str, ...], BeforeValidator(_names)] = Field(
        (), validation_alias=AliasChoices("authors", "author", "authornames", "creators", "creator")
    )
    year: _Word = Field("", validation_alias=AliasChoices("year", "publicationyear", "pubyear"))
    date: _Word = Field(
        "",
        validation_alias=AliasChoices(
            "date", "published", "publishedat", "publisheddate", "publicationdate", "submitted", "submittedat"
        ),
    )
    venue: _Word = Field(
        "",
        validation_alias=AliasChoices(
            "venue",
            "journal",
            "journaltitle",
            "conference",
            "booktitle",
            "publicationtitle",
            "containertitle",
        ),
    )
    doi: _Word = ""
    arxiv_id: _Word = Field("", validation_alias=AliasChoices("arxivid", "arxiv", "eprint"))
    identifier: _Word = Field("", validation_alias=AliasChoices("id", "paperid"))
    urls: Annotated[tuple[str, ...], BeforeValidator(_links)] = Field(
        (), validation_alias=AliasChoices("urls", "url", "link", "links", "pdfurl")
    )


@dataclass
class Found:
    """Papers and problems gathered so far, in the order of the file."""

    format: str
    file: str
    papers: list[Paper] = field(default_factory=list[Paper])
    problems: Problems = field(default_factory=Problems)

    @property
    def hopeless(self) -> bool:
        """True when there have been problems only, too many to go on."""
        return not self.papers and self.problems.count >= MOST_PROBLEMS

    def ingested(self) -> Ingested:
        """Return all that was found."""
        return Ingested(papers=tuple(self.papers), problems=self.problems.all())

    def take(self, fields: Mapping[str, object], line: int) -> None:
        """Add the paper of one record, or a problem that says why there is none.

        Raises:
            IngestError: The file holds more papers than one file may.
        """
        notes: list[str] = []
        paper = self._paper(_known(fields, notes), line, notes)
        if paper:
            self.papers.append(paper)
            check_count(len(self.papers), self.file)
        shown = paper.title if paper else str(next(iter(fields.values()), ""))
        for note in notes:
            self.problems.add(line, cleaned(shown)[0], note)

    def _paper(self, fields: dict[str, object], line: int, notes: list[str]) -> Paper | None:
        try:
            record = _Record.model_validate(fields)
        except ValidationError as exc:
            where = " and ".join(str(error["loc"][0]) for error in exc.errors())
            notes.append(f"the record's {where} is not text; it was left out")
            return None
        if not record.title:
            notes.append("the record has no title; it was left out")
            return None
        if len(record.title) + len(record.abstract) > LONGEST_TEXT:
            notes.append(TOO_LONG)
            return None
        return _paper_of(record, Source(format=self.format, file=self.file, line=line), notes)


def _known(fields: Mapping[str, object], notes: list[str]) -> dict[str, object]:
    known: dict[str, object] = {}
    for name, value in fields.items():
        if value is not None and value != "":
            known.setdefault(squeezed(name), _scrubbed(value, notes, 0))
    return known


def _scrubbed(value: object, notes: list[str], depth: int) -> object:
    if isinstance(value, str):
        text, removed = cleaned(value)
        notes += [removed] if removed else []
        return text
    if depth >= _DEEPEST:
        return None
    if isinstance(value, list):
        return [_scrubbed(item, notes, depth + 1) for item in cast("list[object]", value)]
    if isinstance(value, dict):
        return {k: _scrubbed(item, notes, depth + 1) for k, item in cast("dict[str, object]", value).items()}
    return value


def _paper_of(record: _Record, source: Source, notes: list[str]) -> Paper:
    abstract = record.abstract or None
    return Paper(
        id=paper_id(record.title, abstract),
        title=record.title,
        abstract=abstract,
        authors=record.authors,
        year=_year(record, notes),
        date=record.date or None,
        venue=record.venue or None,
        doi=_matched(_DOI, record.doi, "DOI", notes),
        arxiv_id=_matched(_ARXIV, record.arxiv_id, "arXiv number", notes)
        or _matched(_ARXIV, record.identifier),
        urls=_web_addresses(record.urls, notes),
        source=source,
        flags=flags_of(record.title, abstract),
    )


def _year(record: _Record, notes: list[str]) -> int | None:
    stated = _YEAR.search(record.year or record.date)
    if stated and int(stated.group()) in _YEARS:
        return int(stated.group())
    if record.year:
        notes.append(
            f"{record.year[:20]!r} is no year from {_YEARS[0]} to {_YEARS[-1]}; the paper was kept without it"
        )
    return None


def _matched(
    pattern: re.Pattern[str], text: str, meaning: str = "", notes: list[str] | None = None
) -> str | None:
    match = pattern.fullmatch(text)
    if match:
        return match.group(1)
    if text and notes is not None:
        notes.append(f"{text[:40]!r} is no {meaning}; the paper was kept without it")
    return None


def _web_addresses(urls: tuple[str, ...], notes: list[str]) -> tuple[str, ...]:
    notes += [
        f"{url[:40]!r} is no web address; the paper was kept without it"
        for url in urls
        if not _URL.fullmatch(url)
    ]
    return tuple(url for url in urls if _URL.fullmatch(url))
