"""LaTeX is taken apart into comments, control sequences and cells, the way TeX reads it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.export.claims_latex import claims_to_latex, comparison_to_latex
from assistant.export.escape import escape_latex, latex_comment
from assistant.schema import ComparedClaim, ComparedPair, Comparison, Link, Paper, Quote
from tests.unit.export.hostile import PRINTING, balanced, inert

Rows = Callable[..., ComparedClaim]
PAPERS = {
    "p1": Paper(id="p1", title="MARLIN: Mixed Precision", authors=("Elias Frantar",), year=2024),
    "p2": Paper(id="p2", title="Tilus: A Virtual Machine", authors=("Yaoyao Ding",), year=2025),
}
HOSTILE = st.text(
    st.one_of(
        st.sampled_from('\\{}$&#^_~%[]*-`"<>|?!\n\r\x0b\x0c\x85\u2028×≤α x'), st.characters(codec="utf-8")
    ),
    max_size=40,
)
CONTROL = re.compile(r"\\(?:[A-Za-z]+|.)", re.DOTALL)


def body(table: str) -> list[str]:
    return table.split("\\midrule\n")[1].split("\\bottomrule", maxsplit=1)[0].splitlines()


def cells(line: str) -> list[str]:
    return re.split(r"(?<!\\) & ", line.removesuffix(r" \\"))


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("50% & $5 #1 a_b {c}", r"50\% \& \$5 \#1 a\_b \{c\}"),
        (r"\input{x}^~", r"\textbackslash{}input\{x\}\textasciicircum{}\textasciitilde{}"),
        ("2.8× ≤ α", r"2.8\ensuremath{\times} \ensuremath{\leq} \ensuremath{\alpha}"),
        ("a--b---c", "a-{}-b-{}-{}-c"),
        ("[1] *", "{[}1{]} {*}"),
        ("Gödel 模型", "Gödel 模型"),
    ],
)
def test_specials_are_printed_and_other_letters_kept(text: str, escaped: str) -> None:
    assert escape_latex(text) == escaped


@given(HOSTILE)
def test_no_control_sequence_of_a_text_survives(text: str) -> None:
    assert inert(escape_latex(text))


@given(HOSTILE)
def test_no_character_ends_a_comment(text: str) -> None:
    comment = latex_comment(text)
    assert comment.startswith("% ")
    assert len(comment.splitlines()) == 1


def test_cells_of_figure_and_paper_cite_and_the_quote_is_a_comment(row: Rows) -> None:
    claim = row(value=2.8, bound="up_to", subject="MARLIN", quote="up to\n2.8x \\input{x}", quality="no loss")
    comment, line = body(claims_to_latex([claim], PAPERS))
    assert comment == r"% 1: up to 2.8x \input{x}"
    assert cells(line) == [
        *("1", "speedup", r"up to 2.8\ensuremath{\times} \cite{frantar2024marlin}", "MARLIN", "--", "--"),
        *(r"no loss \cite{frantar2024marlin}", r"MARLIN: Mixed Precision \cite{frantar2024marlin}"),
    ]


@given(st.lists(st.tuples(HOSTILE, HOSTILE, HOSTILE), max_size=3))
def test_any_text_is_one_comment_and_one_row(row: Rows, texts: list[tuple[str, str, str]]) -> None:
    claims = [row(title=title, quote=quote, subject=subject) for title, quote, subject in texts]
    lines = body(claims_to_latex(claims, PAPERS))
    assert len(lines) == 2 * len(texts)
    for comment, line in zip(lines[::2], lines[1::2], strict=True):
        assert comment.startswith("% ")
        assert len(re.findall(r"(?<!\\)&", PRINTING.sub("", line))) == 7
        assert line.endswith(r" \\")
        assert all(inert(cell.replace(r" \cite{frantar2024marlin}", "")) for cell in cells(line))


def test_table_needs_booktabs_and_says_so(row: Rows) -> None:
    table = claims_to_latex([row()], PAPERS)
    assert table.startswith("% Needs \\usepackage{array,booktabs}\n")
    assert {r"\toprule", r"\midrule", r"\bottomrule", r"\caption", r"\label"} <= set(CONTROL.findall(table))
    assert balanced("\n".join(line for line in table.splitlines() if not line.startswith("%")))


def test_caption_names_what_is_not_comparable_and_why(row: Rows) -> None:
    pairs = tuple(
        ComparedPair(a=a, b=b, verdict="not_comparable", reasons=(reason,), may_rank=False)
        for a, b, reason in [
            (0, 1, "baseline: A is measured against Triton, B against Ladder"),
            (0, 2, "scope: kernel_x"),
            (1, 2, "scope: kernel_x"),
        ]
    )
    comparison = Comparison(rows=(row(), row(), row(paper_id="p2")), pairs=pairs)
    table = comparison_to_latex(comparison, PAPERS)
    (caption,) = (line for line in table.splitlines() if line.startswith(r"\caption"))
    assert "No ranking of these claims: 3 of 3 pairs are not comparable" in caption
    assert r"1 and 3, 2 and 3 (scope: kernel\_x); 1 and 2 (baseline: A is measured" in caption
    assert "% 1 and 3, 2 and 3: not comparable, no ranking: scope: kernel_x" in table.splitlines()
    assert r"\cite{ding2025tilus}" in table


def test_long_caption_points_to_the_source(row: Rows) -> None:
    pairs = tuple(
        ComparedPair(a=0, b=n, verdict="not_comparable", reasons=(f"task: {n}",), may_rank=False)
        for n in range(1, 9)
    )
    table = comparison_to_latex(Comparison(rows=tuple(row() for _ in range(9)), pairs=pairs), PAPERS)
    assert "gives the reasons for 3 further pairs" in table
    assert all(f"task: {n}" in table for n in range(1, 9))


def test_baseline_that_is_another_papers_method_is_cited(row: Rows) -> None:
    quote = Quote(paper_id="p2", start=0, end=5, text="1.03x over Marlin")
    link = Link(from_paper="p2", to_paper="p1", mention="Marlin", relation="baseline", quote=quote)
    claims = (row(paper_id="p2", baseline="Marlin"), row(paper_id="p2", baseline="Triton"), row())
    table = comparison_to_latex(Comparison(rows=claims, pairs=(), head_to_head=(link,)), PAPERS)
    baselines = [cells(line)[4] for line in body(table)[1::2]]
    assert baselines == [r"Marlin \cite{frantar2024marlin}", "Triton", "--"]
    assert "% Head to head with Marlin: 1.03x over Marlin" in table.splitlines()
