from __future__ import annotations

import re

import pytest

from assistant.schema import Paper
from assistant.text.sentences import split_sentences
from evals.figures import figures
from evals.texts import Text, Texts


def sentences(paper: Paper) -> list[str]:
    abstract = paper.abstract or ""
    return [abstract[span.start : span.end] for span in split_sentences(abstract)]


def test_no_figure_of_a_real_abstract_is_called_wrong(sample_papers: tuple[Paper, ...]) -> None:
    read = [(Text(paper), it) for paper in sample_papers for text in sentences(paper) for it in figures(text)]
    assert len(read) > 300
    assert [(it.printed, text.paper.title) for text, it in read if not text.states(it)] == []


def test_altered_figure_of_a_real_abstract_is_caught(sample_papers: tuple[Paper, ...]) -> None:
    """One digit more, which no abstract happens to print."""
    altered = 0
    for paper in sample_papers:
        text = Text(paper)
        for sentence in sentences(paper):
            for found in re.finditer(r"(?<![\w.,])\d+\.\d+(?![\w.,])", sentence):
                wrong = f"{sentence[: found.end()]}7{sentence[found.end() :]}"
                assert not all(text.states(it) for it in figures(wrong)), wrong
                altered += 1
    assert altered > 30


@pytest.mark.parametrize("printed", ["builds on [1,2]", "(1) first and (2) second"])
def test_any_number_that_a_paper_prints_may_be_said_of_it(printed: str) -> None:
    text = Text(Paper(id="p", title="T", abstract=printed))
    assert all(text.states(it) for it in figures("It is 1 or 2."))


def test_papers_are_found_by_any_spelling_of_their_title() -> None:
    texts = Texts([Paper(id="p", title="H$_2$O: Heavy Hitters")])
    assert texts.ids(["H_2O:  heavy hitters"]) == {"p"}
    assert texts.missing(["H_2O: heavy hitters", "Elsewhere"]) == ["Elsewhere"]
    assert texts.titles(["p", "q"]) == ["H$_2$O: Heavy Hitters", "q"]
