"""Drafts written in the background, so that nothing a reader clicks can destroy one."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Protocol, Unpack

from assistant.errors import AssistantError, DraftError
from assistant.library.drafts import DraftChanges
from assistant.schema import Draft, DraftEvent, DraftOptions, DraftVersion, Outline

_log = logging.getLogger(__name__)

CLOSE_SECONDS = 2.0
"""How long closing waits for a draft at work; one stuck on a silent server dies with the process."""

INTERRUPTED = "Writing the draft broke off because of an error in Quotient; write it again."
"""What is told of a draft that a bug ended; the log has it in full."""

Write = Callable[[Outline, tuple[str, ...], DraftOptions], Iterator[DraftEvent]]


class Store(Protocol):
    """Where drafts are kept."""

    def latest(self, draft_id: str) -> DraftVersion:
        """Return the current version of a draft."""
        ...

    def save(self, draft_id: str, note: str, **changes: Unpack[DraftChanges]) -> DraftVersion:
        """Add a version."""
        ...


@dataclass
class Job:
    """A draft at work."""

    event: DraftEvent | None = None
    """The last progress, with what is written so far."""
    error: str = ""
    done: bool = False
    stopped: threading.Event = field(default_factory=threading.Event)
    thread: threading.Thread | None = None


class DraftJobs:
    """Writes drafts in threads of their own; what is written when one is stopped is kept as a version."""

    def __init__(self, write: Write, store: Store) -> None:
        self._write = write
        self._store = store
        self._jobs: dict[str, Job] = {}
        self._lock = threading.Lock()

    def start(self, draft_id: str) -> Job:
        """Begin to write a draft from the outline of its current version; one at work is returned as it is.

        Raises:
            NotFoundError: There is no such draft.
            DraftError: It has no outline yet.
        """
        with self._lock:
            running = self._jobs.get(draft_id)
            if running and not running.done:
                return running
            version = self._store.latest(draft_id)
            if version.outline is None or version.selected is None:
                raise DraftError("The draft has no outline yet; group the selected papers into themes first.")
            job = self._jobs[draft_id] = Job()
            job.thread = threading.Thread(target=self._run, args=(draft_id, version, job), daemon=True)
            job.thread.start()
            return job

    def job(self, draft_id: str) -> Job | None:
        """Return the last job of a draft, at work or ended, if this process had one."""
        return self._jobs.get(draft_id)

    def stop(self, draft_id: str) -> None:
        """Stop writing a draft after the theme at work; what is written is kept."""
        if job := self._jobs.get(draft_id):
            job.stopped.set()

    def close(self) -> None:
        """Stop all drafts at work."""
        jobs = list(self._jobs.values())
        for job in jobs:
            job.stopped.set()
        for job in jobs:
            if job.thread:
                job.thread.join(CLOSE_SECONDS)

    def _run(self, draft_id: str, version: DraftVersion, job: Job) -> None:
        error = INTERRUPTED
        try:
            self._follow(draft_id, version, job)
            error = ""
        except AssistantError as failure:
            _log.info("Draft %s failed: %s", draft_id, failure)
            error = str(failure)
        finally:
            job.error = error
            self._end(draft_id, job)

    def _end(self, draft_id: str, job: Job) -> None:
        """Mark a job as done; what a failed one has written is kept, unless its draft is gone."""
        try:
            if job.error:
                self._keep(draft_id, job, "Incomplete: the writer failed")
        except AssistantError as failure:
            _log.info("Draft %s was not kept: %s", draft_id, failure)
        finally:
            job.done = True

    def _follow(self, draft_id: str, version: DraftVersion, job: Job) -> None:
        if version.outline is None or version.selected is None:
            return
        for event in self._write(version.outline, version.selected, version.options):
            job.event = event
            if event.stage == "done":
                self._store.save(draft_id, f"Written by {event.draft.writer}", draft=event.draft)
            elif job.stopped.is_set():
                self._keep(draft_id, job, "Stopped before it was complete")
                return

    def _keep(self, draft_id: str, job: Job, note: str) -> None:
        """Keep what is written of a draft that ended early."""
        written: Draft | None = job.event.draft if job.event else None
        if written and written.paragraphs:
            self._store.save(draft_id, note, draft=written.model_copy(update={"incomplete": True}))
