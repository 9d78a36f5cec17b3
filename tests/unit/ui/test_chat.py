from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from assistant.errors import ModelError
from assistant.models.scripted import ScriptedWriter
from assistant.pipeline import Assistant
from assistant.schema import StoredTurn, WriteRequest
from assistant.server import sharing
from assistant.settings import Settings

Find = Callable[[AppTest, str], list[dict[str, Any]]]

QUESTION = "How much faster is Swift than the baseline?"


def _script() -> None:
    from ui.pages import chat  # noqa: PLC0415  # the script is run from its source text alone
    from ui.views.notice import show_notice  # noqa: PLC0415

    chat.page()
    show_notice()


def _open(thread_id: str | None = None) -> AppTest:
    page = AppTest.from_function(_script, default_timeout=30)
    if thread_id:
        page.query_params["thread"] = thread_id
    return page.run()


def _finished(assistant: Assistant) -> StoredTurn:
    """Wait for the newest turn of the newest thread."""
    for _ in range(200):
        turn = assistant.threads.get(assistant.threads.list()[0].id).turns[-1]
        if turn.state != "running":
            return turn
        time.sleep(0.05)
    raise AssertionError("the answer did not end")


def test_empty_library_offers_the_sample(empty: Assistant) -> None:
    page = _open()
    assert not page.exception
    assert [button.label for button in page.button] == ["Add the sample library"]


def test_empty_chat_offers_questions_that_the_library_can_answer(shelf: Assistant, drawn: Find) -> None:
    rows = drawn(_open(), "rows")[0]["rows"]
    assert "What does Swift achieve?" in [row["title"] for row in rows]


def test_asking_answers_in_the_background_and_names_the_thread_in_the_address(
    shelf: Assistant, drawn: Find
) -> None:
    page = _open()
    page.chat_input[0].set_value(QUESTION).run()
    turn = _finished(shelf)
    assert page.query_params["thread"] == turn.thread_id
    page.run()
    answer = drawn(page, "turn")[0]
    assert answer["question"] == QUESTION
    assert answer["paragraphs"][0][0]["chips"][0]["marker"] == 1
    assert not page.exception


def test_reopened_thread_is_drawn_from_the_library(shelf: Assistant, drawn: Find) -> None:
    answer = shelf.ask(QUESTION)
    page = _open(answer.thread_id)
    assert drawn(page, "turn")[0]["paragraphs"][0][0]["mark"] == ""
    assert drawn(page, "rows")[0]["rows"][0]["title"] == answer.statements[0].citations[0].title


def test_unknown_thread_in_the_address_is_one_sentence(shelf: Assistant, drawn: Find) -> None:
    page = _open("no-such-thread")
    assert drawn(page, "notice")[0]["text"] == "That chat is not in this library any more."
    assert not page.exception
    assert "thread" not in page.query_params


@pytest.mark.parametrize("question", ["?!", "x" * 100_000])
def test_question_that_cannot_be_asked_is_one_sentence(shelf: Assistant, drawn: Find, question: str) -> None:
    page = _open()
    page.chat_input[0].set_value(question).run()
    assert len(drawn(page, "notice")) == 1
    assert shelf.threads.list() == []


def test_failed_answer_shows_its_sentence_and_can_be_retried(
    tmp_path: Path, papers_file: Path, drawn: Find
) -> None:
    writer = ScriptedWriter(
        [[ModelError("The model server is down; start it and retry.")], "No source here."]
    )
    with Assistant.open(tmp_path / "library", settings=Settings(), writer=writer) as opened, sharing(opened):
        opened.add(papers_file)
        turn = opened.jobs.start("What is Swift?")
        _finished(opened)
        page = _open(turn.thread_id)
        assert drawn(page, "turn")[0]["error"] == "The model server is down; start it and retry."
        next(button for button in page.button if button.label == "Retry").click().run()
        retried = _finished(opened)
        assert retried.id != turn.id
        assert [one.id for one in opened.threads.get(turn.thread_id).turns] == [retried.id]


def test_running_answer_can_be_stopped_and_blocks_the_next_question(
    tmp_path: Path, papers_file: Path, drawn: Find
) -> None:
    def slow(request: WriteRequest) -> Iterator[str]:
        yield "Memory falls by 31% at equal quality [1]. "
        time.sleep(3)
        yield "Never shown [1]."

    writer = ScriptedWriter(slow)
    with Assistant.open(tmp_path / "library", settings=Settings(), writer=writer) as opened, sharing(opened):
        opened.add(papers_file)
        turn = opened.jobs.start("How far does memory fall with sparse experts?")
        time.sleep(1)
        page = _open(turn.thread_id)
        assert page.chat_input[0].disabled
        assert drawn(page, "turn")[0]["stage"]
        next(button for button in page.button if button.label == "Stop").click().run()
        assert opened.threads.get_turn(turn.id).state == "stopped"
        assert not _open(turn.thread_id).chat_input[0].disabled


def _confirm(page: AppTest, choice: str) -> None:
    """Press the button of an open dialog; a test run redraws the whole page, so it has to be opened again."""
    page.menu_button[0].set_value(choice)
    next(button for button in page.button if button.label == choice).click().run()


def test_whole_chat_or_one_answer_is_exported(shelf: Assistant) -> None:
    thread = shelf.ask(QUESTION).thread_id
    shelf.ask("What does Swift achieve?", thread_id=thread)
    page = _open(thread)
    (chosen,) = [box for box in page.selectbox if box.label == "What"]
    assert chosen.options == ["Whole chat", "Answer 1", "Answer 2"]
    chosen.select_index(2).run()
    names = [button.proto.id for button in page.get("download_button")]
    assert any("-2.tex" in name for name in names)
    assert not page.exception


def test_thread_can_be_renamed(shelf: Assistant) -> None:
    thread_id = shelf.ask(QUESTION).thread_id
    page = _open(thread_id)
    page.menu_button[0].set_value("Rename").run()
    page.text_input[0].set_value("Kernels")
    _confirm(page, "Rename")
    assert shelf.threads.get(thread_id).title == "Kernels"


def test_thread_can_be_deleted_after_a_confirmation(shelf: Assistant) -> None:
    page = _open(shelf.ask(QUESTION).thread_id)
    page.menu_button[0].set_value("Delete").run()
    assert len(shelf.threads.list()) == 1
    _confirm(page, "Delete")
    assert shelf.threads.list() == []
