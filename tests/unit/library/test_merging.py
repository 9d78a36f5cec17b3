from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.library.merging import Replacement, decide, filled, title_key, without_repeats
from assistant.schema import Paper, Skipped, Source

MakePaper = Callable[..., Paper]


def test_bare_title_has_its_key_as_id(paper: MakePaper) -> None:
    assert paper("A Title", None).id == title_key("A Title")


def test_title_key_ignores_spelling() -> None:
    assert title_key("2.8$\\times$ Faster  Attention") == title_key("2.8× faster attention")


def test_empty_fields_are_filled_and_others_kept(paper: MakePaper) -> None:
    old = paper("T", authors=("Ada",), year=None, doi=None)
    new = paper("T", authors=("Grace",), year=2024, doi="10.1/x", urls=("https://example.org",))
    merged = filled(old, new)
    assert (merged.authors, merged.year, merged.doi) == (("Ada",), 2024, "10.1/x")
    assert merged.urls == ("https://example.org",)


def test_filling_never_touches_text_or_flags(paper: MakePaper) -> None:
    bare = paper("A title", None, flags=("title only",))
    whole = paper("A  Title", "Text.", flags=())
    merged = filled(whole, bare)
    assert (merged.id, merged.title, merged.abstract, merged.flags) == (whole.id, "A  Title", "Text.", ())


def test_unknown_paper_is_new(paper: MakePaper) -> None:
    new = paper("T")
    assert decide(new, []) == new


def test_other_abstract_under_the_same_title_is_new(paper: MakePaper) -> None:
    new = paper("T", "Second version.")
    assert decide(new, [paper("T", "First version.")]) == new


def test_known_paper_without_news_is_skipped(paper: MakePaper) -> None:
    known = paper("T", year=2024)
    assert decide(paper("T"), [known]) == Skipped(title="T", reason="already in the library")


def test_known_paper_that_brings_a_field_is_merged(paper: MakePaper) -> None:
    known = paper("T")
    assert decide(paper("T", year=2024), [known]) == Replacement(known.id, paper("T", year=2024))


def test_bare_title_of_a_known_abstract_is_skipped_with_its_line(paper: MakePaper) -> None:
    bare = paper("t", None, source=Source(format="list", file="a.txt", line=7))
    expected = Skipped(title="t", reason="already in the library with its abstract", line=7)
    assert decide(bare, [paper("T")]) == expected


def test_abstract_replaces_a_bare_title_and_keeps_its_fields(paper: MakePaper) -> None:
    bare, whole = paper("T", None, year=2024), paper("T", "At last.")
    assert decide(whole, [bare]) == Replacement(bare.id, paper("T", "At last.", year=2024))


def test_same_paper_wins_over_a_bare_title(paper: MakePaper) -> None:
    whole = paper("T", "At last.")
    assert isinstance(decide(whole, [paper("T", None), whole]), Skipped)


@pytest.mark.parametrize("bare_first", [True, False])
def test_bare_title_repeats_the_abstract_of_its_own_file(paper: MakePaper, *, bare_first: bool) -> None:
    bare, whole = paper("T", None), paper("T", "Text.")
    kept, skipped = without_repeats([bare, whole] if bare_first else [whole, bare])
    assert kept == [whole]
    assert skipped == [Skipped(title="T", reason="repeated in this file")]


def test_repeat_in_a_file_still_gives_its_fields(paper: MakePaper) -> None:
    kept, skipped = without_repeats([paper("T"), paper("U"), paper("T", year=2024)])
    assert kept == [paper("T", year=2024), paper("U")]
    assert [it.reason for it in skipped] == ["repeated in this file"]
