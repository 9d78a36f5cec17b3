from __future__ import annotations

from collections.abc import Callable

from hypothesis import given, settings

from assistant.export.document import to_document
from assistant.export.document_latex import document_to_latex
from assistant.schema import Answer, ComparedClaim, Draft
from tests.unit.export.drafts import FAST, MARLIN, PAPERS, answer, citing, comparison, draft, said
from tests.unit.export.hostile import by_pybtex, texts


def lines(source: Draft | Answer) -> list[str]:
    return document_to_latex(to_document(source, PAPERS), "refs")[0].splitlines()


def test_sentences_follow_their_quotes() -> None:
    text = lines(draft())
    start = text.index(r"\subsection*{Kernels}")
    assert text[start + 1 : start + 6] == [
        "% [1] frantar2024marlin: We are 2x faster.",
        r"MARLIN is 2x faster~\cite{frantar2024marlin}.",
        "% [1] frantar2024marlin: We are 2x faster.",
        "% [2] zhang2025flexq: FlexQ is fast.",
        r"MARLIN~\cite{frantar2024marlin} and FlexQ~\cite{zhang2025flexq} are fast.",
    ]


def test_failed_sentence_is_marked_in_print_and_in_a_comment() -> None:
    text = lines(draft())
    assert "% UNVERIFIED (number_not_in_source): 9x does not occur in [2]" in text
    (failed,) = (line for line in text if line.startswith("FlexQ is 9x faster"))
    assert failed.endswith(r"\textbf{{[}unverified: 9x does not occur in {[}2{]}{]}}")


def test_bibliography_holds_what_is_cited_in_the_order_of_its_numbers() -> None:
    article, entries = document_to_latex(to_document(draft(), PAPERS), "refs")
    assert "\\nocite{frantar2024marlin}\n\\nocite{zhang2025flexq}\n" in article
    assert "\\bibliographystyle{unsrt}\n\\bibliography{refs}\n" in article
    assert list(by_pybtex(entries)) == ["frantar2024marlin", "zhang2025flexq"]


def test_numbers_that_do_not_count_up_from_one_are_set() -> None:
    text = lines(answer(said("It is 2x faster.", citing(MARLIN, 12))))
    assert r"\expandafter\def\csname number@frantar2024marlin\endcsname{12}" in text
    assert not any("csname" in line for line in lines(answer(FAST)))


def test_coverage_and_notes_stand_in_comments_at_the_end() -> None:
    assert lines(draft())[-5:] == [
        "% Note: The abstract of Tilus is short.",
        "% Written by extractive",
        "% Coverage: 2 of 3 selected papers are cited.",
        "% Coverage: Not cited: Tilus: A Virtual Machine (nothing of it passed)",
        r"\end{document}",
    ]


def test_table_runs_over_pages_and_cites(row: Callable[..., ComparedClaim]) -> None:
    text = lines(draft(comparison(row(paper_id="p3", title="Tilus: A Virtual Machine"))))
    assert any(line.startswith(r"\begin{longtable}") for line in text)
    (cells,) = (line for line in text if line.startswith("1 & speedup"))
    assert cells.endswith(r"& Tilus \cite{tilusvirtual} \\")


def test_document_without_citations_has_no_bibliography() -> None:
    text = lines(answer(message="No paper tells."))
    assert "No paper tells." in text
    assert not any("bibliography" in line for line in text)


@settings(deadline=None)
@given(texts, texts)
def test_no_text_adds_a_line_or_ends_the_document(title: str, quote: str) -> None:
    plain = answer(said("x", citing(MARLIN, 1, "q")))
    hostile = answer(said(f"x{title}", citing(MARLIN, 1, quote))).model_copy(update={"question": title})
    for ending in ("document", "filecontents*"):
        assert sum(f"\\end{{{ending}}}" in line for line in lines(hostile) if line[0:1] != "%") == (
            ending == "document"
        )
    body = lines(hostile)
    assert len(body[body.index(r"\begin{document}") :]) == len(
        lines(plain)[lines(plain).index(r"\begin{document}") :]
    )
