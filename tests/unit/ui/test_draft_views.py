from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, cast

import pytest

from assistant.draft.versions import Difference
from assistant.schema import (
    Candidate,
    Citation,
    Coverage,
    Draft,
    DraftEvent,
    DraftOptions,
    DraftTheme,
    DraftVersion,
    Missing,
    Outline,
    Paper,
    Paragraph,
    Statement,
    Usage,
    VerdictKind,
)
from ui.pages.draft import furthest
from ui.views.draft_board import board_data
from ui.views.draft_candidates import fitting, list_data
from ui.views.draft_coverage import coverage_line
from ui.views.draft_edit import theme_texts
from ui.views.draft_text import left_behind, meta_line, notes, progress_line, text_data
from ui.views.draft_versions import changed_steps, diff_lines, gathered
from ui.views.starters import starter_topics

CANDIDATES = (
    Candidate(paper_id="a", title="Sparse *decoding*", probability=0.956, suggested=True),
    Candidate(paper_id="b", title="Über caches", probability=0.1, suggested=False, reasons=("lacks words",)),
)
OUTLINE = Outline(
    topic="T",
    themes=(DraftTheme(title="One", papers=("a",)), DraftTheme(title="Two", papers=("b", "c"))),
)


def cite(marker: int = 1, paper_id: str = "a", start: int = 0) -> Citation:
    return Citation(
        marker=marker, paper_id=paper_id, title=f"Title {paper_id}", quote="Q.", start=start, end=start + 2
    )


def said(text: str, *citations: Citation, verdict: VerdictKind = "supported") -> Statement:
    return Statement(text=text, citations=citations, verdict=verdict)


def draft(*paragraphs: Paragraph, **fields: object) -> Draft:
    return Draft.model_validate({"topic": "T", "paragraphs": paragraphs, **fields})


def version(number: int = 1, note: str = "Started", **steps: object) -> DraftVersion:
    known = {"number": number, "created": datetime(2026, 1, 1, tzinfo=UTC), "note": note, "topic": "T"}
    return DraftVersion.model_validate(known | steps)


TEXT = draft(
    Paragraph(theme="One", statements=(said("A.", cite()), said("B.", cite(2, "b")))),
    Paragraph(theme="Two", statements=(said("C.", cite(), cite(2, "b", start=9)),)),
)


@pytest.mark.parametrize(
    ("steps", "writing", "step"),
    [
        ({}, False, "Papers"),
        ({"outline": OUTLINE}, False, "Themes"),
        ({"outline": OUTLINE}, True, "Text"),
        ({"outline": OUTLINE, "draft": TEXT}, False, "Text"),
    ],
)
def test_draft_opens_at_the_furthest_step(steps: dict[str, object], writing: bool, step: str) -> None:
    assert furthest(version().model_copy(update=steps), writing=writing) == step


@pytest.mark.parametrize(
    ("words", "found"), [("", "ab"), ("DECODING sparse", "a"), ("ÜBER", "b"), ("lacks", "b"), ("none", "")]
)
def test_candidates_are_filtered_by_words_of_title_and_reasons(words: str, found: str) -> None:
    assert "".join(one.paper_id for one in fitting(CANDIDATES, words)) == found


def test_candidate_list_keeps_the_choice_beyond_the_filter() -> None:
    data = cast("Any", list_data(CANDIDATES[:1], ("a", "b"), current="a", seen=3))
    assert data["rows"] == [
        {"id": "a", "title": "Sparse *decoding*", "percent": 96, "reasons": "", "suggested": True}
    ]
    assert (data["selected"], data["seen"]) == (["a", "b"], 3)


def test_board_names_themes_by_their_first_paper_and_lists_the_rest() -> None:
    data = cast("Any", board_data(OUTLINE, ("a", "b", "c", "d"), {"a": "Alpha", "d": "Delta"}))
    assert [(theme["id"], theme["title"]) for theme in data["themes"]] == [("a", "One"), ("b", "Two")]
    assert data["themes"][0]["papers"] == [{"id": "a", "title": "Alpha"}]
    assert data["rest"] == [{"id": "d", "title": "Delta"}]


def test_sentences_are_numbered_through_all_sections() -> None:
    sections = cast("Any", text_data(TEXT, None, progress=False))["sections"]
    assert [section["heading"] for section in sections] == ["One", "Two"]
    assert [one["index"] for section in sections for one in section["statements"]] == [0, 1, 2]


def test_each_citation_of_the_opened_quote_is_marked() -> None:
    assert text_data(TEXT, ("a", "abstract", 0, 2), progress=False)["active"] == ["0.0", "2.0"]
    assert text_data(TEXT, ("b", "abstract", 9, 11), progress=False)["active"] == ["2.1"]


@pytest.mark.parametrize(
    ("change", "behind"),
    [
        ({}, False),
        ({"selected": ("a", "b")}, True),
        ({"options": DraftOptions(tone="critical")}, True),
        ({"outline": Outline(topic="T", themes=OUTLINE.themes[:1])}, True),
        ({"outline": None}, False),
    ],
)
def test_text_is_left_behind_by_papers_themes_and_options(change: dict[str, object], behind: bool) -> None:
    text = draft(themes=OUTLINE.themes, coverage=Coverage(selected=("c", "b", "a")))
    now = version(selected=("a", "b", "c"), outline=OUTLINE, draft=text)
    assert left_behind(now.model_copy(update=change)) == behind


