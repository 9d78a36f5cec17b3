"""Papers as a BibTeX file that LaTeX prints and other programs read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from io import StringIO
from typing import Any, Final, cast

from pybtex.database import BibliographyData, Entry  # pyright: ignore[reportMissingTypeStubs]
from pybtex.database.output.bibtex import Writer  # pyright: ignore[reportMissingTypeStubs]
from pylatexenc.latexencode import UnicodeToLatexEncoder  # pyright: ignore[reportMissingTypeStubs]

from assistant.export.author_names import author_names
from assistant.export.escape import escape_bibtex, verbatim_url
from assistant.export.publication import Publication, publication
from assistant.schema import Paper

_KINDS: Final[dict[Publication, str]] = {"journal": "article", "meeting": "inproceedings", "none": "misc"}
_MOST_BYTES: Final = 18_000
# What BibTeX takes apart into the parts of one name; anything else it is given as a whole.
_WORD: Final = r"[^\W\d_][\w.'’-]*"
_NAME: Final = re.compile(rf"(?!.*\b(?:and|others)\b){_WORD}(?: {_WORD})*(?:, {_WORD}(?: {_WORD})*)?", re.I)
_ACCENTED: Final = re.compile(
    r"\{\\(?:['`^\"~=.](?:[A-Za-z]|\\[ij])|[a-zA-Z]\{(?:[A-Za-z]|\\[ij])\}|[a-zA-Z]{1,2})\}"
)


def papers_to_bibtex(papers: Sequence[Paper], keys: Mapping[str, str]) -> str:
    """Return one entry per paper, in order, under the keys that `cite_keys` gives.

    Every style keeps the capitals of titles. Addresses and identifiers are verbatim, as usual, with percent
    codes for what TeX could act on.
    """
    entries = [(keys[paper.id], Entry(_KINDS[publication(paper)], list(_fields(paper)))) for paper in papers]
    file = StringIO()
    writer = cast("Any", _Writer())  # The package has no types.
    writer.write_stream(BibliographyData(entries), file)
    return file.getvalue()


class _Writer(Writer):
    """Writes values as they are: they are LaTeX already."""

    def _encode(self, text: str) -> str:  # pyright: ignore[reportIncompatibleMethodOverride]
        return text

    def quote(self, s: str) -> str:
        """Return a value between braces, the only marks that straight quotes in it cannot end."""
        return f"{{{s}}}"


def _fields(paper: Paper) -> Iterator[tuple[str, str]]:
    # A second pair of braces keeps the capitals.
    yield "title", f"{{{_text(paper.title)}}}"
    if authors := [*map(_author, author_names(paper))]:
        yield "author", " and ".join(authors)
    if paper.venue:
        yield "journal" if publication(paper) == "journal" else "booktitle", _text(paper.venue)
    elif where := _where(paper):
        yield "howpublished", where
    if paper.year is not None:
        yield "year", str(paper.year)
    yield from _identifiers(paper)


def _text(text: str) -> str:
    """Return a text for a field, cut where BibTeX would cut it within a command: it holds 20,000 bytes."""
    latex = escape_bibtex(text)
    while (size := len(latex.encode())) > _MOST_BYTES:
        text = text[: len(text) * _MOST_BYTES // (size + 100)]
        latex = escape_bibtex(f"{text}…")
    return latex


def _where(paper: Paper) -> str:
    """Return where a paper without a venue is found, since few styles print identifiers."""
    if paper.arxiv_id:
        return escape_bibtex(f"arXiv:{paper.arxiv_id}")
    if paper.doi:
        return escape_bibtex(f"doi:{paper.doi}")
    return rf"\url{{{verbatim_url(paper.urls[0])}}}" if paper.urls else ""


def _identifiers(paper: Paper) -> Iterator[tuple[str, str]]:
    if paper.doi:
        yield "doi", verbatim_url(paper.doi)
    if paper.arxiv_id:
        yield "eprint", verbatim_url(paper.arxiv_id)
        yield "archiveprefix", "arXiv"
    if paper.urls:
        yield "url", verbatim_url(paper.urls[0])
    if paper.urls[1:]:
        yield "urls", " ".join(map(verbatim_url, paper.urls[1:]))


def _author(name: str) -> str:
    """Return a name whose letters are ASCII: BibTeX cuts initials and labels out of bytes."""
    letters = escape_bibtex(name)
    accented = "".join(letter if letter.isascii() else _accented(letter) for letter in letters)
    whole = not _NAME.fullmatch(name) or any(it.isalpha() and not it.isascii() for it in accented)
    return f"{{{accented}}}" if whole else accented


@cache
def _accented(letter: str) -> str:
    encoded = cast("str", _encoder().unicode_to_latex(letter))
    return encoded if _ACCENTED.fullmatch(encoded) else letter


@cache
def _encoder() -> Any:  # noqa: ANN401 - the package has no types
    return UnicodeToLatexEncoder(
        unknown_char_policy="keep",
        unknown_char_warning=False,
        replacement_latex_protection="braces-all",
    )
