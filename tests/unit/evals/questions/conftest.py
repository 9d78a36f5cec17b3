"""Makes samples: labelled questions over three made-up papers, and answers to them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assistant.schema import Answer, Citation, EvidenceItem, Nearest, Paper, Statement, VerdictKind
from evals.questions.gold import GoldQuestion
from evals.questions.samples import Sample
from evals.texts import Texts

PAPERS = (
    Paper(id="p1", title="Alpha: Fast Kernels", abstract="Alpha is up to 2.8times faster on A100 GPUs."),
    Paper(id="p2", title="Beta: Small Caches", abstract="Beta shrinks the cache from 12.6GB to 2.5 GB."),
    Paper(id="p3", title="Gamma: A Survey", abstract="Gamma surveys 40 methods that reach 3.66x."),
)
TEXTS = Texts(PAPERS)
TITLES = {paper.id: paper.title for paper in PAPERS}


def said(text: str, *cited: str, verdict: VerdictKind = "supported") -> Statement:
    """A statement that cites papers by their ids, each with its whole abstract as the quote."""
    citations = tuple(
        Citation(
            marker=n,
            paper_id=it.id,
            title=it.title,
            quote=it.abstract or "",
            start=0,
            end=len(it.abstract or ""),
        )
        for n, it in enumerate((paper for paper in PAPERS if paper.id in cited), start=1)
    )
    return Statement(text=text, verdict=verdict, citations=citations)


def sample(
    *statements: Statement,
    nearest: Sequence[str] = (),
    message: str = "",
    correction: str = "",
    **label: Any,  # noqa: ANN401
) -> Sample:
    """A question about Alpha that may also cite Beta, unless the label says otherwise, with its answer."""
    gold = GoldQuestion.model_validate(
        {
            "id": "q1",
            "type": "factual",
            "question": "How fast is Alpha?",
            "relevant": [TITLES["p1"]],
            "acceptable": [TITLES["p2"]],
            "answerable": True,
            **label,
        }
    )
    answer = Answer(
        thread_id="t",
        question=gold.question,
        abstained=not statements,
        message=message,
        correction=correction,
        writer="scripted",
        statements=statements,
        evidence=tuple(
            EvidenceItem(key=n, paper_id=it.id, title=it.title, cited=True) for n, it in enumerate(PAPERS, 1)
        ),
        nearest=tuple(Nearest(paper_id=name, title=TITLES[name]) for name in nearest),
    )
    return Sample(gold, answer, TEXTS)
