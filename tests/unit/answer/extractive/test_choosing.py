from __future__ import annotations

import pytest

from assistant.answer.extractive.choosing import (
    FIGURE_BONUS,
    OFFER_MALUS,
    Sentence,
    asks_figures,
    method_of,
    relevant,
    result_of,
    sentences_of,
    with_figures,
    with_parts,
)
from assistant.schema import Evidence, Paper, ScoredSentence
from assistant.text.sentences import split_sentences

ABSTRACT = (
    "Caches grow with the context. We propose AlphaCache, which evicts entries. "
    "It keeps 20% of the cache. Code is available at https://example.org/code."
)


def _sentences(question: str = "Which entries stay?", *, figure: int = -1) -> list[Sentence]:
    """The sentences of one paper, all equally good."""
    paper = Paper(id="a", title="AlphaCache: Eviction", abstract=ABSTRACT)
    scored = tuple(
        ScoredSentence(start=span.start, end=span.end, score=0.5, figure=number == figure)
        for number, span in enumerate(split_sentences(ABSTRACT))
    )
    return sentences_of(Evidence(key=1, paper=paper, sentences=scored), question)


def _made(key: int, text: str, score: float, *parts: float) -> Sentence:
    return Sentence(key, 0, len(text), text, score, 0.9, parts)


def test_sentence_that_only_offers_the_code_counts_less_unless_asked_for() -> None:
    assert _sentences()[-1].score == pytest.approx(0.5 * OFFER_MALUS)
    assert _sentences("Where is the code available?")[-1].score == pytest.approx(0.5)


def test_result_in_figures_counts_more_where_figures_are_asked_for() -> None:
    assert _sentences("How much of the cache stays?")[2].score == pytest.approx(0.5 * FIGURE_BONUS)
    assert _sentences()[2].score == pytest.approx(0.5)


def test_unscored_sentences_are_scored_by_shared_words() -> None:
    paper = Paper(id="a", title="AlphaCache: Eviction", abstract=ABSTRACT)
    scores = [one.score for one in sentences_of(Evidence(key=1, paper=paper), "Which context grows?")]
    assert scores[0] == max(scores) > 0


@pytest.mark.parametrize(
    "question", ["How fast is it?", "Which speedup is reached?", "What is the perplexity?"]
)
def test_questions_for_figures_are_told(question: str) -> None:
    assert asks_figures(question)


def test_question_for_no_figure_is_told() -> None:
    assert not asks_figures("Which entries stay in the cache?")


def test_method_and_result_of_a_paper_are_found() -> None:
    method, result = method_of(_sentences()), result_of(_sentences())
    assert method
    assert result
    assert (method.text, result.text) == (
        "We propose AlphaCache, which evicts entries.",
        "It keeps 20% of the cache.",
    )


def test_paper_without_figures_has_no_result() -> None:
    assert result_of(_sentences()[:2]) is None


def test_sentence_that_repeats_one_chosen_before_is_left_out() -> None:
    first, same = _made(1, "Caches grow with context.", 0.9), _made(2, "Caches grow with context.", 0.8)
    other = _made(2, "Eviction keeps the recent entries.", 0.7)
    assert relevant([[first], [same, other]], "fact", each=False) == [first, other]


def test_weaker_paper_is_quoted_only_where_each_is_to_be() -> None:
    strong, weak = [_made(1, "Caches grow with context.", 0.9)], [_made(2, "Birds sing.", 0.1)]
    assert relevant([strong, weak], "comparison", each=False) == strong
    assert relevant([strong, weak], "comparison", each=True) == [*strong, *weak]


def test_figure_asked_for_is_added_to_what_was_chosen() -> None:
    sentences = _sentences(figure=2)
    assert with_figures([sentences[0]], [sentences]) == [sentences[0], sentences[2]]


def test_figure_of_a_paper_that_is_not_quoted_stays_out() -> None:
    assert with_figures([], [_sentences(figure=2)]) == []


def test_best_sentence_for_each_part_is_added() -> None:
    question = "Which entries does the cache keep, and why does the context window grow?"
    whole, part, poor = (
        _made(1, "Kept.", 0.9, 0.9, 0.0),
        _made(1, "Grows.", 0.1, 0.0, 0.5),
        _made(1, "?", 0, 0, 0.3),
    )
    assert with_parts([whole], [[whole, part, poor]], question) == [whole, part]
    assert with_parts([whole], [[whole, poor]], question) == [whole]
