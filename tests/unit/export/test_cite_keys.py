from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.export.cite_keys import cite_keys
from assistant.schema import Paper


def paper(title: str, *authors: str, year: int | None = 2024, id_: str = "p1") -> Paper:
    return Paper(id=id_, title=title, authors=authors, year=year)


@pytest.mark.parametrize(
    ("given_paper", "key"),
    [
        (paper("The MARLIN Kernels", "Elias Frantar", "Dan Alistarh"), "frantar2024marlin"),
        (paper("A Survey", "Gödel, Kurt"), "godel2024survey"),
        (paper("On Sparsity", "van der Berg, Anna"), "vanderberg2024sparsity"),
        (paper("H_2O: Heavy-Hitter Oracle", "Łukasz Müller Jr."), "muller2024h2o"),
        (paper("Fast KV Caches", "李明"), "fast2024kv"),
        (paper("Mixed-Precision Inference", year=None), "mixedprecision"),
        (paper("模型"), "paper2024"),
        (paper("a" * 99, "b" * 99), f"{'b' * 40}2024{'a' * 40}"),
    ],
)
def test_key_is_author_year_and_first_telling_word(given_paper: Paper, key: str) -> None:
    assert cite_keys([given_paper]) == {"p1": key}


def test_papers_that_share_a_key_get_letters_whatever_their_order() -> None:
    papers = [paper(f"Pruning {n}", "A. Smith", id_=f"p{n}") for n in range(3)]
    keys = cite_keys(papers)
    assert keys == {f"p{n}": f"smith2024pruning{letter}" for n, letter in enumerate("abc")}
    assert cite_keys(papers[::-1]) == keys
    assert cite_keys([*papers, *papers]) == keys


def test_letter_never_makes_the_key_of_another_paper() -> None:
    papers = [
        paper("Data", "A. Li", id_="p1"),
        paper("Data", "B. Li", id_="p2"),
        paper("Dataa", "C. Li", id_="p3"),
    ]
    assert cite_keys(papers) == {"p1": "li2024datab", "p2": "li2024datac", "p3": "li2024dataa"}


@given(st.lists(st.tuples(st.text(max_size=12), st.text(max_size=12), st.none() | st.integers(1900, 2100))))
def test_keys_are_ascii_unique_and_never_empty(fields: list[tuple[str, str, int | None]]) -> None:
    papers = [paper(title, author, year=year, id_=str(n)) for n, (title, author, year) in enumerate(fields)]
    keys = list(cite_keys(papers).values())
    assert len({*keys}) == len(keys) == len(papers)
    assert all(key.isascii() and key.isalnum() for key in keys)
