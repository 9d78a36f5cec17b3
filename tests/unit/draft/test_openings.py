from __future__ import annotations

import pytest

from assistant.draft.openings import openings
from assistant.schema import Evidence, Paper
from assistant.verify.gate import Gate
from tests.unit.draft.small_drafts import ALPHA, BARE, BETA, DELTA, GAMMA, paper

TWO = [(3, ALPHA), (1, BETA)]
OTHER = paper("f", "FluxShard: Buffers", "FluxShard shards gradient buffers over clusters.")


def _first(title: str, papers: list[tuple[int, Paper]], number: int = 0) -> str | None:
    return next((text for text, _ in openings(title, papers, number)), None)


def test_two_papers_both_do() -> None:
    assert next(openings("Eviction", TWO, 0)) == ("AlphaCache and BetaCache both deal with eviction.", (3, 1))


def test_other_wording_marks_each_name_with_its_own_key() -> None:
    wordings = list(openings("Eviction", TWO, 0))
    assert wordings[1] == ("AlphaCache [3] and BetaCache [1] deal with eviction.", None)
    assert wordings[2] == ("Two papers deal with eviction.", (3, 1))


def test_verb_changes_from_theme_to_theme() -> None:
    first = [_first("Eviction", TWO, number) for number in range(5)]
    assert len(set(first)) == 4
    assert first[0] == first[4]


def test_papers_without_a_name_are_counted() -> None:
    assert _first("Gradient buffers", [(1, GAMMA), (2, DELTA)]) == "Two papers deal with gradient buffers."


def test_many_papers_are_counted_even_where_all_have_names() -> None:
    many = [
        (
            key,
            paper(letter, f"Cache{letter.upper()}x: Eviction", f"Cache{letter.upper()}x is about eviction."),
        )
        for key, letter in enumerate("ghijk", start=1)
    ]
    assert _first("Eviction", many) == "Five papers deal with eviction."


def test_paper_without_the_term_is_not_spoken_of() -> None:
    assert next(openings("Eviction", [*TWO, (4, GAMMA)], 0))[1] == (3, 1)


def test_single_paper_needs_no_opening() -> None:
    assert list(openings("Eviction", [(1, ALPHA), (2, GAMMA)], 0)) == []


def test_two_terms_are_told_apart_with_the_right_number() -> None:
    text = _first("Eviction and gradient buffers", [(1, ALPHA), (2, BETA), (3, OTHER)])
    assert (
        text == "AlphaCache [1] and BetaCache [2] deal with eviction, "
        "while FluxShard [3] deals with gradient buffers."
    )


def test_paper_that_deals_with_both_terms_is_not_set_apart() -> None:
    both = paper("g", "GridCache: Buffers", "GridCache does eviction of gradient buffers.")
    assert _first("Eviction and gradient buffers", [(1, ALPHA), (2, both)]) is None


def test_two_terms_of_papers_without_names_have_no_opening() -> None:
    assert list(openings("Eviction and gradient buffers", [(1, ALPHA), (2, GAMMA)], 0)) == []


def test_acronym_keeps_its_capitals() -> None:
    one, other = (paper(it, f"On KV caches {it}", "KV caches are kept.") for it in "gh")
    assert _first("KV caches", [(1, one), (2, other)]) == "Two papers deal with KV caches."


@pytest.mark.parametrize("title", ["", "  ", "and", "The of", "Further work", "$ { } \\", "[2]"])
def test_title_that_no_paper_bears_out_opens_nothing(title: str) -> None:
    assert list(openings(title, [*TWO, (5, BARE)], 0)) == []


def test_marker_in_a_title_cites_nothing() -> None:
    assert list(openings("Eviction [1]", TWO, 0)) == list(openings("Eviction", TWO, 0))


def test_best_opening_passes_the_gate() -> None:
    gate = Gate([Evidence(key=key, paper=one) for key, one in TWO])
    statement = gate.check(*next(openings("Eviction", TWO, 0)))
    assert (statement.verdict, [it.marker for it in statement.citations]) == ("supported", [3, 1])
