from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

import pytest

from assistant.answer.jobs import AnswerJobs
from assistant.answer.question import check_question
from assistant.errors import ModelError, NotFoundError, QuestionError
from assistant.library import Library
from assistant.schema import (
    Answer,
    AnswerEvent,
    Event,
    StageEvent,
    Statement,
    StatementEvent,
    StoredTurn,
    Thread,
)

STAGE = StageEvent(stage="citing", searched=1, reading=1, citing=1)
SENTENCE = Statement(text="One.", verdict="no_citation")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library") as opened:
        yield opened


class Script:
    """Releases one sentence, waits for ``go``, then finishes or fails."""

    def __init__(self, failure: Exception | None = None) -> None:
        self.go = threading.Event()
        self.calls = 0
        self._failure = failure

    def __call__(self, question: str, thread: Thread, scope: Collection[str] | None) -> Iterator[Event]:
        self.calls += 1
        yield StatementEvent(statement=SENTENCE, stage=STAGE)
        self.go.wait(5)
        if self._failure:
            raise self._failure
        answer = Answer(
            thread_id=thread.id,
            question=question,
            abstained=False,
            writer="w",
            statements=(SENTENCE, SENTENCE),
        )
        yield AnswerEvent(answer=answer)


def _until(library: Library, turn_id: str, wanted: Callable[[StoredTurn], bool]) -> StoredTurn:
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        turn = library.threads.get_turn(turn_id)
        if wanted(turn):
            return turn
        time.sleep(0.01)
    raise AssertionError(library.threads.get_turn(turn_id))


def _jobs(library: Library, script: Script) -> AnswerJobs:
    return AnswerJobs(script, library.threads, check=check_question)


def test_answer_grows_in_the_library_and_is_done(library: Library) -> None:
    script = Script()
    turn = _jobs(library, script).start("What?")
    growing = _until(library, turn.id, lambda stored: len(stored.statements) == 1)
    assert (growing.state, growing.stage) == ("running", STAGE)
    script.go.set()
    done = _until(library, turn.id, lambda stored: stored.state == "done")
    assert done.answer
    assert done.statements == (SENTENCE, SENTENCE)


def test_stop_keeps_what_was_released(library: Library) -> None:
    script = Script()
    jobs = _jobs(library, script)
    turn = jobs.start("What?")
    _until(library, turn.id, lambda stored: len(stored.statements) == 1)
    jobs.stop(turn.id)
    assert library.threads.get_turn(turn.id).state == "stopped"
    script.go.set()
    time.sleep(0.1)
    late = library.threads.get_turn(turn.id)
    assert (late.state, late.statements, late.answer) == ("stopped", (SENTENCE,), None)


def test_failure_is_kept_as_one_sentence(library: Library) -> None:
    script = Script(ModelError("The server is away."))
    script.go.set()
    turn = _jobs(library, script).start("What?")
    failed = _until(library, turn.id, lambda stored: stored.state == "failed")
    assert failed.error == "The server is away."
    assert failed.statements == (SENTENCE,)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_bug_does_not_leave_a_turn_running(library: Library) -> None:
    script = Script(RuntimeError("bug"))
    script.go.set()
    turn = _jobs(library, script).start("What?")
    failed = _until(library, turn.id, lambda stored: stored.state == "failed")
    assert failed.error
    assert "bug" not in failed.error


def test_same_question_twice_is_asked_once(library: Library) -> None:
    script = Script()
    jobs = _jobs(library, script)
    first = jobs.start("What?")
    again = jobs.start("What?", thread_id=first.thread_id)
    assert again.id == first.id
    script.go.set()
    _until(library, first.id, lambda stored: stored.state == "done")
    assert script.calls == 1


def test_other_question_must_wait_for_the_running_one(library: Library) -> None:
    script = Script()
    jobs = _jobs(library, script)
    first = jobs.start("What?")
    with pytest.raises(QuestionError, match="still answering 'What\\?'"):
        jobs.start("Why?", thread_id=first.thread_id)
    script.go.set()
    _until(library, first.id, lambda stored: stored.state == "done")


def test_finished_thread_takes_the_next_question(library: Library) -> None:
    script = Script()
    script.go.set()
    jobs = _jobs(library, script)
    first = jobs.start("What?")
    _until(library, first.id, lambda stored: stored.state == "done")
    second = jobs.start("Why?", thread_id=first.thread_id)
    assert second.thread_id == first.thread_id
    _until(library, second.id, lambda stored: stored.state == "done")


def test_unknown_thread_is_refused(library: Library) -> None:
    with pytest.raises(NotFoundError):
        _jobs(library, Script()).start("What?", thread_id="none")


def test_empty_question_makes_no_thread(library: Library) -> None:
    with pytest.raises(QuestionError):
        _jobs(library, Script()).start("  ")
    assert library.threads.list() == []


def test_close_stops_what_runs(library: Library) -> None:
    script = Script()
    jobs = _jobs(library, script)
    turn = jobs.start("What?")
    _until(library, turn.id, lambda stored: len(stored.statements) == 1)
    script.go.set()
    jobs.close()
    assert library.threads.get_turn(turn.id).state in {"stopped", "done"}


def test_correction_takes_the_place_of_the_sentence_it_mends(library: Library) -> None:
    mended = SENTENCE.model_copy(update={"text": "Mended.", "verdict": "supported"})

    def correcting(*_: object) -> Iterator[Event]:
        yield StatementEvent(statement=SENTENCE, stage=STAGE)
        yield StatementEvent(statement=SENTENCE, stage=STAGE)
        yield StatementEvent(statement=mended, stage=STAGE, replaces=0)
        raise ModelError("The model is gone.")

    jobs = AnswerJobs(correcting, library.threads, check=check_question)
    turn = _until(library, jobs.start("Why?").id, lambda turn: turn.state == "failed")
    assert turn.statements == (mended, SENTENCE)
