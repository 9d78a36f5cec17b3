"""What pdfLaTeX and BibTeX make of exported documents."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant.claims.compare import compare_claims
from assistant.claims.extract import extract_claims
from assistant.export.claims_latex import comparison_to_latex
from assistant.export.document import Source
from assistant.export.formats import export
from assistant.schema import (
    Claim,
    ComparedClaim,
    Comparison,
    Coverage,
    Draft,
    Missing,
    Paper,
    Paragraph,
    Quantity,
    Quote,
    Setting,
    Statement,
)
from tests.unit.export.drafts import MARLIN, PAPERS, answer, citing, said
from tests.unit.export.hostile import fuzzed

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(300),
    pytest.mark.skipif(not shutil.which("pdflatex"), reason="pdflatex is missing"),
]
COMPLAINTS = re.compile(
    r"^(?:!.*|.*(?:undefined|multiply.defined|too large for page|Missing character).*)$", re.MULTILINE
)
OVERFULL = re.compile(r"^Overfull \\hbox \((\d+(?:\.\d+)?)pt too wide.*$", re.MULTILINE)


class Compiled:
    """The log, the bibliography and the citations of a document that was compiled."""

    def __init__(self, folder: Path) -> None:
        latex = ("pdflatex", "-interaction=nonstopmode", "-halt-on-error", "main")
        for command in (latex, ("bibtex", "main"), latex, latex):
            done = subprocess.run(command, cwd=folder, capture_output=True, check=False, timeout=120)
            assert done.returncode == 0, done.stdout.decode(errors="replace")[-2000:]
        # A log breaks its lines after 79 characters.
        self.log = (folder / "main.log").read_text(encoding="utf-8", errors="replace")
        self.numbers = dict(re.findall(r"\\bibcite\{(\w+)\}\{(\d+)\}", (folder / "main.aux").read_text()))

    def complaints(self) -> list[str]:
        """Return errors, undefined citations and lines that stick out by more than a point."""
        wide = [found[0] for found in OVERFULL.finditer(self.log) if float(found[1]) > 1]
        return [*COMPLAINTS.findall(self.log), *wide]


def compiled(folder: Path, source: Source, papers: Sequence[Paper]) -> Compiled:
    made = export(source, "latex", {paper.id: paper for paper in papers}, name="main")
    (folder / "main.tex").write_bytes(made.in_one)
    return Compiled(folder)


def marked(paper: Paper, number: int, sentence: str) -> Statement:
    return said(sentence, citing(paper, number, paper.abstract or paper.title))


def sample_draft(papers: Sequence[Paper]) -> Draft:
    """Return a draft of first sentences, one of them failed, with all claims that these papers make."""
    told = [paper for paper in papers if paper.abstract][:24]
    statements = [
        marked(paper, number, f"{(paper.abstract or '').split('. ')[0]}.")
        for number, paper in enumerate(told, start=1)
    ]
    statements[3] = statements[3].model_copy(update={"verdict": "wrong_paper"})
    claims = [claim for paper in papers for claim in extract_claims(paper)][:40]
    return Draft(
        topic="Efficient inference",
        paragraphs=(
            Paragraph(theme="Kernels", statements=tuple(statements[:12])),
            Paragraph(theme="Caches & memory", statements=tuple(statements[12:])),
        ),
        comparison=compare_claims(claims, {paper.id: paper for paper in papers}),
    )


def hostile_claim(paper: Paper) -> ComparedClaim:
    quote = Quote(paper_id=paper.id, start=0, end=0, text=paper.abstract or "x")
    claim = Claim(
        quote=quote,
        metric="speedup",
        quantity=Quantity(value=29.45, unit="x", bound="up_to"),
        direction="improves",
        subject=paper.title[:50],
        baseline=paper.venue,
        setting=Setting(hardware=paper.title[:30]),
    )
    return ComparedClaim(claim=claim, title=paper.title, quality=quote)


def hostile_draft(papers: Sequence[Paper]) -> Draft:
    statements = [
        said(
            f"{paper.title} [{number}] and {paper.venue}.",
            citing(paper, number, paper.abstract or ""),
            verdict="supported" if number % 3 else "not_supported",
            reasons=(paper.title,),
        )
        for number, paper in enumerate(papers, start=1)
    ]
    return Draft(
        topic=papers[0].title,
        paragraphs=tuple(
            Paragraph(theme=papers[start].title, statements=tuple(statements[start : start + 5]))
            for start in range(0, len(papers), 5)
        ),
        comparison=Comparison(rows=tuple(map(hostile_claim, papers[:30])), pairs=()),
        coverage=Coverage(
            selected=("p",), missing=(Missing(paper_id="p", title=papers[1].title, reason=papers[2].title),)
        ),
        warnings=(papers[3].title,),
        writer=papers[4].title,
    )


def test_sample_draft_has_no_complaint_and_the_numbers_of_the_screen(
    tmp_path: Path, sample_papers: tuple[Paper, ...]
) -> None:
    draft = sample_draft(sample_papers)
    assert draft.comparison
    assert len(draft.comparison.rows) > 10
    made = compiled(tmp_path, draft, sample_papers)
    assert made.complaints() == []
    assert [*made.numbers.values()][:24] == [str(number) for number in range(1, 25)]


@pytest.mark.parametrize("seed", range(4))
def test_hostile_draft_has_no_complaint(tmp_path: Path, seed: int) -> None:
    papers = fuzzed(60, seed)
    made = compiled(tmp_path, hostile_draft(papers), papers)
    assert made.complaints() == []
    assert len(made.numbers) == 60


def test_bibliography_of_hostile_papers_has_no_complaint(tmp_path: Path) -> None:
    papers = fuzzed(500, seed=30)
    made = compiled(tmp_path, papers, papers)
    assert made.complaints() == []
    assert len(made.numbers) == 500


@pytest.mark.parametrize("title", ["word " * 30_000, "é" * 70_000, "x-" * 10_000])
def test_title_as_long_as_an_import_lets_pass_has_no_complaint(tmp_path: Path, title: str) -> None:
    paper = Paper(id="p", title=title, venue=title)
    long = answer(said(title, citing(paper, 1, title))).model_copy(update={"question": title})
    assert compiled(tmp_path, long, [paper]).complaints() == []


def test_answer_within_a_thread_keeps_its_numbers(tmp_path: Path) -> None:
    later = answer(said("It is [12] 2x faster [7].", citing(MARLIN, 12), citing(PAPERS["p2"], 7)))
    made = compiled(tmp_path, later, [*PAPERS.values()])
    assert made.complaints() == []
    assert made.numbers == {"frantar2024marlin": "12", "zhang2025flexq": "7"}


def test_table_of_claims_fits_the_text_of_an_a4_article(
    tmp_path: Path, sample_papers: tuple[Paper, ...]
) -> None:
    papers = {paper.id: paper for paper in sample_papers}
    comparison = compare_claims(
        [claim for it in sample_papers[:20] for claim in extract_claims(it)][:12], papers
    )
    table = comparison_to_latex(comparison, papers)
    entries = export(sample_papers, "bibtex", papers).content
    (tmp_path / "main.bib").write_bytes(entries)
    (tmp_path / "main.tex").write_text(
        "\\documentclass[a4paper]{article}\\usepackage[T1]{fontenc}\\usepackage{array,booktabs}\n"
        f"\\begin{{document}}\n{table}\\bibliographystyle{{unsrt}}\\bibliography{{main}}\n\\end{{document}}\n"
    )
    complaints = [it for it in Compiled(tmp_path).complaints() if "too large for page" not in it]
    assert complaints == []
