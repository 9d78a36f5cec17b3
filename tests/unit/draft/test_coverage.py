from __future__ import annotations

from assistant.draft.coverage import FAILED, NO_ABSTRACT, coverage_of
from assistant.schema import Paragraph, Statement
from tests.unit.draft.small_drafts import ALPHA, BARE, BETA, GAMMA, said


def _paragraphs(*statements: Statement) -> list[Paragraph]:
    return [Paragraph(theme="T", statements=(one,)) for one in statements]


def test_cited_papers_come_in_order_of_appearance_once() -> None:
    text = _paragraphs(said("B.", BETA), said("A and B.", ALPHA, BETA))
    coverage = coverage_of(text, [ALPHA, BETA])
    assert coverage.cited == (BETA.id, ALPHA.id)
    assert coverage.selected == (ALPHA.id, BETA.id)
    assert (coverage.missing, coverage.extraneous, coverage.holds) == ((), (), True)


def test_paper_without_abstract_is_missing_for_that_reason() -> None:
    coverage = coverage_of(_paragraphs(said("A.", ALPHA)), [ALPHA, BARE])
    assert [(one.paper_id, one.title, one.reason) for one in coverage.missing] == [
        (BARE.id, BARE.title, NO_ABSTRACT)
    ]
    assert coverage.holds


def test_failed_sentence_cites_nothing_and_is_the_reason() -> None:
    coverage = coverage_of(_paragraphs(said("B.", BETA, verdict="number_not_in_source")), [BETA])
    assert coverage.cited == ()
    assert [one.reason for one in coverage.missing] == [FAILED]


def test_paper_in_a_failed_and_a_supported_sentence_is_cited() -> None:
    text = _paragraphs(said("B.", BETA, verdict="not_supported"), said("B again.", BETA))
    assert coverage_of(text, [BETA]).cited == (BETA.id,)


def test_paper_left_out_without_a_reason_breaks_the_contract() -> None:
    coverage = coverage_of(_paragraphs(said("A.", ALPHA)), [ALPHA, GAMMA])
    assert [one.reason for one in coverage.missing] == [""]
    assert not coverage.holds


def test_given_reason_stands_before_what_the_text_shows() -> None:
    text = _paragraphs(said("B.", BETA, verdict="not_supported"))
    reasons = {BETA.id: "Told elsewhere", BARE.id: "Too short"}
    coverage = coverage_of(text, [BETA, BARE], reasons)
    assert [one.reason for one in coverage.missing] == ["Told elsewhere", "Too short"]
    assert coverage.holds


def test_reason_for_a_cited_paper_says_nothing() -> None:
    coverage = coverage_of(_paragraphs(said("A.", ALPHA)), [ALPHA], {ALPHA.id: "Left out"})
    assert coverage.missing == ()


def test_citation_of_an_unselected_paper_is_found_whatever_its_verdict() -> None:
    for verdict in ("supported", "not_supported"):
        coverage = coverage_of(_paragraphs(said("A and B.", ALPHA, BETA, verdict=verdict)), [ALPHA])
        assert coverage.extraneous == (BETA.id,)
        assert not coverage.holds


def test_nothing_selected_and_nothing_written_holds() -> None:
    assert coverage_of([], []).holds
