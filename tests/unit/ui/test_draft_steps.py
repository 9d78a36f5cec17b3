from __future__ import annotations

import time

import pytest

from assistant.errors import DraftError
from assistant.pipeline import Assistant
from assistant.schema import DraftOptions, DraftVersion
from tests.unit.ui.conftest import DRAFT_TOPIC
from ui import draft_steps


def latest(assistant: Assistant, draft_id: str) -> DraftVersion:
    return assistant.drafts.latest(draft_id)


def test_draft_begins_with_the_suggested_papers_selected(assistant: Assistant, begun: str) -> None:
    now = latest(assistant, begun)
    assert (now.number, now.topic) == (1, DRAFT_TOPIC)
    assert now.selected == tuple(one.paper_id for one in now.candidates if one.suggested)
    assert now.selected


def test_topic_that_no_paper_is_about_begins_no_draft(assistant: Assistant) -> None:
    with pytest.raises(DraftError, match="The nearest are"):
        draft_steps.started(assistant, "sourdough")
    assert assistant.drafts.list() == []


def test_another_topic_starts_over_and_the_version_before_stays(assistant: Assistant, grouped: str) -> None:
    draft_steps.searched(assistant, grouped, "attention sparsity")
    now = latest(assistant, grouped)
    assert (now.topic, now.outline) == ("attention sparsity", None)
    assistant.drafts.restore(grouped, now.number - 1)
    assert latest(assistant, grouped).outline is not None


def test_paper_no_longer_selected_leaves_its_theme(assistant: Assistant, grouped: str) -> None:
    before = latest(assistant, grouped)
    assert before.selected
    assert before.outline
    draft_steps.chosen(assistant, grouped, before.selected[1:])
    now = latest(assistant, grouped)
    assert (now.selected, now.note) == (
        before.selected[1:],
        f"Selected {len(before.selected) - 1} papers",
    )
    assert now.outline
    assert set(now.outline.papers) == set(before.outline.papers) - {before.selected[0]}


def test_choice_that_changes_nothing_makes_no_version(assistant: Assistant, begun: str) -> None:
    draft_steps.chosen(assistant, begun, latest(assistant, begun).selected or ())
    assert latest(assistant, begun).number == 1


def test_added_paper_is_listed_first_selected_and_says_who_added_it(assistant: Assistant, begun: str) -> None:
    known = {one.paper_id for one in latest(assistant, begun).candidates}
    other = next(paper for paper in assistant.papers() if paper.id not in known)
    draft_steps.added(assistant, begun, other.id)
    draft_steps.added(assistant, begun, other.id)
    now = latest(assistant, begun)
    assert now.number == 2
    assert now.candidates[0].paper_id == other.id
    assert now.candidates[0].reasons[0] == "added by you"
    assert now.selected
    assert now.selected[0] == other.id


def test_themes_are_renamed_moved_and_given_papers(assistant: Assistant, grouped: str) -> None:
    outline = latest(assistant, grouped).outline
    assert outline
    first, second = outline.themes[0].papers[0], outline.themes[1].papers[0]
    draft_steps.theme_renamed(assistant, grouped, first, "Tensor cores")
    draft_steps.theme_shifted(assistant, grouped, first, 1)
    draft_steps.paper_joined(assistant, grouped, second, first)
    now = latest(assistant, grouped).outline
    assert now
    place = next(n for n, theme in enumerate(now.themes) if theme.title == "Tensor cores")
    assert now.themes[place].papers[-1] == second
    assert "tensor cores" in now.themes[place].purpose
    assert set(now.papers) == set(outline.papers)


def test_paper_is_moved_to_a_new_theme_and_out_of_all(assistant: Assistant, grouped: str) -> None:
    outline = latest(assistant, grouped).outline
    assert outline
    paper = outline.papers[0]
    draft_steps.paper_moved(assistant, grouped, paper, " Of my own ")
    moved = latest(assistant, grouped).outline
    assert moved
    assert (moved.themes[-1].title, moved.themes[-1].papers) == ("Of my own", (paper,))
    draft_steps.paper_moved(assistant, grouped, paper, None)
    left = latest(assistant, grouped)
    assert left.outline
    assert paper not in left.outline.papers
    assert paper in (left.selected or ())


def test_first_theme_can_not_go_up(assistant: Assistant, grouped: str) -> None:
    before = latest(assistant, grouped)
    assert before.outline
    draft_steps.theme_shifted(assistant, grouped, before.outline.papers[0], -1)
    assert latest(assistant, grouped).number == before.number


def test_options_are_kept_once(assistant: Assistant, begun: str) -> None:
    options = DraftOptions(length="short", table=False)
    draft_steps.options_changed(assistant, begun, options)
    draft_steps.options_changed(assistant, begun, options)
    assert (latest(assistant, begun).number, latest(assistant, begun).options) == (2, options)


def test_theme_of_a_draft_without_themes_is_one_sentence(assistant: Assistant, begun: str) -> None:
    with pytest.raises(DraftError, match="no themes yet"):
        draft_steps.theme_renamed(assistant, begun, "any", "New")


def test_text_of_an_unwritten_draft_is_one_sentence(assistant: Assistant, begun: str) -> None:
    with pytest.raises(DraftError, match="no text yet"):
        draft_steps.text_edited(assistant, begun, [("Theme", "Text.")], {})


def test_edited_text_is_checked_and_its_gaps_are_reasoned(assistant: Assistant, written: str) -> None:
    draft = latest(assistant, written).draft
    assert draft
    draft_steps.text_edited(assistant, written, [("Speed", "All of it is 977x faster [1].")], {})
    edited = latest(assistant, written)
    assert edited.draft
    assert edited.draft.paragraphs[0].statements[0].verdict == "number_not_in_source"
    assert not edited.draft.coverage.holds
    bare = [id_ for id_, reason in draft_steps.reasons_of(edited).items() if not reason]
    draft_steps.reasons_given(assistant, written, dict.fromkeys(bare, "told elsewhere"))
    reasoned = latest(assistant, written).draft
    assert reasoned
    assert reasoned.coverage.holds
    assert reasoned.paragraphs == edited.draft.paragraphs


def test_papers_that_are_gone_are_left_out(assistant: Assistant, begun: str) -> None:
    selected = latest(assistant, begun).selected or ()
    assistant.remove(selected[:1])
    assert [paper.id for paper in draft_steps.known_papers(assistant, selected)] == list(selected[1:])


def test_draft_deleted_while_it_is_written_ends_quietly(assistant: Assistant, grouped: str) -> None:
    job = assistant.draft_jobs.start(grouped)
    assistant.drafts.delete(grouped)
    for _ in range(600):
        if job.done:
            break
        time.sleep(0.05)
    assert "No draft has the id" in job.error
