"""Drafts related work: topic, candidates, outline, sections, coverage; each step is a value."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from assistant.answer.numbering import Numbering
from assistant.draft.board import repurposed
from assistant.draft.candidates import added_candidate, check_topic, find_candidates
from assistant.draft.coverage import FAILED, coverage_of
from assistant.draft.gaps import TITLE, gaps
from assistant.draft.outlining import outline_of
from assistant.draft.protocols import Claims, Library
from assistant.draft.sections import Report, Section, SectionWriter
from assistant.errors import DraftError
from assistant.schema import (
    Candidate,
    Claim,
    ClaimFilter,
    Comparison,
    Draft,
    DraftEvent,
    DraftOptions,
    Evidence,
    Outline,
    Paper,
    Paragraph,
    Statement,
)

MOST_PAPERS = 300
"""Papers that one draft may be about."""
ROWS = 24
"""Figures in a draft's table at most."""


class Drafting:
    """Writes drafts from a library, with sections by a given writer."""

    def __init__(self, library: Library, claims: Claims, writer: SectionWriter) -> None:
        self._library = library
        self._claims = claims
        self._writer = writer

    def candidates(self, topic: str, scope: Collection[str] | None = None) -> list[Candidate]:
        """Return papers that may belong to a topic, the most likely first; see `find_candidates`."""
        return find_candidates(topic, self._library, scope)

    def candidate(self, topic: str, paper_id: str) -> Candidate:
        """Return a paper of the library as a candidate that a user adds.

        Raises:
            DraftError: The topic is empty or too long, or there is no such paper.
        """
        return added_candidate(check_topic(topic), self._selected([paper_id])[0], self._library)

    def repurposed(self, outline: Outline) -> Outline:
        """Return a changed outline with purposes that fit its titles and papers."""
        return repurposed(outline, self._library.papers(outline.papers))

    def outline(self, topic: str, selected: Sequence[str]) -> Outline:
        """Return the selected papers under named themes; see `outline_of`."""
        return outline_of(check_topic(topic), self._selected(selected), self._library)

    def stream(
        self, outline: Outline, selected: Sequence[str], options: DraftOptions
    ) -> Iterator[DraftEvent]:
        """Yield the draft as it grows, theme by theme, and the whole one last; each sentence has a verdict.

        ``selected`` may hold papers that the outline leaves out: coverage tells of them.

        Raises:
            DraftError: No paper, too many, or a paper of the outline that is not selected.
        """
        started = time.monotonic()
        papers = self._selected(selected)
        _check(outline, selected)
        yield DraftEvent(stage="reading", total=len(outline.themes), draft=Draft(topic=outline.topic))
        report, written = Report(), list[Paragraph]()
        sections = self._sections(outline, papers, options)
        for done, section in enumerate(sections, start=1):
            growing = written
            for said in self._writer.write(section, report):
                growing = [*written, *_paragraph(section.theme.title, said, after=written)]
                draft = self._draft(outline, options, growing, papers=papers, report=report)
                yield DraftEvent(stage="writing", done=done - 1, total=len(sections), draft=draft)
            written = growing
        evidence = [item for section in sections for item in section.evidence]
        written = [*written, *_paragraph(TITLE, tuple(gaps(evidence, options.tone)), after=written)]
        table = self._table(papers) if options.table else None
        final = self._draft(outline, options, written, papers=papers, report=report)
        coverage = coverage_of(written, papers, _failed(outline, papers))
        update = {"coverage": coverage, "comparison": table, "seconds": time.monotonic() - started}
        final = final.model_copy(update=update)
        yield DraftEvent(stage="done", done=len(sections), total=len(sections), draft=final)

    def _draft(
        self,
        outline: Outline,
        options: DraftOptions,
        written: Sequence[Paragraph],
        *,
        papers: Sequence[Paper],
        report: Report,
    ) -> Draft:
        return Draft(
            topic=outline.topic,
            options=options,
            themes=outline.themes,
            paragraphs=tuple(written),
            coverage=coverage_of(written, papers),
            writer=self._writer.name,
            usage=report.usage,
            prompts=tuple(report.prompts),
            warnings=tuple(report.warnings),
        )

    def _selected(self, ids: Sequence[str]) -> list[Paper]:
        known = self._library.papers(list(ids))
        if unknown := [id_ for id_ in ids if id_ not in known]:
            raise DraftError(f"The library has no paper {unknown[0]!r}; select from the papers it lists.")
        if len(ids) > MOST_PAPERS:
            raise DraftError(
                f"{len(ids):,} papers are selected, more than the {MOST_PAPERS} of one draft; leave some out."
            )
        return [known[id_] for id_ in dict.fromkeys(ids)]

    def _sections(self, outline: Outline, papers: Sequence[Paper], options: DraftOptions) -> list[Section]:
        by_id = {paper.id: paper for paper in papers}
        judged = self._library.judge(outline.topic, scope=list(by_id), also=papers)
        relevant = {one.paper.id: one for one in judged}
        claims = self._claims_of(papers)
        keys = {id_: key for key, id_ in enumerate(outline.papers, start=1)}
        return [
            Section(
                topic=outline.topic,
                theme=theme,
                number=number,
                evidence=tuple(Evidence(key=keys[id_], paper=by_id[id_]) for id_ in theme.papers),
                relevant=relevant,
                claims=claims,
                options=options,
            )
            for number, theme in enumerate(outline.themes)
        ]

    def _claims_of(self, papers: Sequence[Paper]) -> Mapping[str, Sequence[Claim]]:
        found: defaultdict[str, list[Claim]] = defaultdict(list)
        for entry in self._claims.entries(ClaimFilter(papers=tuple(paper.id for paper in papers))):
            found[entry.claim.quote.paper_id].append(entry.claim)
        return found

    def _table(self, papers: Sequence[Paper]) -> Comparison | None:
        """Return one figure of each paper that has any by which its authors sell it, side by side."""
        claims = self._claims_of(papers)
        leads = [claim for paper in papers for claim in _leads(claims.get(paper.id, ()))]
        return self._claims.compare_among(leads[:ROWS]) if leads else None


def _paragraph(
    title: str, statements: Sequence[Statement], *, after: Sequence[Paragraph]
) -> Iterator[Paragraph]:
    """Yield the paragraph with its citations numbered on from those before it, nothing when it is empty."""
    numbering = Numbering(it for paragraph in after for it in paragraph.statements)
    if statements:
        yield Paragraph(theme=title, statements=tuple(numbering.apply(one) for one in statements))


def _leads(claims: Sequence[Claim]) -> list[Claim]:
    own = [claim for claim in claims if claim.own and claim.headline]
    return sorted(own, key=lambda claim: claim.baseline is None)[:1]


def _failed(outline: Outline, papers: Sequence[Paper]) -> dict[str, str]:
    """Return why papers of a written outline that no sentence cites are missing."""
    told = set(outline.papers)
    return {paper.id: FAILED for paper in papers if paper.id in told and paper.abstract}


def _check(outline: Outline, selected: Sequence[str]) -> None:
    if not outline.papers:
        raise DraftError("The outline has no papers; move at least one under a theme.")
    if foreign := [id_ for id_ in outline.papers if id_ not in set(selected)]:
        raise DraftError(
            f"The outline holds the paper {foreign[0]!r}, which is not selected; select it or move it out."
        )
