from __future__ import annotations

from assistant.answer.extractive.themes import Theme, themes_of
from assistant.schema import Evidence, Paper


def _evidence(*abstracts: str) -> list[Evidence]:
    return [
        Evidence(key=key, paper=Paper(id=str(key), title=f"Paper {key}", abstract=abstract))
        for key, abstract in enumerate(abstracts, start=1)
    ]


PRESS = ("A study of cache eviction.", "Our cache eviction is greedy.")
TRAIN = ("It shards gradient buffers.", "It merges gradient buffers.")


def test_papers_that_share_a_term_are_grouped_under_it() -> None:
    assert themes_of(_evidence(*PRESS, *TRAIN), "What saves memory?") == [
        Theme("cache eviction", (1, 2)),
        Theme("gradient buffers", (3, 4)),
    ]


def test_paper_is_in_one_group_only_and_may_be_in_none() -> None:
    evidence = _evidence(*PRESS, f"{PRESS[0]} {TRAIN[0]}", *TRAIN, "It is about birds.")
    keys = [key for theme in themes_of(evidence, "What saves memory?") for key in theme.keys]
    assert sorted(keys) == [1, 2, 3, 4, 5]


def test_term_of_the_question_sets_nothing_apart() -> None:
    themes = themes_of(_evidence(*PRESS, *TRAIN), "What is known about cache eviction?")
    assert [theme.term for theme in themes] == ["gradient buffers"]


def test_term_that_most_papers_share_sets_nothing_apart() -> None:
    assert themes_of(_evidence(*PRESS, *PRESS, "Cache eviction."), "What saves memory?") == []


def test_few_papers_are_not_grouped() -> None:
    assert themes_of(_evidence(*PRESS, TRAIN[0]), "What saves memory?") == []


def test_term_is_spelled_as_most_papers_do() -> None:
    evidence = _evidence("Cache evictions.", "A cache eviction.", "Each cache eviction.", *TRAIN)
    assert "cache eviction" in {theme.term for theme in themes_of(evidence, "What saves memory?")}


def test_half_of_a_compound_and_what_only_describes_a_noun_are_no_terms() -> None:
    described = ("A fine-grained pruning.", "Fine-grained locking is cheap.")
    themes = themes_of(_evidence(*described, *TRAIN), "How is fine-tuning done?")
    assert [theme.term for theme in themes] == ["gradient buffers"]


def test_name_of_a_method_is_no_term() -> None:
    named = ("It extends ZeRO-Infinity.", "It beats ZeRO-Infinity.")
    themes = themes_of(_evidence(*named, *TRAIN), "What saves memory?")
    assert [theme.term for theme in themes] == ["gradient buffers"]
