from __future__ import annotations

import pytest

from assistant.draft.naming import UNNAMED, named
from assistant.schema import Paper
from assistant.text.words import content_words


def _paper(title: str, abstract: str = "") -> Paper:
    return Paper(id=title, title=title, abstract=abstract or None)


EVICTION = [
    _paper("Token eviction made greedy", "We study token eviction. It is greedy."),
    _paper("A policy", "Our token eviction keeps the recent entries."),
]
GRADIENTS = [
    _paper("Gradient sharding", "It shards gradient buffers."),
    _paper("On gradient buffers", "Merging gradient buffers saves memory."),
]
LONE = [_paper("Wavelet denoising", "We denoise birdsong by wavelet denoising.")]
MIXED = [
    _paper("Speculative decoding", "Speculative decoding drafts tokens."),
    _paper("Weather forecasting", "Weather forecasting needs wind."),
]


def test_group_is_named_after_the_term_its_papers_share() -> None:
    assert named([EVICTION, GRADIENTS], "memory") == ["Token eviction", "Gradient buffers"]


def test_term_that_others_hold_too_is_passed_over_for_one_that_they_do_not() -> None:
    abstract = "We study gradient buffers. It rests on block sparsity."
    ours = [
        _paper("Gradient buffers", abstract),
        _paper("On gradient buffers", f"{abstract} We keep block sparsity."),
    ]
    others = [_paper(f"Notes {n}", "We do gradient buffers.") for n in range(8)]
    assert named([ours], "speed") == ["Gradient buffers"]
    assert named([ours, others], "speed")[0] == "Block sparsity"


def test_words_of_the_topic_name_nothing() -> None:
    for title in named([EVICTION, GRADIENTS], "token eviction"):
        assert "eviction" not in title.lower()


def test_paper_alone_is_named_after_its_title() -> None:
    assert named([EVICTION, LONE], "memory")[1] == "Wavelet denoising"


def test_papers_that_share_nothing_are_named_after_two_of_them() -> None:
    assert named([MIXED], "memory") == ["Speculative decoding and weather forecasting"]


def test_term_names_one_group_only() -> None:
    titles = named([EVICTION, EVICTION, EVICTION], "memory")
    assert len(set(titles)) == 3


def test_groups_without_any_term_have_different_titles() -> None:
    bare = [_paper("Results", "We show results.")]
    assert named([bare, bare, bare], "memory") == [UNNAMED, f"{UNNAMED} 2", f"{UNNAMED} 3"]


def test_no_group_has_no_title() -> None:
    assert named([], "memory") == []


def test_title_begins_with_a_capital() -> None:
    assert all(title[0].isupper() for title in named([EVICTION, GRADIENTS, LONE, MIXED], "memory"))


@pytest.mark.parametrize("hostile", ["$x$ {a} \\textbf", "100% <b> & #", "[3] caches\nof keys", "», «", "?"])
def test_hostile_title_is_named_or_not_but_breaks_nothing(hostile: str) -> None:
    (title,) = named([[_paper(hostile), _paper(f"{hostile}?", hostile)]], "memory")
    assert not set("${}\\<>&#\n[]%") & set(title)


def test_every_word_of_a_title_occurs_in_its_group(papers: list[Paper]) -> None:
    groups = [papers[place : place + 5] for place in range(0, len(papers), 5)]
    for title, group in zip(named(groups, "models"), groups, strict=True):
        held = set(content_words(" ".join(f"{paper.title}. {paper.abstract}" for paper in group)))
        assert set(content_words(title.replace(" and ", " "))) <= held


def test_no_title_of_the_sample_stands_twice(papers: list[Paper]) -> None:
    titles = named([papers[place : place + 3] for place in range(0, len(papers), 3)], "models")
    assert len(set(titles)) == len(titles) == 25


def test_names_are_the_same_twice(papers: list[Paper]) -> None:
    groups = [papers[:6], papers[6:12], papers[12:20]]
    assert named(groups, "models") == named(groups, "models")
