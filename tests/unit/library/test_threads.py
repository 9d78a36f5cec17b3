from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assistant.errors import NotFoundError
from assistant.library import Library
from assistant.library.threads import INTERRUPTED, TurnChanges
from assistant.schema import Answer, Citation, EvidenceItem, StageEvent, Statement, StoredTurn, TurnState

CITED = Statement(
    text="It is 2.8$\\times$ faster.",
    verdict="supported",
    citations=(Citation(marker=1, paper_id="p", title="T", quote="2.8×", start=3, end=7),),
)
DOUBTED = Statement(text="It is best.", verdict="no_citation", reasons=("no citation",))


def an_answer(thread_id: str) -> Answer:
    return Answer(
        thread_id=thread_id,
        question="How fast?",
        abstained=False,
        writer="extractive",
        statements=(CITED, DOUBTED),
        evidence=(EvidenceItem(key=1, paper_id="p", title="T", cited=True),),
        seconds=0.25,
    )


@pytest.fixture
def turn(library: Library) -> StoredTurn:
    return library.threads.add_turn(library.threads.create("Speed").id, "How fast?")


def test_new_thread_is_empty_and_dated(library: Library) -> None:
    thread = library.threads.create("Speed")
    assert library.threads.get(thread.id) == thread
    assert (thread.title, thread.turns) == ("Speed", ())
    assert datetime.now(UTC) - thread.created < timedelta(minutes=1)


def test_new_turn_is_running_and_stored(library: Library, turn: StoredTurn) -> None:
    assert (turn.state, turn.question, turn.position, turn.statements) == ("running", "How fast?", 1, ())
    assert library.threads.get_turn(turn.id) == turn


def test_turns_come_in_the_order_of_asking(library: Library, turn: StoredTurn) -> None:
    later = [library.threads.add_turn(turn.thread_id, f"Question {number}") for number in range(2, 5)]
    assert library.threads.get(turn.thread_id).turns == (turn, *later)
    assert [it.position for it in later] == [2, 3, 4]


def test_thread_with_the_latest_question_is_listed_first(library: Library) -> None:
    old, new = library.threads.create("Old"), library.threads.create("New")
    assert [it.title for it in library.threads.list()] == ["New", "Old"]
    library.threads.add_turn(old.id, "More?")
    assert [it.title for it in library.threads.list()] == ["Old", "New"]
    assert library.threads.list()[1] == new


@pytest.mark.parametrize(
    "changes",
    [
        {"state": "stopped"},
        {"stage": StageEvent(stage="reading", searched=75, reading=8)},
        {"statements": (CITED, DOUBTED)},
        {"error": "The server is down."},
    ],
)
def test_update_changes_only_what_it_names(library: Library, turn: StoredTurn, changes: TurnChanges) -> None:
    library.threads.update_turn(turn.id, **changes)
    assert library.threads.get_turn(turn.id) == turn.model_copy(update=dict(changes))


def test_updates_add_up(library: Library, turn: StoredTurn) -> None:
    library.threads.update_turn(turn.id, statements=(CITED,), state=None)
    library.threads.update_turn(turn.id, state="incomplete", statements=None, error="Cut.")
    stored = library.threads.get_turn(turn.id)
    assert (stored.statements, stored.state, stored.error) == ((CITED,), "incomplete", "Cut.")


@pytest.mark.parametrize("end", ["done", "incomplete", "stopped", "failed"])
def test_ended_turn_is_left_as_it_is(library: Library, turn: StoredTurn, end: TurnState) -> None:
    library.threads.update_turn(turn.id, statements=(CITED,), state=end)
    ended = library.threads.get_turn(turn.id)
    library.threads.update_turn(turn.id, state="running", statements=(CITED, DOUBTED), error="Late.")
    assert library.threads.get_turn(turn.id) == ended


def test_answer_comes_back_whole_and_brings_its_statements(library: Library, turn: StoredTurn) -> None:
    library.threads.update_turn(turn.id, statements=(CITED,))
    library.threads.update_turn(turn.id, state="done", answer=an_answer(turn.thread_id))
    stored = library.threads.get_turn(turn.id)
    assert stored.answer == an_answer(turn.thread_id)
    assert stored.statements == (CITED, DOUBTED)


def test_empty_update_changes_nothing(library: Library, turn: StoredTurn) -> None:
    library.threads.update_turn(turn.id)
    assert library.threads.get_turn(turn.id) == turn


def test_renamed_thread_keeps_its_turns(library: Library, turn: StoredTurn) -> None:
    library.threads.rename(turn.thread_id, "Faster")
    thread = library.threads.get(turn.thread_id)
    assert (thread.title, thread.turns) == ("Faster", (turn,))


def test_deleted_thread_takes_its_turns_along(library: Library, turn: StoredTurn) -> None:
    library.threads.delete(turn.thread_id)
    assert library.threads.list() == []
    with pytest.raises(NotFoundError):
        library.threads.get_turn(turn.id)


def test_deleted_turn_leaves_the_others(library: Library, turn: StoredTurn) -> None:
    second = library.threads.add_turn(turn.thread_id, "And then?")
    library.threads.delete_turn(turn.id)
    assert library.threads.get(turn.thread_id).turns == (second,)
    assert library.threads.add_turn(turn.thread_id, "Last?").position == 3


def test_unknown_ids_are_named(library: Library) -> None:
    threads = library.threads
    with pytest.raises(NotFoundError, match="No thread has the id 'nope'"):
        threads.get("nope")
    with pytest.raises(NotFoundError, match="No thread has the id 'nope'"):
        threads.rename("nope", "Title")
    with pytest.raises(NotFoundError, match="No thread has the id 'nope'"):
        threads.delete("nope")
    with pytest.raises(NotFoundError, match="No thread has the id 'nope'"):
        threads.add_turn("nope", "Why?")
    with pytest.raises(NotFoundError, match="No turn has the id 'nope'"):
        threads.get_turn("nope")
    with pytest.raises(NotFoundError, match="No turn has the id 'nope'"):
        threads.update_turn("nope", state="done")
    with pytest.raises(NotFoundError, match="No turn has the id 'nope'"):
        threads.delete_turn("nope")


def test_turn_left_running_is_failed_on_opening_and_keeps_its_statements(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        thread = library.threads.create("Speed")
        left, done = (library.threads.add_turn(thread.id, question) for question in ("One?", "Two?"))
        library.threads.update_turn(left.id, statements=(CITED,))
        library.threads.update_turn(done.id, state="done")
    with Library.open(tmp_path) as library:
        first, second = library.threads.get(thread.id).turns
    assert (first.state, first.error, first.statements) == ("failed", INTERRUPTED, (CITED,))
    assert (second.state, second.error) == ("done", None)
