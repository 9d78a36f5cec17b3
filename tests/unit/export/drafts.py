"""Drafts and answers of few sentences, to be exported."""

from __future__ import annotations

from assistant.schema import (
    Answer,
    Citation,
    ComparedClaim,
    Comparison,
    Coverage,
    Draft,
    DraftTheme,
    Missing,
    Paper,
    Paragraph,
    Statement,
    VerdictKind,
)

MARLIN = Paper(id="p1", title="MARLIN: Kernels", authors=("Elias Frantar",), year=2024, arxiv_id="2408.1")
FLEXQ = Paper(id="p2", title="FlexQ: INT6", authors=("Hao Zhang",), year=2025, doi="10.1/x_y")
TILUS = Paper(id="p3", title="Tilus: A Virtual Machine", venue="Nature", urls=("https://x.example/t",))
PAPERS = {paper.id: paper for paper in (MARLIN, FLEXQ, TILUS)}
KEYS = {1: "frantar2024marlin", 2: "zhang2025flexq"}


def citing(paper: Paper, marker: int, quote: str = "We are 2x faster.") -> Citation:
    return Citation(marker=marker, paper_id=paper.id, title=paper.title, quote=quote, start=0, end=len(quote))


def said(
    text: str, *citations: Citation, verdict: VerdictKind = "supported", reasons: tuple[str, ...] = ()
) -> Statement:
    return Statement(text=text, verdict=verdict, reasons=reasons, citations=citations)


FAST = said("MARLIN is 2x faster.", citing(MARLIN, 1))
BOTH = said("MARLIN [1] and FlexQ [2] are fast.", citing(MARLIN, 1), citing(FLEXQ, 2, "FlexQ is fast."))
FAILED = said(
    "FlexQ is 9x faster.",
    citing(FLEXQ, 2, "FlexQ is fast."),
    verdict="number_not_in_source",
    reasons=("9x does not occur in [2]",),
)


def draft(comparison: Comparison | None = None) -> Draft:
    return Draft(
        topic="Fast & small kernels",
        themes=(DraftTheme(title="Kernels", papers=("p1", "p2")),),
        paragraphs=(
            Paragraph(theme="Kernels", statements=(FAST, BOTH)),
            Paragraph(theme="Formats", statements=(FAILED,)),
        ),
        comparison=comparison,
        coverage=Coverage(
            selected=("p1", "p2", "p3"),
            cited=("p1", "p2"),
            missing=(Missing(paper_id="p3", title=TILUS.title, reason="nothing of it passed"),),
        ),
        warnings=("The abstract of Tilus is short.",),
    )


def answer(*statements: Statement, message: str = "") -> Answer:
    return Answer(
        thread_id="t",
        question="How fast is it?",
        abstained=not statements,
        message=message,
        writer="extractive",
        statements=statements,
    )


def comparison(*rows: ComparedClaim) -> Comparison:
    return Comparison(rows=rows, pairs=())
