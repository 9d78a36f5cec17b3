"""Sentences and which citations belong to them."""

from __future__ import annotations

import pytest

from assistant.manuscript.blocks import Blocks
from assistant.manuscript.clauses import assigned
from assistant.manuscript.markdown import read_markdown
from assistant.manuscript.sentences import Written, sentences_of

REFERENCES = "\n\n## References\n\n1. A\n2. B\n"


def sentences(text: str) -> list[Written]:
    return list(sentences_of(read_markdown(text + REFERENCES).blocks))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It is fast. [1] Next one.", ["It is fast. [1]", "Next one."]),
        ("It is fast.[1] Next one.", ["It is fast.[1]", "Next one."]),
        ("It is fast [1]. [2] show more.", ["It is fast [1].", "[2] show more."]),
        ("It is fast. [2] show more.", ["It is fast.", "[2] show more."]),
        (
            "Smith et al. [1] say so, e.g. in Fig. 3 of it.",
            ["Smith et al. [1] say so, e.g. in Fig. 3 of it."],
        ),
        ("All is said. [1]", ["All is said. [1]"]),
    ],
)
def test_citations_stay_with_their_sentence(text: str, expected: list[str]) -> None:
    assert [one.text for one in sentences(text)] == expected


def parts(text: str, authors: dict[str, frozenset[str]] | None = None) -> list[tuple[str, tuple[str, ...]]]:
    (written,) = sentences(text)
    return [(part.text, part.keys) for part in assigned(written, authors or {})]


def test_each_clause_has_its_own_citation() -> None:
    both = [("A is 2x faster", ("1",)), ("and B is 3x faster.", ("2",))]
    assert parts("A is 2x faster [1], and B is 3x faster [2].")[0] == both[0]
    assert parts("MARLIN [1] reaches 2.8x end to end, while FlexQ [2] reaches 1.3x end to end.") == [
        ("MARLIN reaches 2.8x end to end", ("1",)),
        ("while FlexQ reaches 1.3x end to end.", ("2",)),
    ]


def test_where_it_is_not_plain_all_are_cited_for_all() -> None:
    assert parts("Both A [1] and B [2] are 2x faster.") == [("Both A and B are 2x faster.", ("1", "2"))]


def test_people_who_introduce_a_citation_are_left_out() -> None:
    assert parts("Frantar et al. [1] report 2.8x.") == [("report 2.8x.", ("1",))]
    assert parts("Doe and Roe [1] report 2.8x.", {"1": frozenset(["doe", "roe"])}) == [
        ("report 2.8x.", ("1",))
    ]
    assert parts("Tilus and Marlin [1] are fast.") == [("Tilus and Marlin are fast.", ("1",))]


def test_brackets_of_the_text_are_no_citations() -> None:
    blocks = Blocks()
    blocks.text("In [7] it is fast ", 1)
    blocks.cite(["k"], 1)
    blocks.end()
    (written,) = sentences_of(blocks.done)
    assert assigned(written, {})[0].text == "In (7] it is fast"