def test_text_cut_short_says_so_before_its_warnings_but_not_while_it_grows() -> None:
    cut = draft(incomplete=True, warnings=("Slow.",))
    assert [note[:24] for note in notes(cut)] == ["This draft is incomplete", "Slow."]
    assert text_data(cut, None, progress=True)["notes"] == []


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({"seconds": 1.21}, "Extractive writer, no model · 0 sentences · 1.2 s · local, free"),
        ({"writer": "openai:small", "usage": Usage(cost=0.02)}, "small (openai) · 0 sentences · $0.0200"),
    ],
)
def test_meta_line_names_writer_length_time_and_cost(fields: dict[str, object], line: str) -> None:
    assert meta_line(draft(**fields)) == line


@pytest.mark.parametrize(
    ("event", "line"),
    [
        (None, "Reading the papers…"),
        (DraftEvent(stage="reading", total=2, draft=draft()), "Reading the papers…"),
        (
            DraftEvent(stage="writing", done=1, total=2, draft=TEXT),
            "Writing: 1 of 2 themes, 3 sentences…",
        ),
        (
            DraftEvent(stage="writing", done=2, total=2, draft=TEXT),
            "Setting the figures side by side: 3 sentences written…",
        ),
    ],
)
def test_progress_line_counts_what_was_reached(event: DraftEvent | None, line: str) -> None:
    assert progress_line(event) == line


@pytest.mark.parametrize(
    ("coverage", "failures", "line"),
    [
        (Coverage(selected=("a", "b"), cited=("a", "b")), 0, "✓ 2 of 2 selected papers cited"),
        (
            Coverage(
                selected=("a", "b"),
                cited=("a",),
                missing=(Missing(paper_id="b", title="B", reason="title only"),),
            ),
            0,
            "✓ 1 of 2 selected papers cited",
        ),
        (
            Coverage(
                selected=("a",),
                cited=("x",),
                missing=(Missing(paper_id="a", title="A", reason=""),),
                extraneous=("x",),
            ),
            1,
            "⚠ 0 of 1 selected paper cited, 1 missing without a reason, 1 cited but not selected, "
            "1 sentence failed the check",
        ),
    ],
)
def test_coverage_is_one_line(coverage: Coverage, failures: int, line: str) -> None:
    assert coverage_line(coverage, failures) == line


def test_theme_that_nothing_was_written_on_has_an_empty_field() -> None:
    titled = TEXT.model_copy(update={"themes": (*OUTLINE.themes, DraftTheme(title="Three", papers=("d",)))})
    assert theme_texts(titled) == [("One", "A [1]. B [2]."), ("Two", "C [1][2]."), ("Three", "")]


def test_sections_of_one_title_each_have_a_field() -> None:
    twins = draft(*(Paragraph(theme="One", statements=(said(text, cite()),)) for text in ("A.", "B.")))
    assert theme_texts(twins) == [("One", "A [1]."), ("One", "B [1].")]


def test_runs_of_ticks_are_listed_as_one_version() -> None:
    notes_ = ("Started", "Selected 3 papers", "Selected 4 papers", "Edited the text", "Edited the text")
    versions = [version(number, note) for number, note in enumerate(notes_, start=1)]
    assert [one.number for one in gathered(versions)] == [1, 3, 4, 5]


def test_what_changed_besides_the_text_is_said() -> None:
    before = version(selected=("a",), outline=OUTLINE)
    moved = Outline(
        topic="T", themes=(DraftTheme(title="One", papers=("a", "b")), DraftTheme(title="Two", papers=("c",)))
    )
    after = version(selected=("a", "b"), outline=moved, options=DraftOptions(length="short"))
    assert changed_steps(before, after) == [
        "Selected: 1 paper → 2 papers",
        "Options: medium, neutral, with table, English → short, neutral, with table, English",
        "Themes: papers moved",
    ]
    assert changed_steps(after, version(topic="U", selected=("a", "b"), options=after.options)) == [
        "Topic: T → U",
        "Themes: One; Two → none",
    ]


def test_difference_shows_changes_with_one_line_around_and_counts_the_others() -> None:
    same = [Difference("same", str(number)) for number in range(5)]
    lines = diff_lines([*same, Difference("removed", "old"), Difference("added", "new"), *same])
    assert [(line["change"], line["text"]) for line in lines] == [
        ("gap", "4 lines unchanged"),
        ("same", "4"),
        ("removed", "old"),
        ("added", "new"),
        ("same", "0"),
        ("gap", "4 lines unchanged"),
    ]


def test_topics_to_begin_with_are_shared_by_titles_of_readable_papers() -> None:
    titles = ["Swift sparse decoding", "On sparse decoding", "Deep optics"]
    papers = [Paper(id=title, title=title, abstract="Text.") for title in titles]
    assert starter_topics(papers) == ["sparse decoding"]
    assert starter_topics([paper.model_copy(update={"abstract": None}) for paper in papers]) == []
