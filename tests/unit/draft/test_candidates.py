from __future__ import annotations

from collections.abc import Mapping

import pytest

from assistant.draft.candidates import LEAST, MOST, SHOWN, check_topic, find_candidates
from assistant.errors import DraftError
from assistant.schema import Candidate, Paper
from tests.unit.draft.small_drafts import ALPHA, BETA, PAPERS, TOPIC, SmallLibrary, paper


def _found(topic: str = TOPIC, likely: Mapping[str, float] | None = None) -> dict[str, Candidate]:
    """Candidates by the first letter of their id, in order."""
    found = find_candidates(topic, SmallLibrary(*PAPERS, likely=likely))
    return {one.paper_id[0]: one for one in found}


def test_topic_is_read_on_one_line() -> None:
    assert check_topic("  KV \n caches\t") == "KV caches"


@pytest.mark.parametrize("topic", ["", " \n", "?!", "$ { } % \\"])
def test_empty_topic_is_refused(topic: str) -> None:
    with pytest.raises(DraftError, match="The topic is empty; name"):
        find_candidates(topic, SmallLibrary(*PAPERS))


def test_long_topic_is_refused_with_its_length() -> None:
    with pytest.raises(DraftError, match="has 500 characters, more than the 400 read"):
        find_candidates("x" * 500, SmallLibrary(*PAPERS))


def test_likeliest_paper_comes_first_and_the_cut_decides() -> None:
    found = _found(likely={"a": 0.6, "b": 0.95, "c": LEAST, "d": LEAST - 0.01})
    assert "".join(found) == "beacd"
    assert [one.suggested for one in found.values()] == [True, False, True, True, False]


def test_paper_below_the_cut_says_so() -> None:
    assert "probability 0.05 is below the cut of 0.15" in _found(likely={"d": 0.05})["d"].reasons


def test_paper_without_abstract_is_not_suggested_and_says_why() -> None:
    bare = _found()["e"]
    assert not bare.suggested
    assert "has no abstract, so nothing can be told of it" in bare.reasons


def test_reasons_name_the_words_of_the_topic() -> None:
    found = _found("eviction of cache buffers")
    assert found["a"].reasons == ("title has eviction", "abstract has cache", "lacks buffers")
    assert found["c"].reasons == ("title has buffers", "lacks eviction, cache")


def test_other_form_of_a_word_is_the_same_word() -> None:
    assert _found("evictions of caches")["b"].reasons[0] == "title has evictions"


@pytest.mark.parametrize("topic", ["birdsong at dawn", "KV cache in ZetaKV"])
def test_topic_that_is_not_in_the_library_names_the_nearest(topic: str) -> None:
    likely = {letter: 0.1 for letter in "abcde"} if topic.startswith("bird") else None
    with pytest.raises(
        DraftError, match=f"Nothing in your library is about '{topic}'.*The nearest are “"
    ) as told:
        _found(topic, likely)
    assert ALPHA.title in str(told.value)


def test_empty_library_asks_for_papers() -> None:
    with pytest.raises(DraftError, match="Add papers first"):
        find_candidates(TOPIC, SmallLibrary())


def test_only_papers_of_the_scope_are_found() -> None:
    found = find_candidates(TOPIC, SmallLibrary(*PAPERS), scope={BETA.id})
    assert [one.paper_id for one in found] == [BETA.id]


def test_two_papers_of_one_title_are_both_found() -> None:
    twin = paper("z", ALPHA.title, "AlphaCache once more, about cache eviction.")
    found = find_candidates(TOPIC, SmallLibrary(ALPHA, twin))
    assert [one.title for one in found] == [ALPHA.title] * 2


def test_title_of_a_candidate_is_as_the_paper_has_it() -> None:
    hostile = paper("h", "$x_i$ {a} % \\cmd <b>", "Cache eviction, again.")
    assert find_candidates(TOPIC, SmallLibrary(hostile))[0].title == hostile.title


def test_candidates_are_the_same_twice() -> None:
    assert _found() == _found()


def _many(number: int) -> list[Paper]:
    return [Paper(id=f"{n:016}", title=f"Cache eviction {n}", abstract="It evicts.") for n in range(number)]


def test_no_more_are_listed_than_are_looked_through() -> None:
    assert len(find_candidates(TOPIC, SmallLibrary(*_many(SHOWN + 9)))) == SHOWN
    assert SHOWN < MOST
