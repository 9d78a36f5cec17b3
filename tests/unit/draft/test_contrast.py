from __future__ import annotations

from assistant.claims.extract import extract_claims
from assistant.draft.contrast import contrasts
from assistant.schema import Evidence, Paper, Statement
from tests.unit.answer.small_records import Records
from tests.unit.draft.small_drafts import paper

ALPHA = paper(
    "a",
    "AlphaCache: KV-cache quantization",
    "We present AlphaCache, which shrinks the KV cache. "
    "AlphaCache achieves up to 3.5x speedup over FlashInfer on an A100 GPU.",
)
BETA = paper(
    "b",
    "BetaCache: KV-cache eviction",
    "We present BetaCache, which evicts entries of the KV cache. "
    "BetaCache achieves 1.8x speedup over DeepSpeed with only 0.3% accuracy loss.",
)
NAMELESS = paper("c", "On caches", "We evict entries. Our method achieves 2.4x speedup over DeepSpeed.")
WORDS = paper("d", "DeltaCache: Merging", "We present DeltaCache. DeltaCache merges entries.")


def _contrasts(*papers: Paper) -> list[Statement]:
    evidence = [Evidence(key=key, paper=one) for key, one in enumerate(papers, start=1)]
    claims = {one.id: extract_claims(one) for one in papers}
    return contrasts(evidence, claims, Records(papers), [])


def test_headlines_of_two_papers_are_set_against_each_other() -> None:
    (statement,) = _contrasts(ALPHA, BETA)
    assert statement.verdict == "supported"
    assert {it.paper_id for it in statement.citations} == {ALPHA.id, BETA.id}
    assert "up to 3.5x" in statement.text
    assert "1.8x" in statement.text


def test_what_cannot_be_ranked_is_said_to_be_so() -> None:
    assert "cannot be ranked" in _contrasts(ALPHA, BETA)[0].text


def test_figure_against_a_baseline_is_the_one_that_takes_part() -> None:
    two = paper(
        "e",
        "EpsilonCache: Sharing",
        "We present EpsilonCache. EpsilonCache runs 9.9x faster. "
        "EpsilonCache achieves 4.4x speedup over FlashInfer.",
    )
    text = _contrasts(two, BETA)[0].text
    assert "4.4x" in text
    assert "9.9x" not in text


def test_figure_of_others_takes_no_part() -> None:
    evidence = [Evidence(key=1, paper=ALPHA), Evidence(key=2, paper=BETA)]
    claims = {one.id: extract_claims(one) for one in (ALPHA, BETA)}
    foreign = {BETA.id: [claim.model_copy(update={"own": False}) for claim in claims[BETA.id]]}
    assert contrasts(evidence, claims | foreign, Records([ALPHA, BETA]), []) == []


def test_markers_are_the_keys_of_the_papers() -> None:
    (statement,) = _contrasts(WORDS, BETA, ALPHA)
    assert sorted({it.marker for it in statement.citations}) == [2, 3]


def test_single_paper_is_not_contrasted() -> None:
    assert _contrasts(ALPHA) == []
    assert _contrasts() == []


def test_papers_without_figures_or_names_take_no_part() -> None:
    assert _contrasts(ALPHA, WORDS) == []
    assert _contrasts(ALPHA, NAMELESS) == []


def test_paper_without_claims_on_record_is_passed_over() -> None:
    evidence = [Evidence(key=1, paper=ALPHA), Evidence(key=2, paper=BETA)]
    assert contrasts(evidence, {}, Records([ALPHA, BETA]), []) == []
