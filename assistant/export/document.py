"""Drafts, answers, threads and bibliographies as one kind of document, whatever file is made of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from assistant.export.cite_keys import cite_keys
from assistant.schema import (
    Answer,
    Citation,
    Comparison,
    Coverage,
    Draft,
    Paper,
    Statement,
    StoredTurn,
    Thread,
    Value,
)

Papers = Mapping[str, Paper]
"""All papers of the library by id: they settle the keys, whichever of them are cited."""
Source = Draft | Answer | Thread | Sequence[Paper]


class Reference(Value):
    """An entry of the list of references."""

    number: int
    """As on screen."""
    key: str
    paper: Paper


class Section(Value):
    """Sentences under a heading, which may be empty."""

    heading: str = ""
    lead: tuple[str, ...] = ()
    """What stands before the sentences, one paragraph each."""
    statements: tuple[Statement, ...] = ()


class Document(Value):
    """What is written into a file: text, the papers it cites, and what readers have to know of both."""

    title: str
    sections: tuple[Section, ...] = ()
    references: tuple[Reference, ...] = ()
    """In the order of their numbers."""
    keys: Mapping[str, str] = {}
    """Keys of all papers by their ids."""
    comparison: Comparison | None = None
    coverage: Coverage | None = None
    notes: tuple[str, ...] = ()
    writer: str = ""

    @property
    def papers(self) -> list[Paper]:
        """The papers of the list of references."""
        return [reference.paper for reference in self.references]

    @property
    def keys_by_number(self) -> dict[int, str]:
        """The key that each number of a citation stands for."""
        return {it.marker: self.keys[it.paper_id] for it in _citations(self.sections)}


def to_document(source: Source, papers: Papers) -> Document:
    """Return a draft, an answer, a thread or a number of papers as a document."""
    match source:
        case Draft():
            return _draft(source, papers)
        case Answer():
            return _answer(source, papers)
        case Thread():
            return _thread(source, papers)
        case _:
            return _bibliography(source, papers)


def _draft(draft: Draft, papers: Papers) -> Document:
    sections = [Section(heading=it.theme, statements=it.statements) for it in draft.paragraphs]
    notes = [*draft.warnings, *(["This draft is incomplete."] if draft.incomplete else [])]
    return _document(draft.topic, sections, papers, comparison=draft.comparison).model_copy(
        update={"coverage": draft.coverage, "notes": tuple(notes), "writer": draft.writer}
    )


def _answer(answer: Answer, papers: Papers) -> Document:
    notes = [*answer.warnings, *(["This answer is incomplete."] if answer.incomplete else [])]
    section = Section(lead=tuple(_lead(answer)), statements=answer.statements)
    return _document(answer.question, [section], papers).model_copy(
        update={"notes": tuple(notes), "writer": answer.writer}
    )


def _thread(thread: Thread, papers: Papers) -> Document:
    answers = [turn.answer for turn in thread.turns if turn.answer]
    writers = dict.fromkeys(answer.writer for answer in answers)
    notes = dict.fromkeys(note for answer in answers for note in answer.warnings)
    return _document(thread.title, [_turn(turn) for turn in thread.turns], papers).model_copy(
        update={"notes": tuple(notes), "writer": ", ".join(writers)}
    )


def _turn(turn: StoredTurn) -> Section:
    if turn.answer is None:
        note = () if turn.state == "done" else ("This answer is incomplete.",)
        return Section(heading=turn.question, lead=note, statements=turn.statements)
    return Section(heading=turn.question, lead=tuple(_lead(turn.answer)), statements=turn.answer.statements)


def _lead(answer: Answer) -> Iterator[str]:
    if said := answer.message or answer.correction:
        yield said
    if answer.nearest:
        titles = "; ".join(paper.title for paper in answer.nearest)
        yield f"Nearest papers, which do not answer the question: {titles}"


def _bibliography(chosen: Sequence[Paper], papers: Papers) -> Document:
    keys = cite_keys({**papers, **{paper.id: paper for paper in chosen}}.values())
    references = [Reference(number=n, key=keys[it.id], paper=it) for n, it in enumerate(chosen, start=1)]
    return Document(title="Papers", references=tuple(references), keys=keys)


def _document(
    title: str, sections: Sequence[Section], papers: Papers, *, comparison: Comparison | None = None
) -> Document:
    # The numbers on screen; what only the table cites comes after them.
    numbers = {it.paper_id: it.marker for it in reversed(_citations(sections))}
    known = {**_stand_ins(sections, comparison), **papers}
    for id_ in _compared(comparison):
        numbers.setdefault(id_, max(numbers.values(), default=0) + 1)
    keys = cite_keys(known.values())
    references = [
        Reference(number=number, key=keys[id_], paper=known[id_])
        for id_, number in sorted(numbers.items(), key=lambda item: item[1])
    ]
    return Document(
        title=title,
        sections=tuple(sections),
        references=tuple(references),
        keys=keys,
        comparison=comparison,
    )


def _citations(sections: Sequence[Section]) -> list[Citation]:
    return [it for section in sections for statement in section.statements for it in statement.citations]


def _compared(comparison: Comparison | None) -> Iterator[str]:
    """Yield the ids of the papers that the table cites."""
    if comparison:
        yield from (row.claim.quote.paper_id for row in comparison.rows)
        yield from (link.to_paper for link in comparison.head_to_head)


def _stand_ins(sections: Sequence[Section], comparison: Comparison | None) -> dict[str, Paper]:
    """Return papers that may have left the library since, with the titles under which they were cited."""
    titles = {citation.paper_id: citation.title for citation in _citations(sections)}
    if comparison:
        titles |= {
            link.to_paper: link.mention for link in comparison.head_to_head if link.to_paper not in titles
        }
        titles |= {row.claim.quote.paper_id: row.title for row in comparison.rows}
    return {id_: Paper(id=id_, title=title) for id_, title in titles.items()}
