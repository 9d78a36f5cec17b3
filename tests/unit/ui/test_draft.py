from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from assistant.draft.jobs import DraftJobs
from assistant.errors import ModelError
from assistant.pipeline import Assistant
from assistant.schema import DraftEvent, DraftOptions, Outline
from assistant.server import sharing
from tests.unit.ui.conftest import DRAFT_TOPIC
from ui import draft_steps

Find = Callable[[AppTest, str], list[dict[str, Any]]]


def _script() -> None:
    from ui.pages import draft  # noqa: PLC0415  # the script is run from its source text alone
    from ui.views.notice import show_notice  # noqa: PLC0415

    draft.page()
    show_notice()


def _open(**query: str) -> AppTest:
    page = AppTest.from_function(_script, default_timeout=60)
    for name, value in query.items():
        page.query_params[name] = value
    return page.run()


def _press(page: AppTest, label: str) -> AppTest:
    next(button for button in page.button if button.label == label).click().run()
    assert not page.exception
    return page


@pytest.fixture
def shared(assistant: Assistant) -> Iterator[Assistant]:
    with sharing(assistant):
        yield assistant


def test_empty_library_offers_the_sample(empty: Assistant) -> None:
    assert [button.label for button in _open().button] == ["Add the sample library"]


def test_topic_leads_to_candidates_and_an_address(shared: Assistant, drawn: Find) -> None:
    page = _open()
    page.text_input[0].set_value(DRAFT_TOPIC)
    _press(page, "Find papers")
    (draft,) = shared.drafts.list()
    assert page.query_params["draft"] == draft.id
    candidates = drawn(page, "draft_candidates")[0]
    assert candidates["rows"][0]["suggested"]
    assert candidates["rows"][0]["id"] in candidates["selected"]


def test_topic_that_no_paper_is_about_is_one_sentence_with_the_nearest(
    shared: Assistant, drawn: Find
) -> None:
    page = _open()
    page.text_input[0].set_value("sourdough")
    _press(page, "Find papers")
    (notice,) = drawn(page, "notice")
    assert notice["text"].startswith("Nothing in your library is about 'sourdough'.")
    assert "The nearest are" in notice["text"]


def test_library_offers_topics_and_lists_its_drafts(shared: Assistant, grouped: str, drawn: Find) -> None:
    topics, drafts = drawn(_open(), "rows")
    assert topics["label"] == "Topics"
    assert [(row["id"], row["title"]) for row in drafts["rows"]] == [(grouped, DRAFT_TOPIC)]


def test_draft_that_is_gone_is_one_sentence(shared: Assistant, drawn: Find) -> None:
    page = _open(draft="0000")
    assert drawn(page, "notice")[0]["text"] == "That draft is not in this library any more."
    assert not page.exception


def test_choices_for_all_and_none_spare_what_the_filter_hides(
    shared: Assistant, begun: str, drawn: Find
) -> None:
    page = _open(draft=begun)
    page.text_input(key="filter").set_value("FlexQ").run()
    assert len(drawn(page, "draft_candidates")[0]["rows"]) == 1
    before = shared.drafts.latest(begun).selected or ()
    _press(page, "Select none")
    assert len(shared.drafts.latest(begun).selected or ()) == len(before) - 1
    _press(page, "As suggested")
    assert shared.drafts.latest(begun).selected == before


def test_missing_paper_is_found_by_searching(shared: Assistant, begun: str, drawn: Find) -> None:
    known = {one.paper_id for one in shared.drafts.latest(begun).candidates}
    other = next(paper for paper in shared.papers() if paper.id not in known)
    page = _open(draft=begun)
    page.text_input(key="draft-search").set_value(other.title).run()
    assert drawn(page, "rows")[0]["rows"][0]["id"] == other.id


def test_selected_papers_are_grouped_into_themes(shared: Assistant, begun: str, drawn: Find) -> None:
    page = _press(_open(draft=begun), "Group into themes")
    outline = shared.drafts.latest(begun).outline
    assert outline
    assert [theme["title"] for theme in drawn(page, "draft_board")[0]["themes"]] == [
        theme.title for theme in outline.themes
    ]


@pytest.mark.parametrize("step", ["Themes", "Text"])
def test_step_that_is_not_reached_leads_back(shared: Assistant, begun: str, drawn: Find, step: str) -> None:
    page = _open(draft=begun, step=step)
    _press(page, "Select papers")
    assert drawn(page, "draft_candidates")


def test_options_are_kept_as_a_version(shared: Assistant, grouped: str) -> None:
    page = _open(draft=grouped)
    page.toggle(key="draft-table").set_value(False).run()
    page.button_group(key="draft-length").set_value("short").run()
    assert shared.drafts.latest(grouped).options == DraftOptions(length="short", table=False)
    assert "Language" not in [field.label for field in page.text_input]


def test_written_draft_shows_sections_coverage_and_figures(
    shared: Assistant, written: str, drawn: Find
) -> None:
    page = _open(draft=written)
    assert drawn(page, "draft_text")[0]["sections"][0]["statements"][0]["chips"]
    assert page.expander[0].label.startswith("✓ 10 of 10 selected papers cited")
    assert drawn(page, "table")[0]["rows"]


def test_edited_text_is_checked_and_becomes_a_version(shared: Assistant, written: str, drawn: Find) -> None:
    page = _open(draft=written)
    page.toggle(key=f"edit-{written}").set_value(True).run()
    page.text_area[0].set_value("All of it is 977x faster [1].")
    _press(page, "Check and keep")
    assert drawn(page, "draft_text")[0]["sections"][0]["statements"][0]["mark"] == "number not in source"
    assert shared.drafts.latest(written).note == "Edited the text"
    assert "failed the check" in page.expander[0].label


