from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.schema import Paper
from assistant.text.sentences import split_sentences


def sentences(text: str) -> list[str]:
    return [text[span.start : span.end] for span in split_sentences(text)]


@pytest.mark.parametrize(
    "parts",
    [
        ["It runs, e.g. on GPUs, i.e. fast.", "Next one."],
        ["Gu et al. [2021] proposed S4.", "We follow."],
        ["See Fig. 3 vs. Eq. 2, cf. Sec. 4.", "Done."],
        ["It is 2.8 times faster.", "0.5 points are lost."],
        ["By J. R. Smith and others.", "Here."],
        ["We use the context-dependent W.", "Based on this, we go on."],
        ["We contribute two things.", "1) A first.", "2) A second."],
        ["content is generated.", "the study says so.", "vLLM is used."],
        ["What is it?", "It works!", "(1) How?", "(2) Why?"],
        ['He said "it works."', "Then left."],
        ["Code is at https://github.com/a/b.c.", "3D is fine."],
        ["one\nwrapped sentence.", "Two."],
        ["bounds as with i.i.d. or volume sampling.", "Good."],
        ["partitioning (a.k.a. Data Parallelism) is used.", "Good."],
        ["lists, tables, etc.", "The rest."],
        ["Emu3.5 is better than Gemini 2.5 Flash.", "Right."],
        ["There is no.", "Then no. 5 follows."],
    ],
)
def test_boundaries(parts: list[str]) -> None:
    assert sentences(" ".join(parts)) == parts


def test_a_blank_line_separates_without_a_stop() -> None:
    assert sentences("a title\n\nAn abstract.") == ["a title", "An abstract."]


@given(st.text(alphabet="ab AB.?!1)(\n\"'", max_size=80))
def test_every_character_lies_in_exactly_one_sentence(text: str) -> None:
    assert "".join("".join(part.split()) for part in sentences(text)) == "".join(text.split())


def test_abstracts_have_whole_sentences(papers: list[Paper]) -> None:
    for paper in papers:
        found = sentences(paper.abstract or "")
        assert len(found) >= 4
        assert all(len(part.split()) >= 4 for part in found)
