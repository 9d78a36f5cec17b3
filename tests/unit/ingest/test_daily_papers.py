"""The sample page, and pages that differ from it as other saved pages do."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.errors import IngestError
from assistant.ingest.daily_papers import read_daily_papers, read_page
from assistant.ingest.page_layout import lay_out
from assistant.schema import Ingested
from assistant.text.sentences import split_sentences

Lay = Callable[..., str]
Pairs = list[tuple[str, str]]


def texts(found: Ingested) -> list[tuple[str, str | None]]:
    return [(paper.title, paper.abstract) for paper in found.papers]


def read(text: str) -> Ingested:
    return read_daily_papers(text, "page.txt")


def halves(abstract: str, rng: random.Random) -> tuple[str, str]:
    start = rng.choice(split_sentences(abstract)[1:]).start
    return abstract[:start].rstrip(), abstract[start:]


def test_sample_holds_75_papers_with_text_identical_to_its_lines(sample_text: str, pairs: Pairs) -> None:
    found = read(sample_text)
    assert len(found.papers) == 75
    assert texts(found) == pairs
    assert found.problems == ()


def test_every_paper_knows_its_line_and_date(sample_text: str) -> None:
    lines = sample_text.split("\n")
    for paper in read(sample_text).papers:
        assert paper.source is not None
        assert lines[paper.source.line - 1] == paper.title
        assert paper.date == "Oct 6"


@pytest.mark.parametrize(
    "header",
    [
        (),
        ("2025-10-06",),
        ("Hugging Face", "Models", "Datasets", "Log In", "Trending Papers", "Fri, Nov 21"),
        ("Papers We Liked", "Picked every morning, delivered to your inbox", "Week 41, 2025"),
        ("new", "Subscribe", "Daily Papers"),
    ],
)
def test_any_header_is_dropped(header: tuple[str, ...], pairs: Pairs, lay: Lay) -> None:
    found = read(lay(pairs, header=header))
    assert texts(found) == pairs
    assert found.problems == ()


@pytest.mark.parametrize("gap", ["\n", "\n\n\n\n", "\n \t \n"])
def test_blank_lines_between_paragraphs_may_be_any_number(gap: str, pairs: Pairs, lay: Lay) -> None:
    assert texts(read(lay(pairs, gap=gap))) == pairs


def test_title_without_an_abstract_is_kept_wherever_it_stands(pairs: Pairs, lay: Lay) -> None:
    for missing in range(0, len(pairs), 5):
        papers = [(t,) if i == missing else (t, a) for i, (t, a) in enumerate(pairs)]
        expected = [(t, None if i == missing else a) for i, (t, a) in enumerate(pairs)]
        assert texts(read(lay(papers))) == expected


def test_abstract_without_a_title_is_a_problem_and_joins_no_other_paper(pairs: Pairs, lay: Lay) -> None:
    for missing in range(0, len(pairs), 5):
        papers = [(a,) if i == missing else (t, a) for i, (t, a) in enumerate(pairs)]
        found = read(lay(papers))
        assert texts(found) == [pair for i, pair in enumerate(pairs) if i != missing]
        assert [problem.text[:50] for problem in found.problems] == [pairs[missing][1][:50]]


@pytest.mark.parametrize("seed", range(5))
def test_abstract_in_two_paragraphs_is_joined_with_the_blank_line(seed: int, pairs: Pairs, lay: Lay) -> None:
    rng = random.Random(seed)
    papers = [(title, *halves(abstract, rng)) for title, abstract in pairs]
    assert texts(read(lay(papers))) == [(title, f"{first}\n\n{second}") for title, first, second in papers]


def test_abstract_broken_at_a_column_is_one_abstract(pairs: Pairs, lay: Lay) -> None:
    wrapped = [
        (
            title,
            "first line of it is short\nand it goes on in lower case\nto the end of the last sentence of it. "
            + a,
        )
        for title, a in pairs
    ]
    assert texts(read(lay(wrapped))) == [(title, text) for title, text in wrapped]


def test_each_date_dates_the_papers_below_it(pairs: Pairs, lay: Lay) -> None:
    page = (
        lay(pairs[:2]) + lay(pairs[2:4], header=["Oct 5"]) + lay(pairs[4:6], header=["Sat, 4 October 2025"])
    )
    dates = [paper.date for paper in read(page).papers]
    assert dates == ["Oct 6", "Oct 6", "Oct 5", "Oct 5", "Sat, 4 October 2025", "Sat, 4 October 2025"]


def test_trailing_title_is_a_paper_without_an_abstract(pairs: Pairs, lay: Lay) -> None:
    found = read(lay(pairs, footer=["A Last Title Whose Abstract Was Cut Off"]))
    assert texts(found) == [*pairs, ("A Last Title Whose Abstract Was Cut Off", None)]


def test_counts_submitters_and_footers_are_dropped(pairs: Pairs, lay: Lay) -> None:
    papers = [
        ("Submitted by", "Some One", str(n), t, "· 12 authors", a, f"{n} comments")
        for n, (t, a) in enumerate(pairs)
    ]
    found = read(lay(papers, footer=["Previous", "Next", "© 2025 Somebody", "TOS", "Privacy", "About"]))
    assert texts(found) == pairs
    assert found.problems == ()


@pytest.mark.parametrize("below_abstract", [False, True])
def test_author_line_becomes_the_authors(below_abstract: bool, pairs: Pairs, lay: Lay) -> None:
    names = "Jane Doe, John Q. Smith, Li Wei"
    papers = [(t, a, names) if below_abstract else (t, names, a) for t, a in pairs]
    found = read(lay(papers))
    assert texts(found) == pairs
    assert {paper.authors for paper in found.papers} == {("Jane Doe", "John Q. Smith", "Li Wei")}


def test_single_author_is_told_by_the_author_lists_of_the_page(pairs: Pairs, lay: Lay) -> None:
    first, second, *_ = pairs
    found = read(lay([(first[0], "Jane Doe, Li Wei", first[1]), (second[0], "Ada Lovelace", second[1])]))
    assert [paper.authors for paper in found.papers] == [("Jane Doe", "Li Wei"), ("Ada Lovelace",)]


def test_short_title_above_an_abstract_is_a_title(pairs: Pairs, lay: Lay) -> None:
    papers = [("Kimi Linear", pairs[0][1]), pairs[1]]
    assert texts(read(lay(papers))) == papers


def test_short_line_that_could_be_anything_is_reported_with_its_line(pairs: Pairs, lay: Lay) -> None:
    found = read(lay([pairs[0], ("Kimi Linear",), pairs[1]]))
    assert texts(found) == pairs[:2]
    [problem] = found.problems
    assert (problem.line, problem.text) == (15, "Kimi Linear")


def test_title_like_line_above_the_first_date_is_reported(pairs: Pairs, lay: Lay) -> None:
    found = read(lay(pairs[:3], header=["Scaling Laws: An Unusual Title on Top", "Oct 6"]))
    assert texts(found) == pairs[:3]
    assert [problem.line for problem in found.problems] == [1]


def test_overlong_text_is_reported_and_its_title_kept(pairs: Pairs, lay: Lay) -> None:
    found = read(lay([pairs[0], ("A Title With Too Much Text", "word " * 50_000)]))
    assert texts(found) == [pairs[0], ("A Title With Too Much Text", None)]
    assert "too long" in found.problems[0].reason


@pytest.mark.parametrize(
    "text",
    [
        "A Page of Titles and Nothing Else\n\nAnother Title of the Same Kind\n",
        "import os\n\n\ndef main(path: str) -> None:\n    for name in os.listdir(path):\n        use(name)\n",
        "# Notes About All That We Tried\n\n- " + "We tried many things. " * 12,
    ],
)  # fmt: skip
def test_text_that_is_no_page_of_papers_is_refused(text: str) -> None:
    with pytest.raises(IngestError, match=r"'page\.txt' (holds no abstracts|does not look like papers)"):
        read(text)


LINES = st.sampled_from(
    [
        "", "Oct 6", "2025-10-05", "12", "Submitted by", "akhaliq", "Jane Doe, Li Wei", "Ada Lovelace",
        "A Title of Some Length: With a Colon", "Is this one a title or a question?", "Kimi Linear", "x",
        "We show that it works.", "It is fast. " * 30, "word " * 100, "It goes on\nand on\nand on for long.",
        "  An Indented Title of a Paper  ", "© Somebody", "Load more", "\u2028", "Daily Papers", "Subscribe",
    ]
)  # fmt: skip


@settings(max_examples=300)
@given(st.lists(LINES | st.text(max_size=30), max_size=40))
def test_every_line_is_in_a_paper_or_furniture_or_a_problem(lines: list[str]) -> None:
    text = "\n".join(lines)
    page = read_page(text)
    drafts = [(draft.title, *draft.abstract) for draft in page.drafts]
    parts = [line for draft in drafts for line in draft] + page.furniture + page.people
    understood = [number for part in parts for number in range(part.number, part.last + 1)]
    reported = {problem.line for problem in page.problems.kept}
    filled = {number for number, line in enumerate(text.split("\n"), start=1) if line.strip()}
    wrapped = {line.number: line.last for line in lay_out(text)}
    reported |= {inner for number in reported for inner in range(number, wrapped[number] + 1)}
    assert len(understood) == len(set(understood))
    assert not set(understood) & reported
    assert set(understood) | reported == filled
