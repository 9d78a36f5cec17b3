"""One paper, its text verbatim, with the quoted sentence highlighted."""

from __future__ import annotations

from assistant.schema import Citation, Paper, PaperField, Quote
from ui.views.component import define
from ui.views.labels import paper_badge, paper_line

_mount = define("paper")


def draw_paper(paper: Paper, quoted: Citation | Quote | None, *, key: str) -> bool:
    """Draw a paper, scrolled to the quote when there is one, and tell whether it was just closed."""
    result = _mount(key=key, data=paper_data(paper, quoted), on_close_change=lambda: None)
    return result.get("close") is not None


def paper_data(paper: Paper, quoted: Citation | Quote | None) -> dict[str, object]:
    """Return what the component draws; plain values, all text verbatim."""
    return {
        "title": _parts(paper.title, "title", quoted),
        "marker": f"[{quoted.marker}]" if isinstance(quoted, Citation) else "",
        "meta": paper_line(paper),
        "badge": paper_badge(paper),
        "abstract": _parts(paper.abstract or "", "abstract", quoted),
        "authors": ", ".join(paper.authors),
        "identifiers": " · ".join(
            part
            for part in (paper.doi and f"doi:{paper.doi}", paper.arxiv_id and f"arXiv:{paper.arxiv_id}")
            if part
        ),
        "flags": [f"This paper's text holds something odd: {flag}" for flag in paper.flags],
        "focus": f"{paper.id}:{quoted.field}:{quoted.start}:{quoted.end}" if quoted else paper.id,
    }


def _parts(text: str, field: PaperField, quoted: Citation | Quote | None) -> list[dict[str, object]]:
    """Split a text around the quoted slice, whose offsets are those of the stored text."""
    if quoted is None or quoted.field != field or quoted.start >= quoted.end:
        return [{"text": text, "mark": False}]
    start, end = quoted.start, quoted.end
    cuts = ((text[:start], False), (text[start:end], True), (text[end:], False))
    return [{"text": part, "mark": mark} for part, mark in cuts if part]
