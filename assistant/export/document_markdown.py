"""Documents as Markdown: text with its citations, the references, and what is not covered."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from assistant.export.claims_markdown import comparison_to_markdown
from assistant.export.coverage import coverage_lines
from assistant.export.document import Document, Reference, Section
from assistant.export.escape import escape_markdown
from assistant.export.publication import arxiv_link, doi_link
from assistant.export.sentences import PANDOC, cited, numbered, prose
from assistant.schema import Paper


def document_to_markdown(document: Document) -> str:
    """Return a document whose citations are the numbers of the screen, with the references in their order."""
    references = [_reference(it, _quotes(document, it)) for it in document.references]
    return _joined([*_body(document, with_keys=False), *_headed("References", references), *_end(document)])


def document_to_pandoc(document: Document) -> str:
    """Return a document whose citations are keys, ``[@key]``, for a citation processor to replace.

    The references are to be put at its end.
    """
    return _joined([*_body(document, with_keys=True), *_end(document), "## References"])


def _joined(blocks: list[str]) -> str:
    return "\n\n".join(block for block in blocks if block) + "\n"


def _body(document: Document, *, with_keys: bool) -> Iterator[str]:
    yield f"# {escape_markdown(document.title)}"
    keys = document.keys_by_number
    sentence = partial(cited, keys=keys, citing=PANDOC) if with_keys else numbered
    for section in document.sections:
        yield from _section(section)
        yield prose(section.statements, sentence)
    if document.comparison and document.comparison.rows:
        yield comparison_to_markdown(document.comparison).replace("# ", "## ", 1).rstrip()


def _section(section: Section) -> Iterator[str]:
    if section.heading:
        yield f"## {escape_markdown(section.heading)}"
    yield from map(escape_markdown, section.lead)


def _end(document: Document) -> Iterator[str]:
    lines = [f"- {escape_markdown(line)}" for line in coverage_lines(document)]
    yield from _headed("Coverage", lines)
    yield from (f"> **Note:** {escape_markdown(note)}" for note in document.notes)
    if document.writer:
        yield f"*Written by {escape_markdown(document.writer)}*"


def _headed(heading: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield f"## {heading}"
        yield "\n".join(lines)


def _quotes(document: Document, reference: Reference) -> list[str]:
    """Return what is quoted of a paper, each quote once."""
    citations = (it for section in document.sections for s in section.statements for it in s.citations)
    quotes = (it.quote for it in citations if it.paper_id == reference.paper.id and it.quote)
    return list(dict.fromkeys(quotes))


def _reference(reference: Reference, quotes: list[str]) -> str:
    """The number is written out: a list that Markdown numbers would start at 1 in every file."""
    lines = [f"- \\[{reference.number}\\] {' '.join(_described(reference.paper))}"]
    for quote in quotes:
        lines += ["", f"  > {escape_markdown(quote)}"]
    return "\n".join(lines)


def _described(paper: Paper) -> Iterator[str]:
    if paper.authors:
        yield escape_markdown(f"{', '.join(paper.authors)}.")
    yield f"**{escape_markdown(paper.title)}**."
    if where := ", ".join(filter(None, [escape_markdown(paper.venue or ""), str(paper.year or "")])):
        yield f"{where}."
    if paper.doi:
        yield f"[doi:{escape_markdown(paper.doi)}](<{_target(doi_link(paper.doi))}>)"
    if paper.arxiv_id:
        yield f"[arXiv:{escape_markdown(paper.arxiv_id)}](<{_target(arxiv_link(paper.arxiv_id))}>)"
    if not (paper.doi or paper.arxiv_id):
        yield from map(escape_markdown, paper.urls[:1])


def _target(address: str) -> str:
    """Return an address without the marks that could end a link."""
    return address.replace("<", "%3C").replace(">", "%3E")