def test_text_that_its_themes_have_left_behind_says_so(shared: Assistant, written: str) -> None:
    assert "Write anew" not in [button.label for button in _open(draft=written).button]
    outline = shared.drafts.latest(written).outline
    assert outline
    draft_steps.theme_renamed(shared, written, outline.papers[0], "Another name")
    page = _open(draft=written, step="Text")
    assert any(line.value.startswith("Papers, themes or options have changed") for line in page.caption)
    _press(page, "Write anew")
    job = shared.draft_jobs.job(written)
    assert job
    assert job.thread
    job.thread.join(60)
    draft = shared.drafts.latest(written).draft
    assert draft
    assert "Another name" in [paragraph.theme for paragraph in draft.paragraphs]


def test_reason_for_a_missing_paper_is_kept(shared: Assistant, written: str) -> None:
    draft = shared.drafts.latest(written).draft
    assert draft
    texts = [(one.theme, "") for one in draft.paragraphs[:1]]
    rest = [(one.theme, " ".join(s.text for s in one.statements)) for one in draft.paragraphs[1:]]
    draft_steps.text_edited(shared, written, [*texts, *rest], {})
    page = _open(draft=written)
    for field in [one for one in page.text_input if one.label.startswith("Why paper")]:
        field.set_value("told elsewhere")
    _press(page, "Keep reasons")
    kept = shared.drafts.latest(written).draft
    assert kept
    assert kept.coverage.holds


def test_quote_named_in_the_address_is_opened_beside_the_text(
    shared: Assistant, written: str, drawn: Find
) -> None:
    draft = shared.drafts.latest(written).draft
    assert draft
    cited = draft.paragraphs[0].statements[0].citations[0]
    page = _open(draft=written, quote=f"{cited.paper_id}.{cited.field}.{cited.start}-{cited.end}")
    marked = [part["text"] for part in drawn(page, "paper")[0]["abstract"] if part["mark"]]
    assert marked == [cited.quote]
    assert "0.0" in drawn(page, "draft_text")[0]["active"]


@pytest.mark.parametrize("known", [True, False])
def test_paper_named_in_the_address_is_opened(
    shared: Assistant, grouped: str, drawn: Find, known: bool
) -> None:
    paper = shared.papers()[0]
    page = _open(draft=grouped, paper=paper.id if known else "0000")
    assert len(drawn(page, "paper")) == known
    assert [it["text"] for it in drawn(page, "notice")] == (
        [] if known else ["That paper is not in this library any more."]
    )


def test_versions_are_listed_compared_and_restored(shared: Assistant, written: str, drawn: Find) -> None:
    draft_steps.text_edited(shared, written, [("Speed", "All of it is 977x faster [1].")], {})
    page = _open(draft=written, step="Versions")
    assert [row["id"] for row in drawn(page, "rows")[0]["rows"]] == ["4", "3", "2", "1"]
    lines = drawn(page, "draft_diff")[0]["lines"]
    assert {line["change"] for line in lines} == {"added", "removed"}
    page.session_state["draft-version"] = 3
    _press(page.run(), "Restore version 3")
    versions = shared.drafts.get(written).versions
    assert versions[-1].draft == versions[2].draft


def test_all_drafts_are_one_press_away(shared: Assistant, grouped: str) -> None:
    page = _open(draft=grouped)
    _press(page, "All drafts")
    assert "draft" not in page.query_params


class _Held:
    """Writes the first theme, waits, and goes on when it is let."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self.reached, self.go = threading.Event(), threading.Event()

    def __call__(
        self, outline: Outline, selected: tuple[str, ...], options: DraftOptions
    ) -> Iterator[DraftEvent]:
        for event in self._assistant.drafting.stream(outline, selected, options):
            yield event
            if event.done == 1:
                self.reached.set()
                self.go.wait(60)


def test_draft_shows_its_stage_while_it_is_written_and_keeps_what_is_done_when_stopped(
    shared: Assistant, grouped: str, drawn: Find
) -> None:
    held = _Held(shared)
    shared.draft_jobs = DraftJobs(held, shared.drafts)
    page = _open(draft=grouped)
    _press(page, "Write draft")
    assert held.reached.wait(60)
    page.run()
    assert page.get("progress")[0].proto.text.startswith("Writing: 1 of ")
    assert len(drawn(page, "draft_text")[0]["sections"]) == 2
    _press(page, "Stop")
    held.go.set()
    job = shared.draft_jobs.job(grouped)
    assert job
    assert job.thread
    job.thread.join(60)
    page.run()
    assert drawn(page, "draft_text")[0]["notes"]
    assert shared.drafts.latest(grouped).note == "Stopped before it was complete"


def test_failure_of_the_writer_is_one_sentence(shared: Assistant, grouped: str, drawn: Find) -> None:
    def fail(*_: object) -> Iterator[DraftEvent]:
        raise ModelError("The model server did not answer; start it and try again.")

    shared.draft_jobs = DraftJobs(fail, shared.drafts)
    thread = shared.draft_jobs.start(grouped).thread
    assert thread
    thread.join(60)
    page = _open(draft=grouped, step="Text")
    assert drawn(page, "notice")[0]["text"].startswith("The model server did not answer")
    assert not page.exception
