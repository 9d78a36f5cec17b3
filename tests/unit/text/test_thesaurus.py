from __future__ import annotations

from assistant.text.thesaurus import related
from assistant.text.words import content_words


def _related(word: str) -> set[str]:
    return set(related(content_words(word)[0]))


def test_words_that_readers_use_for_each_other_are_related_both_ways() -> None:
    assert content_words("latency")[0] in _related("delays")
    assert content_words("delay")[0] in _related("latencies")


def test_word_is_not_related_to_itself() -> None:
    assert content_words("latency")[0] not in _related("latency")


def test_word_of_several_groups_has_the_relatives_of_each() -> None:
    assert set(content_words("pruning dropping")) <= _related("evict") | _related("compress")
    assert set(content_words("ssd disk")) <= _related("storage")


def test_unknown_word_has_no_relatives() -> None:
    assert _related("vineyard") == set()
