from __future__ import annotations

import pytest

from assistant.draft.editing import edited, numbers_of, text_of, with_markers
from assistant.schema import Draft, Paragraph, Statement
from tests.unit.draft.small_drafts import ALPHA, BARE, BETA, GAMMA, drafted, said

BOTH = (ALPHA, BETA)
DRAFT = drafted(
    said("AlphaCache is a cache eviction policy for long contexts.", ALPHA),
    said("AlphaCache is up to 2.5x faster than BetaCache on average.", ALPHA),
    said("BetaCache keeps 20% of the entries.", BETA, markers=(2,)),
)


def _checked(text: str, draft: Draft = DRAFT) -> tuple[Statement, ...]:
    """The statements of a paragraph that somebody wrote."""
    return edited(draft, [("Eviction", text)], BOTH, {}).paragraphs[0].statements


def _verdicts(text: str) -> list[str]:
    return [one.verdict for one in _checked(text)]


def test_papers_are_numbered_as_cited_and_then_on() -> None:
    cited = drafted(said("B.", BETA, markers=(1,)), said("A.", ALPHA, markers=(3,)))
    assert numbers_of(cited, [ALPHA, GAMMA, BETA, BARE]) == {
        BETA.id: 1, ALPHA.id: 3, GAMMA.id: 4, BARE.id: 5
    }  # fmt: skip


def test_markers_stand_before_the_stop() -> None:
    assert with_markers(said("It is fast.", ALPHA, BETA)) == "It is fast [1][2]."
    assert with_markers(said("Is it fast", ALPHA)) == "Is it fast [1]"


def test_marker_inside_a_sentence_is_not_written_twice() -> None:
    assert (
        with_markers(said("Alpha [1] and Beta are fast.", ALPHA, BETA)) == "Alpha [1] and Beta are fast [2]."
    )
    assert with_markers(said("Alpha [1] is fast.", ALPHA)) == "Alpha [1] is fast."


def test_sentence_without_citations_stays_as_it_is() -> None:
    assert with_markers(said("It is fast.", verdict="no_citation")) == "It is fast."


def test_text_that_nobody_changed_gives_the_same_sentences() -> None:
    text = text_of(DRAFT.paragraphs[0])
    assert [(one.text, one.verdict) for one in _checked(text)] == [
        (one.text, "supported") for one in DRAFT.paragraphs[0].statements
    ]


def test_altered_digit_is_not_in_the_source() -> None:
    assert _verdicts("BetaCache keeps 30% of the entries [2].") == ["number_not_in_source"]


def test_swapped_marker_names_the_wrong_paper() -> None:
    assert _verdicts("BetaCache keeps 20% of the entries [1].") == ["wrong_paper"]


def test_marker_of_no_paper_is_an_unknown_source() -> None:
    assert _verdicts("BetaCache keeps 20% of the entries [7].") == ["unknown_source"]


def test_sentence_without_a_marker_has_no_citation() -> None:
    assert _verdicts("BetaCache keeps 20% of the entries.") == ["no_citation"]


def test_dropped_hedge_is_found() -> None:
    assert _verdicts("AlphaCache is 2.5x faster than BetaCache on average [1].") == ["qualifier_dropped"]


def test_only_the_changed_sentence_fails() -> None:
    text = text_of(DRAFT.paragraphs[0]).replace("20%", "10%")
    assert _verdicts(text) == ["supported", "supported", "number_not_in_source"]


def test_citations_are_numbered_anew_by_appearance() -> None:
    statements = _checked(
        "BetaCache keeps 20% of the entries [2]. AlphaCache is a cache eviction policy [1]."
    )
    assert [[it.marker for it in one.citations] for one in statements] == [[1], [2]]
    assert [it.paper_id for one in statements for it in one.citations] == [BETA.id, ALPHA.id]


def test_paper_that_the_draft_did_not_cite_can_be_cited_by_its_number() -> None:
    alone = drafted(said("AlphaCache is a cache eviction policy.", ALPHA))
    (statement,) = _checked("BetaCache keeps 20% of the entries [2].", alone)
    assert statement.verdict == "supported"
    assert [(it.marker, it.paper_id) for it in statement.citations] == [(1, BETA.id)]


def test_numbers_run_on_through_the_paragraphs() -> None:
    texts = [("One", "BetaCache keeps 20% of the entries [2]."), ("Two", "AlphaCache is a policy [1].")]
    found = edited(DRAFT, texts, BOTH, {})
    assert [one.theme for one in found.paragraphs] == ["One", "Two"]
    assert [one.statements[0].citations[0].marker for one in found.paragraphs] == [1, 2]


@pytest.mark.parametrize("text", ["", "  \n", "...", "[1]"])
def test_paragraph_without_words_goes(text: str) -> None:
    assert edited(DRAFT, [("Eviction", text)], BOTH, {}).paragraphs == ()


def test_coverage_follows_the_text_and_the_reasons() -> None:
    found = edited(DRAFT, [("T", "BetaCache keeps 20% of the entries [2].")], BOTH, {ALPHA.id: "Too old"})
    assert found.coverage.cited == (BETA.id,)
    assert [(one.paper_id, one.reason) for one in found.coverage.missing] == [(ALPHA.id, "Too old")]
    assert found.coverage.holds


def test_number_without_words_is_not_lost() -> None:
    assert _verdicts("BetaCache keeps 20% of the entries [2]. 100% [2].") == [
        "supported",
        "number_not_in_source",
    ]


def test_all_else_of_a_draft_stays() -> None:
    found = edited(DRAFT.model_copy(update={"seconds": 3.0, "incomplete": True}), [], BOTH, {})
    assert (found.topic, found.seconds, found.incomplete) == (DRAFT.topic, 3.0, True)


@pytest.mark.parametrize("text", ["$x$ {y} % \\ cost 5 [1].", "<b>20%</b> of entries [2].", "] [ [1"])
def test_hostile_text_gets_a_verdict_and_keeps_its_marks(text: str) -> None:
    (statement,) = _checked(text)
    assert statement.verdict != "supported"
    assert statement.text == text.replace(" [1]", "").replace(" [2]", "")


def test_text_of_a_paragraph_joins_its_sentences() -> None:
    paragraph = Paragraph(theme="T", statements=(said("One.", ALPHA), said("Two!", BETA)))
    assert text_of(paragraph) == "One [1]. Two [1]!"
