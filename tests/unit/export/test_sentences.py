from __future__ import annotations

import pytest
from hypothesis import given, settings

from assistant.export.sentences import LATEX, PANDOC, cited, failure
from assistant.schema import Statement
from tests.unit.export.drafts import BOTH, FAILED, FAST, FLEXQ, KEYS, MARLIN, citing, said
from tests.unit.export.hostile import inert, texts

LONG = (
    r"https://\hspace{0pt}x.\hspace{0pt}example/\hspace{0pt}a-\hspace{0pt}very-\hspace{0pt}long/\hspace{0pt}"
    r"address/\hspace{0pt}of-\hspace{0pt}a-\hspace{0pt}page~\cite{frantar2024marlin}"
)
ONE, TWO = citing(MARLIN, 1), citing(FLEXQ, 2)


@pytest.mark.parametrize(
    ("statement", "written"),
    [
        (FAST, r"MARLIN is 2x faster~\cite{frantar2024marlin}."),
        (BOTH, r"MARLIN~\cite{frantar2024marlin} and FlexQ~\cite{zhang2025flexq} are fast."),
        (said("Both are fast [1][2].", ONE, TWO), r"Both are fast~\cite{frantar2024marlin,zhang2025flexq}."),
        (said("Both [2] [1].", ONE, TWO), r"Both~\cite{zhang2025flexq,frantar2024marlin}."),
        (said("Both [1].", ONE, TWO), r"Both~\cite{frantar2024marlin,zhang2025flexq}."),
        (said("It is fast", ONE, citing(MARLIN, 1, "other")), r"It is fast~\cite{frantar2024marlin}"),
        (said("[1] is fast!", ONE), r"\cite{frantar2024marlin} is fast!"),
        (said("A[7] is 50% fast[1].", ONE), r"A{[}7{]} is 50\% fast~\cite{frantar2024marlin}."),
        (said("https://x.example/a-very-long/address/of-a-page[1]", ONE), LONG),
        (said("Nothing [1] is cited.", verdict="no_citation"), "Nothing {[}1{]} is cited."),
    ],
)
def test_citation_stands_where_its_marker_stood_or_before_the_full_stop(
    statement: Statement, written: str
) -> None:
    assert cited(statement, KEYS, LATEX) == written


def test_pandoc_gets_keys_in_brackets() -> None:
    statement = said("Both *are* fast [1][2].", ONE, TWO)
    assert cited(statement, KEYS, PANDOC) == r"Both \*are\* fast [@frantar2024marlin; @zhang2025flexq]."


@settings(deadline=None)
@given(texts)
def test_no_text_makes_a_citation_or_a_command(text: str) -> None:
    written = cited(said(text, ONE), {1: "key"}, LATEX)
    assert inert(written.replace(r"~\cite{key}", "").replace(r"\cite{key}", ""))
    assert written.count(r"\cite{key}") >= 1


def test_failure_is_told_by_its_reasons_or_its_kind() -> None:
    assert failure(FAILED) == "9x does not occur in [2]"
    assert failure(said("x", verdict="no_citation")) == "no source is cited"
