"""What of the evidence a model is shown."""

from __future__ import annotations

import pytest

from assistant.models.evidence import fence_papers
from assistant.models.showing import OVERHEAD, show
from assistant.schema import Evidence, Paper

ABSTRACTS = (
    "We like weather. MARLIN is a kernel. It reaches a speedup of 2.8x.",
    "It rains. FlexQ is a kernel with a speedup of 1.3x. The end.",
    "Nothing here is about that.",
)
EVIDENCE = tuple(
    Evidence(key=key, paper=Paper(id=str(key), title=f"Paper {key}", abstract=abstract))
    for key, abstract in enumerate(ABSTRACTS, start=1)
)
QUESTION = "What speedup does MARLIN reach?"


def words(text: str) -> int:
    return len(text.split())


def test_whole_abstracts_are_shown_where_they_fit() -> None:
    showing = show(QUESTION, EVIDENCE, budget=1000, count=words)
    assert [[number for number, _ in paper.sentences] for paper in showing.papers] == [
        [1, 2, 3],
        [1, 2, 3],
        [1],
    ]
    assert showing.left_out == 0


def test_sentences_that_answer_come_first_and_keep_their_places() -> None:
    showing = show(QUESTION, EVIDENCE, budget=40, count=words)
    [first, *_] = showing.papers
    assert (3, "It reaches a speedup of 2.8x.") in first.sentences
    assert (1, "We like weather.") not in first.sentences
    assert showing.left_out > 0


@pytest.mark.parametrize("budget", range(40, 200, 7))
def test_budget_is_kept(budget: int) -> None:
    showing = show(QUESTION, EVIDENCE, budget=budget, count=words)
    taken = sum(
        words(paper.title) + 2 * OVERHEAD + sum(words(text) + OVERHEAD for _, text in paper.sentences)
        for paper in showing.papers
    )
    assert taken <= budget


def test_one_sentence_is_shown_however_small_the_budget() -> None:
    showing = show(QUESTION, EVIDENCE, budget=1, count=words)
    assert sum(len(paper.sentences) for paper in showing.papers) == 1


def test_paper_without_an_abstract_is_shown_by_its_title() -> None:
    bare = (Evidence(key=1, paper=Paper(id="x", title="Only a title")),)
    shown = fence_papers(show("Why?", bare, budget=9, count=words).papers, fence="f00d", mark="¦§")
    assert shown == "<<<f00d\n¦§ Only a title\nf00d>>>"


def test_each_sentence_is_marked_and_ends_with_its_tag() -> None:
    papers = show("Why?", EVIDENCE[2:], budget=100, count=words).papers
    shown = fence_papers(papers, fence="f00d", mark="¦§")
    assert shown == "<<<f00d\n¦§ Paper 3\n¦§ Nothing here is about that [3.1].\nf00d>>>"
