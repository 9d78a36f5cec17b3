from __future__ import annotations

from evals.questions import citing
from evals.scores import Share
from tests.unit.evals.questions.conftest import said, sample

FAST = "In tests on A100 GPUs, Alpha is up to 2.8x faster than before."
SMALL = "Beta shrinks the cache from 12.6 GB to 2.5 GB in these tests."


def figure(share: Share | None) -> tuple[float, float]:
    assert share is not None
    return share.right, share.total


def test_recall_counts_relevant_papers_and_names_those_left_out() -> None:
    share = citing.cited_recall(sample(said(SMALL, "p2")))
    assert figure(share) == (0, 1)
    assert share is not None
    assert share.misses == ("not cited: Alpha: Fast Kernels",)


def test_acceptable_paper_costs_no_precision_and_another_does() -> None:
    share = citing.cited_precision(sample(said(FAST, "p1", "p2", "p3")))
    assert figure(share) == (2, 3)
    assert share is not None
    assert share.misses == ("cited beside them: Gamma: A Survey",)


def test_failed_sentence_cites_nothing() -> None:
    failed = said(FAST, "p1", verdict="not_supported")
    assert figure(citing.cited_recall(sample(failed))) == (0, 1)
    assert figure(citing.failed_statements(sample(failed, said(SMALL, "p2")))) == (1, 2)


def test_unanswerable_question_has_no_recall() -> None:
    assert citing.cited_recall(sample(said(FAST, "p1"), answerable=False)) is None


def test_invented_marker_is_no_valid_citation() -> None:
    invented = said("Alpha is fast [7], and Beta is small.", "p1", verdict="unknown_source")
    invented = invented.model_copy(update={"reasons": ("[7] is not among the papers offered",)})
    assert figure(citing.citation_validity(sample(said(FAST, "p1"), invented))) == (2, 3)


def test_marker_inside_a_supported_sentence_must_be_resolved() -> None:
    assert figure(citing.citation_validity(sample(said("Alpha [1] beats Beta [2].", "p1")))) == (1, 2)


def test_citation_of_a_paper_that_was_not_offered_is_not_valid() -> None:
    answered = sample(said(FAST, "p1"))
    answer = answered.answer.model_copy(update={"evidence": ()})
    assert figure(citing.citation_validity(type(answered)(answered.gold, answer, answered.texts))) == (0, 1)


def test_short_sentence_needs_no_citation_and_a_long_one_may_inherit() -> None:
    bare = said("This is a whole sentence of more than fifty characters.", verdict="no_citation")
    answered = sample(said(FAST, "p1"), bare, said("So it is.", verdict="no_citation"))
    assert figure(citing.cited_sentences(answered)) == (1, 2)
    assert figure(citing.inherited_sentences(answered)) == (2, 2)
    assert figure(citing.inherited_sentences(sample(bare, said(FAST, "p1")))) == (1, 2)


def test_figures_are_looked_up_in_the_papers_cited_for_the_sentence() -> None:
    assert figure(citing.number_fidelity(sample(said(FAST, "p1"), said(SMALL, "p2")))) == (4, 4)
    assert figure(citing.number_fidelity(sample(said(FAST, "p2")))) == (0, 2)


def test_changed_figure_and_changed_unit_are_wrong_whatever_the_verdict_says() -> None:
    altered = sample(said(FAST.replace("2.8x", "2.9x"), "p1"), said(FAST.replace("2.8x", "2.8%"), "p1"))
    assert figure(citing.number_fidelity(altered)) == (2, 4)
    assert figure(citing.wrong_supported(altered)) == (2, 2)
    assert figure(citing.wrong_supported(sample(said(FAST, "p1")))) == (0, 1)


def test_figure_of_another_paper_is_a_swap_and_an_invented_one_is_none() -> None:
    swapped = said("Alpha reaches 3.66x.", "p1")
    assert figure(citing.swapped_numbers(sample(swapped))) == (1, 1)
    assert figure(citing.swapped_numbers(sample(said("Alpha reaches 77x.", "p1")))) == (0, 1)


def test_rounded_figure_is_reported_apart() -> None:
    rounded = sample(said("Gamma reaches 3.7x.", "p3"))
    assert figure(citing.rounded_numbers(rounded)) == (1, 1)
    assert figure(citing.number_fidelity(rounded)) == (0, 1)


def test_name_may_be_part_of_a_longer_one() -> None:
    assert figure(citing.number_fidelity(sample(said("It runs on an A100.", "p1")))) == (1, 1)


def test_figures_of_bare_sentences_are_uncited() -> None:
    bare = said("It is 5x faster.", verdict="no_citation")
    assert figure(citing.uncited_numbers(sample(said(FAST, "p1"), bare))) == (1, 3)


def test_quotation_has_to_stand_in_the_cited_paper_with_its_digits() -> None:
    right = said('They say it "shrinks the cache from 12.6 GB to 2.5 GB".', "p2")
    altered = said('They say it "shrinks the cache from 12.6 GB to 2.6 GB".', "p2")
    assert figure(citing.quote_fidelity(sample(right))) == (2, 2)
    assert figure(citing.quote_fidelity(sample(altered))) == (1, 2)


def test_quote_of_a_citation_has_to_be_the_stored_slice() -> None:
    statement = said(FAST, "p1")
    moved = statement.citations[0].model_copy(update={"start": 1})
    assert figure(citing.quote_fidelity(sample(statement.model_copy(update={"citations": (moved,)})))) == (
        0,
        1,
    )
