"""Reading LaTeX: text, citations and lines."""

from __future__ import annotations

import pytest

from assistant.manuscript.blocks import Manuscript
from assistant.manuscript.latex import read_latex
from assistant.manuscript.latex_text import plain
from assistant.manuscript.sentences import Written, sentences_of


def sentences(source: str) -> list[Written]:
    return list(sentences_of(read_latex(source).blocks))


def cited(manuscript: Manuscript) -> dict[str, tuple[int, ...]]:
    return dict(manuscript.cited)


@pytest.mark.parametrize(
    "command",
    [
        *(
            r"\cite{a,b}",
            r"\citep[see][p.~3]{a, b}",
            r"\citet*{a,b}",
            r"\parencite[3]{a,b}",
            r"\textcite{a,b}",
        ),
        *(r"\autocite{a,b}", r"\citeauthor{a,b}", r"\parencites[1]{a}[2]{b}", r"\textbf{so \cite{a,b}}"),
    ],
)
def test_citation_commands_give_their_keys(command: str) -> None:
    assert cited(read_latex(f"One two.\n\nIt is {command}.")) == {"a": (3,), "b": (3,)}


def test_text_is_what_is_printed() -> None:
    source = r"""\newcommand{\ours}{\textsc{Foo}\xspace}
\begin{document}
\ours{} gains $2.8\times$ of 10\,000, 45\% and \SI{3}{\milli\second} on~\'{e}t\'e \cite{a}. % no \cite{b}
\end{document}"""
    assert [one.text for one in sentences(source)] == ["Foo gains 2.8× of 10,000, 45% and 3 ms on été [a]."]


def test_length_that_is_set_prints_nothing() -> None:
    source = r"\begingroup\extrarowheight=2pt It is \cite{a}."
    assert [one.text for one in sentences(source)] == ["It is [a]."]


def test_lines_are_those_of_the_file() -> None:
    body = "One is\nlong \\cite{a}. Two\n\n\nThree \\cite{b}."
    source = f"\\documentclass{{x}}\n\\begin{{document}}\n{body}\n\\end{{document}}"
    assert [(one.line, one.keys) for one in sentences(source)] == [(3, ("a",)), (4, ()), (7, ("b",))]


def test_preamble_comments_and_verbatim_are_not_read() -> None:
    source = r"""\title{X \cite{a}}
\begin{document}
% \cite{b}
\begin{verbatim}
\cite{c} {

\end{verbatim}
\begin{equation} x = \cite{d} \end{equation} 5\% of \cite{e}
\end{document}
after \cite{f}"""
    assert list(cited(read_latex(source))) == ["e"]


def test_a_fragment_is_read_whole() -> None:
    assert list(cited(read_latex(r"\section{A} Some \cite{a}."))) == ["a"]


def test_footnotes_items_and_captions_stand_alone() -> None:
    source = r"""A\footnote{B \cite{b}.} goes on \cite{a}.
\begin{itemize}
\item C \cite{c}

\item[x] D
\end{itemize}
\begin{figure}\includegraphics{f}\caption{E \cite{e}.}\end{figure}"""
    assert [one.text for one in sentences(source)] == ["A goes on [a].", "B [b].", "C [c]", "x D", "E [e]."]


def test_tables_are_read_by_row() -> None:
    rows = r"\toprule A~\cite{a} & $2\times$ \\ \midrule B & 3 \cite{b}"
    source = rf"\begin{{table}}\begin{{tabular}}{{ll}}{rows}\end{{tabular}}\end{{table}}"
    found = sentences(source)
    assert [(one.text, one.is_row) for one in found] == [("A [a], 2×", True), ("B, 3 [b]", True)]


def test_references_bibliographies_and_silent_keys_are_found() -> None:
    found = read_latex(
        "\\nocite{q, *}\n\\bibliography{one,two}\n% \\bibliography{no}\n\\begin{thebibliography}{9}\n"
        "\\bibitem{k} A. B. \\emph{A Title}.\n\\end{thebibliography}"
    )
    assert found.silent == {"q", "*"}
    assert found.bibliographies == ("one", "two")
    assert [(it.key, it.text, it.line) for it in found.references] == [("k", "A. B. A Title.", 5)]


def test_input_is_told_of() -> None:
    (problem,) = read_latex("a\n\\input{other} b").problems
    assert (problem.line, "not followed" in problem.reason) == (2, True)


@pytest.mark.parametrize("source", ["a {b \\cite{k}. c\n\nd \\cite{l}", "a } b \\cite{k}\n\n\\cite{l}"])
def test_unbalanced_braces_lose_nothing(source: str) -> None:
    found = read_latex(source)
    assert list(cited(found)) == ["k", "l"]
    assert [problem.line for problem in found.problems] == [1]


def test_a_part_nested_too_deep_is_told_of_and_the_rest_read() -> None:
    found = read_latex("{" * 5000 + "\n\nGood \\cite{k}.")
    assert list(cited(found)) == ["k"]
    assert "nested too deep" in found.problems[-1].reason


@pytest.mark.parametrize(
    "name", ["href", "frac", "sqrt", "SI", "textbf", "symbol", "cite", "\\'", "begin", "caption", "verb"]
)
def test_a_command_without_its_arguments_is_no_obstacle(name: str) -> None:
    for source in (f"A \\{name}", f"A \\{name}{{x}}", f"A {{\\{name}}} b"):
        assert list(cited(read_latex(f"{source}\n\nGood \\cite{{k}}.")))[-1] == "k"


@pytest.mark.parametrize("unit", ["a", "$", "\\begin{a}", "\\cite[", "a b ", "\n", "e.g. a ", "\\"])
@pytest.mark.timeout(20)
def test_hostile_sources_end(unit: str) -> None:
    read_latex(unit * (200_000 // len(unit)))


def test_fields_of_a_bibliography_are_plain_text() -> None:
    assert plain(r"{MARLIN} at 2.8$\times$ with 30% f\'{e}te") == "MARLIN at 2.8× with 30% féte"
