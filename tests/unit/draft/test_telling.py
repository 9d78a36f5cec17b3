from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.answer.extractive.subjects import Subject
from assistant.draft.telling import SENTENCES, Told, sentences_to_tell, told
from assistant.schema import Claim, DraftLength, Paper, Quantity, Quote, Relevant
from tests.unit.answer.small_retrieval import scored
from tests.unit.draft.small_drafts import ALPHA, TOPIC, paper

BACKGROUND = "Caches grow with the context."
PROPOSES = "We propose AlphaCache, a cache eviction policy."
DETAIL = "We also analyze the cost of eviction."
RESULT = "AlphaCache is 2.5x faster than BetaCache."
LAST = "It is a step ahead."


def _tell(
    *sentences: str, length: DraftLength = "medium", claims: Sequence[Claim] = (), method: str | None = None
) -> list[str]:
    one = paper("a", "Eviction of entries", " ".join(sentences))
    return [it.text for it in sentences_to_tell(_relevant(one), claims, method, length)]


def _relevant(one: Paper) -> Relevant:
    return Relevant(paper=one, probability=0.5, sentences=scored(one, TOPIC))


def test_what_is_proposed_comes_first_and_the_result_last() -> None:
    assert _tell(BACKGROUND, PROPOSES, DETAIL, RESULT, LAST) == [PROPOSES, RESULT]


@pytest.mark.parametrize("length", ["short", "medium", "long"])
def test_no_more_sentences_than_the_length_allows(length: DraftLength) -> None:
    assert len(_tell(BACKGROUND, PROPOSES, DETAIL, RESULT, LAST, length=length)) == SENTENCES[length]


def test_short_draft_tells_what_is_proposed() -> None:
    assert _tell(BACKGROUND, PROPOSES, DETAIL, RESULT, length="short") == [PROPOSES]


def test_long_draft_tells_a_detail_in_between() -> None:
    assert _tell(BACKGROUND, PROPOSES, DETAIL, RESULT, length="long") == [PROPOSES, DETAIL, RESULT]


def test_sentence_that_names_the_method_is_preferred() -> None:
    other = "We present a study of cache eviction."
    assert _tell(other, PROPOSES, method="AlphaCache")[0] == PROPOSES


def test_sentence_that_points_back_is_avoided() -> None:
    dangling = "To handle these issues of cache eviction, we propose the aforementioned scheme."
    assert _tell(dangling, PROPOSES)[0] == PROPOSES


def test_background_is_not_what_a_paper_does() -> None:
    known = "Cache eviction of old entries is common practice."
    assert _tell(known, DETAIL, LAST, length="short") == [DETAIL]
    later = "Cache eviction saves a third of all memory."
    assert _tell(known, LAST, later, length="short") == [later]


def test_what_is_done_besides_is_not_told_first() -> None:
    besides = "Furthermore, we propose a cache eviction kernel."
    assert _tell(besides, PROPOSES, length="short") == [PROPOSES]


def test_figure_by_which_authors_sell_their_paper_is_the_result() -> None:
    decoy = "The cache runs on 5 GPUs."
    one = paper("a", "AlphaCache: Eviction", f"{PROPOSES} {DETAIL} {RESULT} {decoy}")
    sold, side = (_claim(one, text, headline=text == RESULT) for text in (RESULT, decoy))
    for claims in ([sold, side], [side, sold]):
        assert sentences_to_tell(_relevant(one), claims, None, "medium")[-1].text == RESULT
    assert sentences_to_tell(_relevant(one), [side], None, "medium")[-1].text == decoy


def _claim(one: Paper, sentence: str, *, headline: bool) -> Claim:
    start = (one.abstract or "").index(sentence)
    quote = Quote(paper_id=one.id, start=start, end=start + len(sentence), text=sentence)
    return Claim(
        quote=quote,
        metric="speedup",
        quantity=Quantity(value=2, unit="x"),
        direction="improves",
        headline=headline,
    )


def test_list_of_contributions_is_avoided() -> None:
    listed = "We propose (1) cache eviction, (2) cache eviction kernels."
    assert _tell(listed, PROPOSES)[0] == PROPOSES


def test_offer_of_code_is_not_told_where_anything_else_is() -> None:
    offer = "Our code is publicly available at https://example.org/code with 5 kernels."
    assert offer not in _tell(BACKGROUND, PROPOSES, RESULT, offer)


def test_figures_in_the_background_are_no_result() -> None:
    assert _tell("Caches take 80 GB of memory.", BACKGROUND, PROPOSES, DETAIL) == [PROPOSES]


def test_paper_without_abstract_tells_nothing() -> None:
    assert sentences_to_tell(_relevant(paper("a", "Eviction")), (), None, "long") == []


def test_single_sentence_is_told_whatever_it_says() -> None:
    assert _tell(BACKGROUND, length="long") == [BACKGROUND]


def test_no_sentence_is_told_twice() -> None:
    found = _tell(PROPOSES, RESULT, DETAIL, length="long")
    assert len(found) == len(set(found))


def test_choice_needs_no_scores() -> None:
    bare = Relevant(paper=ALPHA, probability=0.0)
    assert "AlphaCache" in sentences_to_tell(bare, (), "AlphaCache", "short")[0].text


def test_place_of_a_sentence_is_that_in_the_abstract() -> None:
    for one in sentences_to_tell(_relevant(ALPHA), (), None, "long"):
        assert (ALPHA.abstract or "")[one.start :].startswith(one.text)


def test_subject_is_known_from_the_second_sentence_on() -> None:
    chosen = [Told(0, PROPOSES), Told(50, "Our method keeps 20% of the entries.")]
    first, second = told(chosen, ALPHA, Subject("AlphaCache", "AlphaCache"))
    assert first[0] == "AlphaCache is a cache eviction policy."
    assert second[0] == "It keeps 20% of the entries."


def test_every_sample_paper_has_something_to_tell(papers: list[Paper]) -> None:
    for one in papers:
        chosen = sentences_to_tell(Relevant(paper=one, probability=0.5), (), None, "medium")
        assert 1 <= len(chosen) <= SENTENCES["medium"]
