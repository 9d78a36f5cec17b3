from __future__ import annotations

from typing import Any

import pytest

from evals.questions import answering
from evals.scores import Share
from tests.unit.evals.questions.conftest import TITLES, said, sample

FAST = "Alpha is up to 2.8times faster."
SMALL = "Beta shrinks the cache from 12.6GB to 2.5 GB."
PREMISE: dict[str, Any] = {"answerable": False, "subtype": "false_presupposition", "type": "unanswerable"}


def figure(share: Share | None) -> tuple[float, float]:
    assert share is not None
    return float(share.right), share.total


@pytest.mark.parametrize(
    ("number", "stated"),
    [("2.8x", 1), ("2.8×", 1), ("2.8", 0), ("2.8%", 0), ("12.6 GB", 1), ("2.5-12.6 GB", 1), ("2.5-13 GB", 0)],
)
def test_required_figure_is_stated_in_any_spelling_of_value_and_unit(number: str, stated: int) -> None:
    answered = sample(said(FAST, "p1"), said(SMALL, "p2"), numbers=[number])
    assert figure(answering.required_numbers(answered)) == (stated, 1)


def test_required_figure_does_not_count_for_a_foreign_paper_or_in_a_failed_sentence() -> None:
    foreign = sample(said(FAST, "p3"), said(FAST, "p1", verdict="wrong_paper"), numbers=["2.8x"])
    share = answering.required_numbers(foreign)
    assert share.misses == ("not stated: 2.8x",)


def test_required_figure_counts_in_what_is_said_when_refusing() -> None:
    assert figure(answering.required_numbers(sample(message="It is 2.8x.", numbers=["2.8x"]))) == (1, 1)


def test_required_year_is_looked_for_as_it_is_printed() -> None:
    answered = sample(said("Alpha is from 2021.", "p1"), numbers=["2021", "2022"])
    assert figure(answering.required_numbers(answered)) == (1, 2)


def test_forbidden_figure_is_listed_with_its_sentence() -> None:
    share = answering.forbidden_figures(sample(said(FAST, "p1"), must_not=["2.8x is the memory saving"]))
    assert share.right == 1
    assert "2.8times faster" in share.misses[0]


@pytest.mark.parametrize(
    "granted", [{"facts": ["2.8x speedup"]}, {"question": "Is it 2.8x?"}, {"numbers": ["2.8x"]}]
)
def test_figure_that_may_be_said_is_not_forbidden(granted: dict[str, Any]) -> None:
    answered = sample(said(FAST, "p1"), must_not=["2.8x is the memory saving"], **granted)
    assert answering.forbidden_figures(answered).right == 0


def test_figure_said_of_a_foreign_paper_is_not_the_forbidden_one() -> None:
    assert answering.forbidden_figures(sample(said(FAST, "p3"), must_not=["2.8x of memory"])).right == 0


def test_refusal_is_right_where_nothing_answers_and_wrong_elsewhere() -> None:
    right, wrong = sample(answerable=False, relevant=[]), sample()
    assert figure(answering.refusal_recall(right)) == (1, 1)
    assert figure(answering.refusal_precision(right)) == (1, 1)
    assert figure(answering.refusal_precision(wrong)) == (0, 1)
    assert figure(answering.false_refusals(wrong)) == (1, 1)


def test_answer_where_nothing_answers_lowers_recall() -> None:
    assert figure(answering.refusal_recall(sample(said(FAST, "p1"), answerable=False))) == (0, 1)


def test_answer_to_an_answerable_question_is_no_refusal() -> None:
    answered = sample(said(FAST, "p1"), message="One source could not be searched.")
    assert answering.refusal_precision(answered) is None
    assert figure(answering.false_refusals(answered)) == (0, 1)


def test_premise_is_corrected_by_a_note_and_a_relevant_citation() -> None:
    note = "It is not."
    assert figure(answering.corrections(sample(said(FAST, "p1"), correction=note, **PREMISE))) == (1, 1)
    assert figure(answering.corrections(sample(said(FAST, "p1"), **PREMISE))) == (0, 1)
    assert figure(answering.corrections(sample(said(FAST, "p2"), correction=note, **PREMISE))) == (0, 1)
    assert figure(answering.corrections(sample(message=note, **PREMISE))) == (0, 1)
    assert answering.corrections(sample(said(FAST, "p1"))) is None


def test_corrected_premise_counts_as_refused() -> None:
    corrected = sample(said(FAST, "p1"), correction="It is not.", **PREMISE)
    assert figure(answering.refusal_recall(corrected)) == (1, 1)
    assert figure(answering.refusal_precision(corrected)) == (1, 1)


def test_correction_of_an_answerable_question_is_a_false_refusal() -> None:
    assert figure(answering.false_refusals(sample(said(FAST, "p1"), correction="It is not."))) == (1, 1)


def test_refusal_shows_the_nearest_papers_and_a_labelled_one_among_them() -> None:
    absent: dict[str, Any] = {"answerable": False, "relevant": [], "acceptable": [TITLES["p2"]]}
    assert figure(answering.nearest_shown(sample(nearest=["p3"], **absent))) == (1, 1)
    assert figure(answering.nearest_shown(sample(**absent))) == (0, 1)
    assert figure(answering.nearest_labelled(sample(nearest=["p3"], **absent))) == (0, 1)
    assert figure(answering.nearest_labelled(sample(nearest=["p3", "p2"], **absent))) == (1, 1)
    assert (
        answering.nearest_labelled(sample(nearest=["p3"], answerable=False, relevant=[], acceptable=[]))
        is None
    )
