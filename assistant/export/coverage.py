"""What a draft covers of the selected papers, in sentences."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.export.document import Document


def coverage_lines(document: Document) -> Iterator[str]:
    """Yield how many of the selected papers are cited, and each one that is not, with the reason.

    Nothing is yielded where no papers were selected.
    """
    coverage = document.coverage
    if coverage is None or not (coverage.selected or coverage.extraneous):
        return
    cited = len(set(coverage.selected) & set(coverage.cited))
    yield f"{cited} of {len(coverage.selected)} selected papers are cited."
    for paper in coverage.missing:
        yield f"Not cited: {paper.title} ({paper.reason or 'no reason is known'})"
    titles = {paper.id: paper.title for paper in document.papers}
    for id_ in coverage.extraneous:
        yield f"Cited, but not selected: {titles.get(id_, id_)}"
