from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.text.people import family_name, spoken_of


@pytest.mark.parametrize(
    ("author", "family"),
    [
        ("Guangxuan Xiao", "Xiao"),
        ("Xiao, Guangxuan", "Xiao"),
        ("van der Berg, Jan", "van der Berg"),
        ("Martin Luther King Jr.", "King"),
        ("King Jr., Martin", "King"),
        ("Henry Ford II", "Ford"),
        ("Plato", "Plato"),
        ("李 明", "明"),
        ("李明", "李明"),
        ("Ольга Петрова", "Петрова"),
        ("Jürgen Groß-Müller", "Groß-Müller"),
        ("J. R. R. Tolkien", "Tolkien"),
        ("  Ada   Lovelace ", "Lovelace"),
        ("", ""),
        (" , ", ""),
        ("Jr.", ""),
    ],
)
def test_family_name_is_found_in_either_order(author: str, family: str) -> None:
    assert family_name(author) == family


@pytest.mark.parametrize(
    ("authors", "told"),
    [
        ([], ""),
        (["Ann Author"], "Author"),
        (["Ann Author", "Bo Writer"], "Author and Writer"),
        (["Ann Author", "Bo Writer", "Cy Third"], "Author et al."),
        (["", "Bo Writer"], "Writer"),
        (["", " "], ""),
    ],
)
def test_up_to_two_authors_are_named(authors: Sequence[str], told: str) -> None:
    assert spoken_of(authors) == told
