from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.draft.outlining import moved, outline_of, renamed, reordered
from assistant.errors import DraftError
from assistant.schema import Outline, Paper
from tests.unit.draft.small_drafts import (
    ALPHA,
    BARE,
    BETA,
    DELTA,
    GAMMA,
    PAPERS,
    SmallLibrary,
    outline,
    paper,
    shape,
)

THREE = outline(Eviction="ab", Sharding="c", Merging="d")


def _outlined(papers: Sequence[Paper], topic: str = "memory") -> Outline:
    return outline_of(topic, papers, SmallLibrary(*papers))


def test_papers_are_outlined_under_named_themes() -> None:
    found = _outlined([ALPHA, BETA, GAMMA, DELTA])
    assert set(found.papers) == {ALPHA.id, BETA.id, GAMMA.id, DELTA.id}
    assert all(theme.title and theme.purpose for theme in found.themes)
    assert found.topic == "memory"


def test_paper_without_abstract_is_left_out() -> None:
    assert BARE.id not in _outlined(PAPERS).papers


def test_one_paper_is_one_theme() -> None:
    assert [theme.papers for theme in _outlined([ALPHA]).themes] == [(ALPHA.id,)]


@pytest.mark.parametrize(
    ("papers", "told"), [([], "No paper is selected"), ([BARE], "No selected paper has an abstract")]
)
def test_nothing_to_tell_is_said_in_one_sentence(papers: list[Paper], told: str) -> None:
    with pytest.raises(DraftError, match=told):
        _outlined(papers)


def test_paper_that_others_build_on_comes_before_them() -> None:
    user = paper("u", "Faster caches", "We make BetaCache faster by eviction of cache entries.")
    assert _outlined([user, BETA]).papers == (BETA.id, user.id)
    assert _outlined([BETA, user]).papers == (BETA.id, user.id)


def test_papers_that_name_each_other_are_outlined_all_the_same() -> None:
    one = paper("x", "OneCache: Caches", "OneCache beats TwoCache.")
    two = paper("y", "TwoCache: Caches", "TwoCache beats OneCache.")
    assert set(_outlined([one, two]).papers) == {one.id, two.id}


def test_purpose_names_methods_and_counts_the_rest() -> None:
    (theme,) = _outlined([ALPHA, BETA, GAMMA]).themes
    assert theme.purpose.startswith("What AlphaCache, BetaCache and 1 more did about ")
    (alone,) = _outlined([GAMMA]).themes
    assert alone.purpose.startswith("What 1 paper did about ")


def test_two_papers_of_one_title_are_both_outlined() -> None:
    twin = ALPHA.model_copy(update={"id": "z" * 16, "abstract": "AlphaCache again, for eviction of entries."})
    assert set(_outlined([ALPHA, twin]).papers) == {ALPHA.id, twin.id}


@pytest.mark.parametrize("title", ["$x_i$ {a} % \\cmd", "Line\nbreak & <b>", "缓存 压缩", "?", "[1]"])
def test_hostile_title_is_outlined(title: str) -> None:
    hostile = paper("h", title, "We propose a cache. It holds entries.")
    assert hostile.id in _outlined([hostile, ALPHA, BETA, GAMMA, DELTA]).papers


def test_outline_is_the_same_twice(papers: list[Paper]) -> None:
    assert _outlined(papers[:20]) == _outlined(papers[:20])


def test_theme_is_renamed_on_one_line() -> None:
    assert shape(renamed(THREE, 1, "  Gradient \n shards ")) == {
        "Eviction": "ab", "Gradient shards": "c", "Merging": "d"
    }  # fmt: skip


def test_theme_may_keep_its_title() -> None:
    assert renamed(THREE, 1, "Sharding") == THREE


@pytest.mark.parametrize("title", ["", " \n"])
def test_empty_title_is_refused(title: str) -> None:
    for change in (lambda: renamed(THREE, 0, title), lambda: moved(THREE, ALPHA.id, title)):
        with pytest.raises(DraftError, match="title of a theme is empty"):
            change()


def test_title_of_another_theme_is_refused() -> None:
    with pytest.raises(DraftError, match="Another theme is called 'Merging'"):
        renamed(THREE, 0, "Merging")


@pytest.mark.parametrize("place", [-1, 3, 99])
def test_place_beyond_the_themes_is_named(place: int) -> None:
    told = f"no theme at place {place + 1}; choose one from 1 to 3"
    for change in (lambda: renamed(THREE, place, "New"), lambda: reordered(THREE, place, 0)):
        with pytest.raises(DraftError, match=told):
            change()


def test_outline_without_themes_has_no_place() -> None:
    with pytest.raises(DraftError, match="has no themes"):
        reordered(outline(), 0, 0)


@pytest.mark.parametrize(
    ("place", "to", "order"),
    [(0, 2, "SME"), (2, 0, "MES"), (1, 1, "ESM"), (0, 99, "SME"), (2, -5, "MES")],
)
def test_theme_is_moved_to_a_place_or_the_nearest_end(place: int, to: int, order: str) -> None:
    assert "".join(theme.title[0] for theme in reordered(THREE, place, to).themes) == order


def test_paper_is_moved_to_the_end_of_another_theme() -> None:
    assert shape(moved(THREE, ALPHA.id, "Sharding")) == {"Eviction": "b", "Sharding": "ca", "Merging": "d"}


def test_paper_is_moved_to_a_new_theme() -> None:
    assert shape(moved(THREE, ALPHA.id, "Policies")) == {
        "Eviction": "b", "Sharding": "c", "Merging": "d", "Policies": "a"
    }  # fmt: skip


def test_theme_goes_with_its_last_paper() -> None:
    assert shape(moved(THREE, GAMMA.id, "Merging")) == {"Eviction": "ab", "Merging": "dc"}


def test_only_paper_of_a_theme_may_be_moved_to_it() -> None:
    assert moved(THREE, GAMMA.id, "Sharding") == THREE


def test_paper_outside_of_the_outline_is_added() -> None:
    assert shape(moved(THREE, BARE.id, "Sharding"))["Sharding"] == "ce"


def test_outline_given_is_not_changed() -> None:
    before = THREE.model_copy()
    for changed in (renamed(THREE, 0, "Other"), reordered(THREE, 0, 1), moved(THREE, ALPHA.id, "Other")):
        assert changed != THREE
    assert before == THREE
