"""A draft whose text somebody has changed: cut into sentences and checked anew."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from assistant.answer.numbering import Numbering
from assistant.draft.coverage import coverage_of
from assistant.schema import Delta, Draft, Evidence, Paper, Paragraph, Statement
from assistant.verify.gate import Gate
from assistant.verify.stream import SentenceStream

_MARKER = re.compile(r"\[\d+\]")


def numbers_of(draft: Draft, papers: Sequence[Paper]) -> dict[str, int]:
    """Return the number of each paper by its id: as the draft cites it, then those it does not cite."""
    numbers = {
        citation.paper_id: citation.marker
        for paragraph in draft.paragraphs
        for statement in paragraph.statements
        for citation in statement.citations
    }
    for paper in papers:
        numbers.setdefault(paper.id, max(numbers.values(), default=0) + 1)
    return numbers


def text_of(paragraph: Paragraph) -> str:
    """Return a paragraph as text to edit, each sentence with its citations before the stop."""
    return " ".join(with_markers(statement) for statement in paragraph.statements)


def with_markers(statement: Statement) -> str:
    """Return a sentence with all its citations, those that it does not hold inside before its stop."""
    markers = dict.fromkeys(f"[{citation.marker}]" for citation in statement.citations)
    trailing = "".join(marker for marker in markers if marker not in statement.text)
    body = statement.text.rstrip()
    stop = body[-1] if body.endswith((".", "!", "?")) else ""
    return f"{body[: len(body) - len(stop)]} {trailing}{stop}" if trailing else body


def edited(
    draft: Draft, texts: Sequence[tuple[str, str]], papers: Sequence[Paper], reasons: Mapping[str, str]
) -> Draft:
    """Return the draft with other paragraphs, given as (theme, text), every sentence through the gate.

    Markers in the texts are those of `numbers_of`; citations are numbered anew by appearance. ``papers`` are
    the selected ones, ``reasons`` say by paper id why the text does without a paper.
    """
    numbers = numbers_of(draft, papers)
    gate = Gate([Evidence(key=numbers[paper.id], paper=paper) for paper in papers])
    numbering = Numbering()
    paragraphs = tuple(
        Paragraph(theme=theme, statements=statements)
        for theme, text in texts
        if (statements := tuple(numbering.apply(one) for one in _checked(text, gate)))
    )
    return draft.model_copy(
        update={"paragraphs": paragraphs, "coverage": coverage_of(paragraphs, papers, reasons)}
    )


def reasoned(draft: Draft, papers: Sequence[Paper], reasons: Mapping[str, str]) -> Draft:
    """Return the draft with reasons, by paper id, why its text does without papers; the text stays."""
    return draft.model_copy(update={"coverage": coverage_of(draft.paragraphs, papers, reasons)})


def _checked(text: str, gate: Gate) -> Iterator[Statement]:
    stream = SentenceStream()
    for sentence, _ in [*stream.feed(Delta(text=text)), *stream.flush()]:
        if any(letter.isalnum() for letter in _MARKER.sub("", sentence)):
            yield gate.check(sentence)
