from __future__ import annotations

import pytest

from assistant.export.author_names import author_names, family_and_given
from assistant.schema import Paper


@pytest.mark.parametrize(
    ("author", "parts"),
    [
        ("Elias Frantar", ("Frantar", "Elias")),
        ("van der Berg, Anna", ("van der Berg", "Anna")),
        ("Éva Tardos", ("Tardos", "Éva")),
        ("DeepSeek-AI", ("DeepSeek-AI", "")),
        ("王 小明", ("王 小明", "")),
        ("Smith, Bob, Jr.", ("Smith, Bob, Jr.", "")),
        (", Bob", (", Bob", "")),
    ],
)
def test_name_is_taken_apart_only_where_that_is_safe(author: str, parts: tuple[str, str]) -> None:
    assert family_and_given(author) == parts


def test_names_are_lines_and_empty_ones_are_left_out() -> None:
    assert author_names(Paper(id="p1", title="T", authors=("A\nB", " ", "C"))) == ["A B", "C"]
