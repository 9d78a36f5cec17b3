"""Answers written in the background, so that nothing a reader clicks can destroy one."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Collection, Iterator

from assistant.answer.recording import record, thread_for
from assistant.errors import AssistantError, QuestionError
from assistant.library.threads import Threads
from assistant.schema import Event, StoredTurn, Thread

_log = logging.getLogger(__name__)

Stream = Callable[[str, Thread, Collection[str] | None], Iterator[Event]]

CLOSE_SECONDS = 2.0
"""How long closing waits for a running answer; one stuck on a silent server dies with the process."""


class AnswerJobs:
    """Runs answers in threads of their own and keeps them in the library as they grow."""

    def __init__(self, stream: Stream, store: Threads, *, check: Callable[[str], str]) -> None:
        self._stream = stream
        self._store = store
        self._check = check
        self._running: dict[str, _Job] = {}
        self._lock = threading.Lock()

    def start(
        self, question: str, *, thread_id: str | None = None, scope: Collection[str] | None = None
    ) -> StoredTurn:
        """Store the question, begin to answer it in the background and return its turn at once.

        A thread has one running answer: asking the same question again returns the turn that runs.

        Raises:
            QuestionError: The question is empty or too long, or the thread is still answering another one.
            NotFoundError: There is no such thread.
        """
        asked = self._check(question)
        with self._lock:
            thread = thread_for(self._store, thread_id, asked)
            running = next((turn for turn in thread.turns if turn.id in self._running), None)
            if running and running.question == asked:
                return running
            if running:
                raise QuestionError(
                    f"This thread is still answering {running.question!r}; wait or stop it, then ask again."
                )
            turn = self._store.add_turn(thread.id, asked)
            job = _Job(lambda: self._stream(asked, thread, scope), self._store, turn)
            self._running[turn.id] = job
        job.begin(lambda: self._running.pop(turn.id, None))
        return turn

    def stop(self, turn_id: str) -> None:
        """Stop an answer; what has been released stays and the turn reads ``stopped`` at once."""
        job = self._running.pop(turn_id, None)
        if job:
            job.stop()

    def close(self) -> None:
        """Stop every running answer."""
        for turn_id, job in list(self._running.items()):
            self.stop(turn_id)
            job.join(CLOSE_SECONDS)


class _Job:
    """One answer in a thread of its own."""

    def __init__(self, events: Callable[[], Iterator[Event]], store: Threads, turn: StoredTurn) -> None:
        self._events = events
        self._store = store
        self._turn = turn
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None

    def begin(self, done: Callable[[], object]) -> None:
        self._thread = threading.Thread(target=self._run, args=(done,), daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Mark the turn at once: a model that keeps silent would let nobody else do it."""
        self._stopped.set()
        self._store.update_turn(self._turn.id, state="stopped")

    def join(self, seconds: float) -> None:
        if self._thread:
            self._thread.join(seconds)

    def _run(self, done: Callable[[], object]) -> None:
        events = record(self._store, self._turn, self._events())
        try:
            for _ in events:
                if self._stopped.is_set():
                    break
        except AssistantError as failure:
            _log.info("Answer %s failed: %s", self._turn.id, failure)
        finally:
            events.close()
            done()
