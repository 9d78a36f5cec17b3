"""CSV and TSV tables, whole and broken."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import IngestError
from assistant.ingest.tables import find_delimiter, read_table


def read(text: str) -> tuple[list[tuple[str, str | None, int]], list[int]]:
    found = read_table(text, "a.csv", delimiter=",")
    papers = [(paper.title, paper.abstract, paper.source.line) for paper in found.papers if paper.source]
    return papers, [problem.line for problem in found.problems]


@pytest.mark.parametrize(
    ("header", "suffix", "delimiter"),
    [
        ("title,abstract", ".txt", ","),
        ("Title\tAbstract", ".txt", "\t"),
        ("id;Paper Title;Summary", ".txt", ";"),
        ('"title"|"abstract"', ".txt", "|"),
        ("title", ".csv", ","),
        ("title", ".txt", None),
        ("Daily Papers", ".txt", None),
    ],
)
def test_table_is_told_by_its_header(header: str, suffix: str, delimiter: str | None) -> None:
    assert find_delimiter(f"{header}\nx\n", f"a{suffix}") == delimiter


def test_table_without_a_title_column_is_refused() -> None:
    with pytest.raises(IngestError, match=r"'a\.csv' names no title column"):
        find_delimiter("query,relevance\n1,2\n", "a.csv")


def test_rows_are_read_with_their_first_line() -> None:
    text = 'title,abstract\nFirst,"One,\n""two"""\n\nSecond,\n'
    assert read(text) == ([("First", 'One,\n"two"', 2), ("Second", None, 5)], [])


def test_missing_abstract_column_is_reported_and_titles_are_kept() -> None:
    assert read("title,year\nFirst,2024\n") == ([("First", None, 2)], [1])


@pytest.mark.parametrize("bad", [",no title", "a,b,c", '"x" y,b'])
def test_bad_row_is_a_problem_and_the_others_are_kept(bad: str) -> None:
    papers, problems = read(f"title,abstract\nFirst,One\n{bad}\nSecond,Two\n")
    assert papers == [("First", "One", 2), ("Second", "Two", 4)]
    assert problems == [3]


def test_quote_that_never_ends_costs_one_row_only() -> None:
    papers, problems = read('title,abstract\nFirst,One\n"Broken,Two\nThird,Three\nFourth,Four\n')
    assert papers == [("First", "One", 2), ("Third", "Three", 4), ("Fourth", "Four", 5)]
    assert problems == [3]


def test_table_of_broken_quotes_is_given_up_in_bounded_time() -> None:
    _, problems = read("title,abstract\n" + '"a,b\n"x" y,"\n' * 5000)
    assert len(problems) < 100


def test_row_with_too_few_cells_is_kept() -> None:
    assert read("title,abstract,year\nFirst\n") == ([("First", None, 2)], [])


CELLS = st.text(st.characters(codec="utf-8", exclude_categories=["C"]) | st.just("\n")).map(str.strip)


@given(st.lists(st.tuples(CELLS.filter(bool), CELLS), min_size=1))
def test_any_table_written_by_the_csv_module_comes_back(rows: list[tuple[str, str]]) -> None:
    written = io.StringIO(newline="")
    csv.writer(written, lineterminator="\n").writerows([("title", "abstract"), *rows])
    papers, problems = read(written.getvalue())
    assert [(title, abstract or "") for title, abstract, _ in papers] == rows
    assert problems == []
