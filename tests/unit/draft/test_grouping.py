from __future__ import annotations

import random
import time
from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.draft.grouping import grouped
from assistant.schema import Paper

THEMES = (
    "eviction of cache entries by heavy hitters",
    "sharding of gradient buffers over clusters",
    "wavelets for birdsong spectrograms",
)
SYLLABLES = ("ba", "ke", "di", "mo", "lu", "ta", "re", "fi", "so", "nu")


def _held(words: Sequence[str]) -> list[int]:
    return [2] * len(words)


def _ids(groups: Sequence[Sequence[Paper]]) -> list[list[str]]:
    return [[paper.id for paper in group] for group in groups]


def _grouped(
    papers: Sequence[Paper], vectors: dict[str, NDArray[np.float32]] | None = None
) -> list[list[str]]:
    return _ids(grouped(papers, _held, 100, vectors or {}))


def _themed(number: int) -> list[Paper]:
    """Papers of three themes in turn."""
    return [
        Paper(id=str(n), title=f"On {THEMES[n % 3]}", abstract=f"We study {THEMES[n % 3]}. It is run {n}.")
        for n in range(number)
    ]


def _random(number: int, *, words: int = 160) -> list[Paper]:
    """Papers of many words that are drawn at random, the same ones each time."""
    draw = random.Random(7)
    known = ["".join(draw.choices(SYLLABLES, k=3)) for _ in range(2000)]
    return [
        Paper(
            id=str(n),
            title=" ".join(draw.choices(known, k=6)),
            abstract=" ".join(f"We propose {' '.join(draw.choices(known, k=words // 8))}." for _ in range(8)),
        )
        for n in range(number)
    ]


def _vectors(papers: Sequence[Paper]) -> dict[str, NDArray[np.float32]]:
    """Rows for the eight sentences of each random paper."""
    made = np.random.default_rng(3)
    return {paper.id: made.normal(size=(8, 384)).astype(np.float32) for paper in papers}


def test_nothing_is_grouped_into_nothing() -> None:
    assert _grouped([]) == []


@pytest.mark.parametrize("number", [1, 3])
def test_few_papers_are_one_group(number: int) -> None:
    assert _grouped(_themed(number)) == [[str(n) for n in range(number)]]


@pytest.mark.parametrize(("number", "groups"), [(4, 3), (5, 4), (60, 13), (200, 24)])
def test_groups_grow_with_the_root_of_the_papers(number: int, groups: int) -> None:
    assert len(_grouped(_random(number))) == groups


def test_every_paper_is_in_one_group() -> None:
    found = [id_ for group in _grouped(_random(60)) for id_ in group]
    assert sorted(found, key=int) == [str(n) for n in range(60)]


def test_papers_of_a_theme_are_together() -> None:
    for group in _grouped(_themed(12)):
        assert len({int(id_) % 3 for id_ in group}) == 1


def test_groups_and_papers_stand_in_the_order_given() -> None:
    groups = _grouped(_themed(12))
    assert [int(group[0]) for group in groups] == sorted(int(group[0]) for group in groups)
    assert all(group == sorted(group, key=int) for group in groups)


def test_other_order_gives_the_same_groups() -> None:
    papers = _random(40)
    there, back = _grouped(papers), _grouped(papers[::-1])
    assert {frozenset(group) for group in there} == {frozenset(group) for group in back}


def test_same_papers_are_grouped_the_same_twice() -> None:
    papers = _random(30)
    assert _grouped(papers, _vectors(papers)) == _grouped(papers, _vectors(papers))


def test_vectors_group_papers_that_share_no_words() -> None:
    papers = [Paper(id=str(n), title=f"w{n}q", abstract=f"Z{n}k v{n}j.") for n in range(6)]
    likeness = {paper.id: np.eye(2, dtype=np.float32)[[n % 2]] for n, paper in enumerate(papers)}
    for group in _grouped(papers, likeness):
        assert len({int(id_) % 2 for id_ in group}) == 1


def test_words_alone_count_while_a_paper_has_no_vectors() -> None:
    papers = _random(12)
    some = {id_: rows for id_, rows in _vectors(papers).items() if id_ != "5"}
    assert _grouped(papers, some) == _grouped(papers)


def test_papers_without_abstract_are_grouped_by_their_titles() -> None:
    papers = [Paper(id=str(n), title=THEMES[n % 2]) for n in range(8)]
    for group in _grouped(papers):
        assert len({int(id_) % 2 for id_ in group}) == 1


def test_what_a_paper_presents_counts_more_than_what_it_mentions() -> None:
    said = "It is so. " * 4
    vectors = {str(n): np.random.default_rng(n).normal(size=(9, 8)).astype(np.float32) for n in range(12)}
    for n, rows in enumerate(vectors.values()):
        rows[4] = np.eye(8)[n % 2]
    papers = [
        Paper(id=id_, title=f"w{id_}q", abstract=f"{said} We propose p{id_}r. {said}") for id_ in vectors
    ]
    for group in _grouped(papers, vectors):
        assert len({int(id_) % 2 for id_ in group}) == 1


def test_papers_that_are_all_alike_can_be_grouped() -> None:
    papers = [Paper(id=str(n), title="Caches", abstract="We study caches.") for n in range(6)]
    assert sum(map(len, _grouped(papers))) == 6


def test_papers_that_share_nothing_can_be_grouped() -> None:
    papers = [Paper(id=str(n), title=f"w{n}q") for n in range(5)]
    assert sum(map(len, _grouped(papers))) == 5


def _spread(points: NDArray[np.float64]) -> float:
    return float(((points - points.mean(axis=0)) ** 2).sum())


def _by_definition(points: NDArray[np.float64], wanted: int) -> list[list[int]]:
    """Merge the pair of groups whose union adds least to the squares around the means."""
    groups = [[place] for place in range(len(points))]
    while len(groups) > wanted:
        pairs = [(one, other) for one in groups for other in groups if one < other]
        one, other = min(
            pairs, key=lambda it: _spread(points[it[0] + it[1]]) - sum(_spread(points[side]) for side in it)
        )
        groups = [group for group in groups if group not in (one, other)] + [sorted(one + other)]
    return sorted(groups)


def test_groups_are_merged_by_the_least_growth_of_variance() -> None:
    rows = np.random.default_rng(5).normal(size=(20, 3)).astype(np.float32)
    papers = [Paper(id=str(n), title=f"w{n}q", abstract=f"Z{n}k.") for n in range(20)]
    unit = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    apart = unit - unit.mean(axis=0)
    points = (apart / np.linalg.norm(apart, axis=1, keepdims=True)).astype(np.float64)
    groups = _grouped(papers, {str(n): rows[[n]] for n in range(20)})
    assert groups == [[str(n) for n in group] for group in _by_definition(points, len(groups))]


def test_two_hundred_papers_take_less_than_a_second() -> None:
    papers = _random(200)
    vectors = _vectors(papers)
    started = time.process_time()
    _grouped(papers, vectors)
    assert time.process_time() - started < 2  # of all cores together; 0.5 alone
