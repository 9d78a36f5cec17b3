"""Embedding in the background."""

from __future__ import annotations

import logging
import threading
import time
from typing import Protocol

from assistant.errors import AssistantError

logger = logging.getLogger(__name__)

_CLOSE_SECONDS = 5.0


class SyncsVectors(Protocol):
    """What the worker drives."""

    def sync_vectors(self, *, stop: threading.Event | None = None) -> None:
        """Give every paper its vectors, until ``stop`` is set."""
        ...

    def warm_up(self) -> None:
        """Load what the first search needs."""
        ...


class IndexWorker:
    """Keeps the vectors in step with the library from a background thread, once it is started.

    A failure ends the round and is kept in ``error`` until the next round; ``wake`` starts one.
    """

    def __init__(self, index: SyncsVectors) -> None:
        self._index = index
        self._stop = threading.Event()
        self._state = threading.Condition()
        self._asked = 0
        self._answered = 0
        self._thread: threading.Thread | None = None
        self.error: AssistantError | None = None

    def start(self) -> None:
        """Start the thread, unless it runs; it works on each ``wake``."""
        with self._state:
            if self._thread is None:
                # A daemon, so that a program that forgets to stop it still ends; nothing committed is lost.
                self._thread = threading.Thread(target=self._run, name="quotient-index", daemon=True)
                self._thread.start()

    def wake(self) -> None:
        """Ask for a round after the current one; returns at once, and does nothing before ``start``."""
        with self._state:
            if self._thread is not None:
                self._asked += 1
                self._state.notify_all()

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until every round asked for has ended; say whether that was so within ``timeout`` seconds."""
        with self._state:
            return self._state.wait_for(lambda: self._answered == self._asked, timeout)

    def stop(self) -> None:
        """End the thread after the batch at work, within about a second; it cannot be started again.

        A thread that waits for a silent server is left to end with the process.
        """
        self._stop.set()
        with self._state:
            thread = self._thread
            self._state.notify_all()
        if thread is not None:
            thread.join(_CLOSE_SECONDS)

    def _run(self) -> None:
        try:
            while not self._stop.is_set():
                self._work()
        finally:
            # Nobody waits for a thread that has ended, whatever ended it.
            with self._state:
                self._thread = None
                self._answered = self._asked
                self._state.notify_all()

    def _work(self) -> None:
        with self._state:
            self._state.wait_for(lambda: self._stop.is_set() or self._answered < self._asked)
            asked = self._asked
        self._round()
        with self._state:
            self._answered = asked
            self._state.notify_all()

    def _round(self) -> None:
        if self._stop.is_set():
            return
        self.error = None
        started = time.monotonic()
        try:
            self._index.sync_vectors(stop=self._stop)
            if not self._stop.is_set():
                self._index.warm_up()
        except AssistantError as exc:
            logger.warning("Embedding stopped after %.1f s: %s", time.monotonic() - started, exc)
            self.error = exc
