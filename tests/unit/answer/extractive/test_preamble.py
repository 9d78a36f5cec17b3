from __future__ import annotations

import pytest

from assistant.answer.extractive.preamble import REPORT, without_preamble


@pytest.mark.parametrize(
    "lead",
    [
        "In this paper, ",
        "However, ",
        "To this end, ",
        "In contrast, ",
        "To address this challenge, ",
        "Building on this insight, ",
        "(2) ",
        "1) ",
        "First, ",
        "Moreover, in this work, ",
        "In order to solve these issues of memory, ",
    ],
)
def test_link_to_what_comes_before_goes(lead: str) -> None:
    assert without_preamble(f"{lead}we evict 5 entries.") == "we evict 5 entries."


def test_aim_to_close_a_gap_goes() -> None:
    assert without_preamble("It is a cache, to bridge this gap.") == "It is a cache."


@pytest.mark.parametrize(
    "text",
    [
        "Caches grow.",
        "To reduce memory, we evict entries.",
        "2.5x fewer entries are kept.",
        "100 GPUs are used.",
        "Andromeda evicts entries.",
        "Butterfly kernels are fast.",
        "Instead of entries, we evict blocks.",
        "In addition to memory, we save time.",
        "In contrast to others, we evict blocks.",
        "Besides speed, we save memory.",
        "Overall performance grows.",
    ],
)
def test_what_says_something_stays(text: str) -> None:
    assert without_preamble(text) == text


def test_aim_that_points_back_goes() -> None:
    assert without_preamble("We propose a cache to address these issues.") == "We propose a cache."


def test_reference_of_the_paper_itself_goes() -> None:
    assert without_preamble("It builds on S4 [3, 12] and on caches [4].") == "It builds on S4 and on caches."


def test_paper_in_the_middle_goes() -> None:
    assert without_preamble("We propose, in this paper, a cache.") == "We propose a cache."


@pytest.mark.parametrize(
    ("text", "on", "shown"),
    [
        ("Extensive experiments show that it is fast.", None, "it is fast."),
        ("Our results on GPUs demonstrate that it is fast.", " on GPUs", "it is fast."),
        ("The evaluation confirms Alpha is fast.", None, "Alpha is fast."),
        ("Experiments show our method reduces cost.", None, "our method reduces cost."),
    ],
)
def test_report_ends_where_begins_what_is_shown(text: str, on: str | None, shown: str) -> None:
    found = REPORT.match(text)
    assert found
    assert (found["on"], text[found.end() :]) == (on, shown)


@pytest.mark.parametrize(
    "text",
    [
        "Results show 3x speedup.",
        "Results show large gains over all.",
        "Experiments are many.",
        "We show that it is fast.",
    ],
)
def test_other_sentences_are_no_reports(text: str) -> None:
    assert REPORT.match(text) is None
