from __future__ import annotations

import pytest

from assistant.verify.citations import marker_keys, parse_citations


@pytest.mark.parametrize(
    ("markers", "keys"),
    [
        ("[1]", (1,)),
        ("[1, 2]", (1, 2)),
        ("[2-4]", (2, 3, 4)),
        ("[1][2]", (1, 2)),
        ("[1], [1]", (1,)),
        ("[2–3]", (2, 3)),
    ],
)
def test_keys_of_markers(markers: str, keys: tuple[int, ...]) -> None:
    assert marker_keys(markers) == keys


def test_a_huge_range_is_not_spelled_out() -> None:
    assert len(marker_keys("[1-9999]")) < 100


@pytest.mark.parametrize("text", ["It is fast. [1]", "It is fast [1].", "It is fast.[1]", "It is fast [1] ."])
def test_trailing_markers_are_left_out(text: str) -> None:
    cited = parse_citations(text)
    assert (cited.text, cited.keys) == ("It is fast.", (1,))


def test_inner_markers_stay_in_the_text_and_split_it() -> None:
    cited = parse_citations("A is fast [1], and B is small [2].")
    assert cited.text == "A is fast [1], and B is small."
    assert cited.plain == "A is fast, and B is small."
    assert cited.keys == (1, 2)
    assert [(part.text, part.keys) for part in cited.segments] == [
        ("A is fast", (1,)),
        (", and B is small.", (2,)),
    ]


def test_leading_markers_own_what_follows() -> None:
    cited = parse_citations("[1] is fast, while [2] is small.")
    assert [(part.text, part.keys) for part in cited.segments] == [
        ("is fast, while", (1,)),
        ("is small.", (2,)),
    ]


def test_markers_between_are_taken_together() -> None:
    cited = parse_citations("MARLIN [1] is fast and FlexQ [2] is small.")
    assert [part.keys for part in cited.segments] == [(1, 2)]


def test_brackets_of_the_wording_are_no_markers() -> None:
    cited = parse_citations(
        "Gu et al. [2021] proposed S4. [1]", is_wording=lambda piece: piece.endswith("al. [2021]")
    )
    assert (cited.text, cited.keys) == ("Gu et al. [2021] proposed S4.", (1,))


def test_no_markers() -> None:
    cited = parse_citations("It is fast.")
    assert (cited.text, cited.keys) == ("It is fast.", ())
