"""JSON Lines and JSON arrays, whole and broken."""

from __future__ import annotations

import json

import pytest

from assistant.ingest.json_records import looks_like_json, read_json

GOOD = '{"title": "First", "abstract": "One."}'
OTHER = '{"title": "Second"}'


def lines_of(text: str) -> list[tuple[str, int]]:
    return [(paper.title, paper.source.line) for paper in read_json(text, "a.json").papers if paper.source]


def problems_of(text: str) -> list[int]:
    return [problem.line for problem in read_json(text, "a.json").problems]


def test_json_lines_are_read_with_their_line_numbers() -> None:
    assert lines_of(f"{GOOD}\n\n{OTHER}\n") == [("First", 1), ("Second", 3)]


def test_array_is_read_with_the_line_of_each_element() -> None:
    assert lines_of(f"[\n  {GOOD},\n\n  {OTHER}\n]\n") == [("First", 2), ("Second", 4)]


def test_single_object_may_span_lines() -> None:
    assert lines_of(json.dumps(json.loads(GOOD), indent=2)) == [("First", 1)]


@pytest.mark.parametrize(
    "bad",
    ["{", "17", '"text"', "null", "[1]", "{'title': 'x'}", '{"abstract": "x"}', "[" * 100_000, "1" * 5000],
)
def test_bad_line_is_a_problem_and_the_others_are_kept(bad: str) -> None:
    text = f"{GOOD}\n{bad}\n{OTHER}\n"
    assert lines_of(text) == [("First", 1), ("Second", 3)]
    assert problems_of(text) == [2]


@pytest.mark.parametrize("bad", ["17", "null", '{"title": ""}', "[]"])
def test_bad_element_is_a_problem_and_the_others_are_kept(bad: str) -> None:
    text = f"[{GOOD},\n{bad},\n{OTHER}]"
    assert lines_of(text) == [("First", 1), ("Second", 3)]
    assert problems_of(text) == [2]


@pytest.mark.parametrize("end", ["", ",", ', {"title": "Sec', ",\n nonsense]", f"] {GOOD}", ", [[[["])
def test_array_that_breaks_off_keeps_what_came_before(end: str) -> None:
    text = f"[{GOOD}{end}"
    assert lines_of(text) == [("First", 1)]
    assert len(problems_of(text)) == 1


@pytest.mark.parametrize(
    ("text", "suffix", "json"),
    [
        (GOOD, ".txt", True),
        (f"  [ {GOOD}]", ".txt", True),
        ("[]", ".txt", True),
        (f"17\n{GOOD}\n{GOOD}\n", ".txt", True),
        ("anything", ".jsonl", True),
        ("[1] A footnote of a page\n\nDaily Papers", ".txt", False),
        ("title,abstract\na,b", ".csv", False),
    ],
)
def test_json_is_told_by_its_content_before_its_name(text: str, suffix: str, json: bool) -> None:
    assert looks_like_json(text, suffix) is json


def test_escaped_characters_that_cannot_be_stored_are_removed_and_reported() -> None:
    found = read_json('{"title": "A\\u0000B\\ud800"}', "a.json")
    assert found.papers[0].title == "AB"
    assert [problem.line for problem in found.problems] == [1]
