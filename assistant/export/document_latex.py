"""Documents as an article in LaTeX with a bibliography beside it."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from assistant.export.bibtex import papers_to_bibtex
from assistant.export.claims_latex import comparison_over_pages
from assistant.export.coverage import coverage_lines
from assistant.export.document import Document, Section
from assistant.export.escape import BREAK, escape_latex, latex_comment
from assistant.export.glyphs import declarations
from assistant.export.sentences import LATEX, cited, failure
from assistant.schema import Statement

_CLASS = r"\documentclass[a4paper]{article}"
_PACKAGES = r"""\usepackage{iftex}
\usepackage{array,booktabs,longtable}
\usepackage[margin=25mm]{geometry}
\usepackage{url}
\ifPDFTeX
\usepackage[T1]{fontenc}
\usepackage[utf8]{inputenc}
\IfFileExists{lmodern.sty}{\usepackage{lmodern}}{}"""
# Long words, addresses and formulas need more room than the default tolerates.
_ROOM = "\\emergencystretch=3em\n\\sloppy"
_LONGEST_LINE = 10_000
_NUMBERS = r"""% References have the numbers that they have on screen.
\let\nextbibitem\bibitem
\renewcommand{\bibitem}[1]{%
\setcounter{enumiv}{\csname number@#1\endcsname}\addtocounter{enumiv}{-1}\nextbibitem{#1}}"""


def document_to_latex(document: Document, bibliography: str) -> tuple[str, str]:
    r"""Return an article that compiles, and the ``.bib`` that it names ``bibliography``.

    References have the numbers of the screen. The quotes stand in comments before each sentence, papers that
    are not covered in comments at the end. A sentence that failed the gate says so.
    """
    entries = papers_to_bibtex(document.papers, document.keys)
    body = list(_body(document, bibliography))
    printed = [entries, *(line for line in body if not line.startswith("%"))]
    preamble = [_CLASS, _PACKAGES, *declarations(printed), r"\fi", _ROOM, *_numbers(document)]
    return "\n".join(piece for line in [*preamble, *body] for piece in _pieces(line)) + "\n", entries


def _pieces(line: str) -> list[str]:
    """Return a line in pieces that TeX can read, whose buffer ends at 200,000 bytes."""
    if len(line) <= _LONGEST_LINE:
        return [line]
    if line.startswith("%"):
        return wrap(line, _LONGEST_LINE, subsequent_indent="% ")
    breakable = line.replace(BREAK, f"{BREAK}%\n").split("\n")
    return [
        piece
        for part in breakable
        for piece in wrap(part, _LONGEST_LINE, break_long_words=False, break_on_hyphens=False)
    ]


def _numbers(document: Document) -> Iterator[str]:
    """Yield what gives references their numbers where these do not count up from one."""
    numbers = [reference.number for reference in document.references]
    if numbers != list(range(1, len(numbers) + 1)):
        yield _NUMBERS
        for reference in document.references:
            yield rf"\expandafter\def\csname number@{reference.key}\endcsname{{{reference.number}}}"


def _body(document: Document, bibliography: str) -> Iterator[str]:
    yield r"\begin{document}"
    yield rf"\section*{{{escape_latex(document.title)}}}"
    # The order in which a style such as unsrt numbers them.
    yield from (rf"\nocite{{{reference.key}}}" for reference in document.references)
    keys = document.keys_by_number
    for section in document.sections:
        yield from _section(section, keys)
    if document.comparison and document.comparison.rows:
        yield ""
        yield from comparison_over_pages(document.comparison, document.keys).splitlines()
    yield ""
    if document.references:
        yield "\\bibliographystyle{unsrt}"
        yield rf"\bibliography{{{bibliography}}}"
    yield from map(latex_comment, _remarks(document))
    yield r"\end{document}"


def _remarks(document: Document) -> Iterator[str]:
    yield from (f"Note: {note}" for note in document.notes)
    if document.writer:
        yield f"Written by {document.writer}"
    yield from (f"Coverage: {line}" for line in coverage_lines(document))


def _section(section: Section, keys: dict[int, str]) -> Iterator[str]:
    yield ""
    if section.heading:
        yield rf"\subsection*{{{escape_latex(section.heading)}}}"
    for paragraph in section.lead:
        yield from (escape_latex(paragraph), "")
    for statement in section.statements:
        yield from _sentence(statement, keys)


def _sentence(statement: Statement, keys: dict[int, str]) -> Iterator[str]:
    for citation in statement.citations:
        yield latex_comment(f"[{citation.marker}] {keys[citation.marker]}: {citation.quote}")
    text = cited(statement, keys, LATEX)
    if statement.verdict == "supported":
        yield text
        return
    yield latex_comment(f"UNVERIFIED ({statement.verdict}): {failure(statement)}")
    yield rf"{text} \textbf{{{escape_latex(f'[unverified: {failure(statement)}]')}}}"
