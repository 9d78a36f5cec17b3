from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.draft.jobs import INTERRUPTED, DraftJobs, Job
from assistant.errors import DraftError, ModelError, NotFoundError
from assistant.library import Library
from assistant.schema import Draft, DraftEvent, DraftOptions, Outline, Paragraph
from tests.unit.draft.small_drafts import ALPHA, BETA, TOPIC, drafted, outline, said

FIRST = drafted(said("One.", ALPHA))
WHOLE = drafted(said("One.", ALPHA), said("Two.", BETA))


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library") as opened:
        yield opened


@pytest.fixture
def draft_id(library: Library) -> str:
    """A draft that is ready to be written."""
    return library.drafts.create(TOPIC, outline=outline(Eviction="ab"), selected=(ALPHA.id, BETA.id)).id


class Script:
    """Writes a theme, waits for ``go``, then finishes or fails."""

    def __init__(self, failure: Exception | None = None, *, first: Draft = FIRST) -> None:
        self.go = threading.Event()
        self.calls: list[DraftOptions] = []
        self._failure = failure
        self._first = first

    def __call__(
        self, asked: Outline, selected: tuple[str, ...], options: DraftOptions
    ) -> Iterator[DraftEvent]:
        self.calls.append(options)
        yield DraftEvent(stage="reading", total=2, draft=Draft(topic=asked.topic))
        yield DraftEvent(stage="writing", done=1, total=2, draft=self._first)
        self.go.wait(5)
        if self._failure:
            raise self._failure
        yield DraftEvent(stage="writing", done=2, total=2, draft=WHOLE)
        yield DraftEvent(stage="done", done=2, total=2, draft=WHOLE)


def _until(wanted: Callable[[], object]) -> None:
    deadline = time.monotonic() + 5
    while not wanted():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def _begun(jobs: DraftJobs, draft_id: str) -> Job:
    """Start a job and wait until its first theme is written."""
    job = jobs.start(draft_id)
    _until(lambda: job.event and job.event.done == 1)
    return job


def _ended(jobs: DraftJobs, draft_id: str, script: Script) -> Job:
    script.go.set()
    job = jobs.start(draft_id)
    _until(lambda: job.done)
    return job


def _notes(library: Library, draft_id: str) -> list[str]:
    return [version.note for version in library.drafts.get(draft_id).versions]


def test_draft_is_kept_as_a_new_version_once_it_is_done(library: Library, draft_id: str) -> None:
    script = Script()
    job = _ended(DraftJobs(script, library.drafts), draft_id, script)
    assert (job.error, library.drafts.latest(draft_id).draft) == ("", WHOLE)
    assert _notes(library, draft_id) == ["Started", "Written by extractive"]


def test_progress_can_be_seen_while_it_is_written(library: Library, draft_id: str) -> None:
    script = Script()
    jobs = DraftJobs(script, library.drafts)
    job = _begun(jobs, draft_id)
    assert jobs.job(draft_id) is job
    assert job.event
    assert (job.event.total, job.event.draft, job.done, job.error) == (2, FIRST, False, "")
    script.go.set()
    jobs.close()


def test_options_of_the_version_are_those_written_with(library: Library, draft_id: str) -> None:
    library.drafts.save(draft_id, "Longer", options=DraftOptions(length="long"))
    script = Script()
    _ended(DraftJobs(script, library.drafts), draft_id, script)
    assert [it.length for it in script.calls] == ["long"]


def test_stop_keeps_what_is_written(library: Library, draft_id: str) -> None:
    script = Script()
    jobs = DraftJobs(script, library.drafts)
    job = _begun(jobs, draft_id)
    jobs.stop(draft_id)
    script.go.set()
    _until(lambda: job.done)
    kept = library.drafts.latest(draft_id)
    assert kept.draft
    assert (kept.note, kept.draft.incomplete) == ("Stopped before it was complete", True)
    assert kept.draft.paragraphs[0].statements[0] == FIRST.paragraphs[0].statements[0]
    assert job.error == ""


def test_stop_before_anything_is_written_keeps_nothing(library: Library, draft_id: str) -> None:
    script = Script(first=Draft(topic=TOPIC, paragraphs=()))

    def silent(*asked: object) -> Iterator[DraftEvent]:
        script.go.wait(5)
        yield DraftEvent(stage="reading", draft=Draft(topic=TOPIC))
        raise AssertionError("It should have stopped.")

    jobs = DraftJobs(silent, library.drafts)
    job = jobs.start(draft_id)
    jobs.stop(draft_id)
    script.go.set()
    _until(lambda: job.done)
    assert _notes(library, draft_id) == ["Started"]


def test_failure_keeps_what_is_written_and_is_told(library: Library, draft_id: str) -> None:
    script = Script(ModelError("The server is away."))
    job = _ended(DraftJobs(script, library.drafts), draft_id, script)
    kept = library.drafts.latest(draft_id)
    assert kept.draft
    assert (job.error, kept.note) == ("The server is away.", "Incomplete: the writer failed")
    assert (kept.draft.incomplete, kept.draft.paragraphs) == (True, FIRST.paragraphs)


def test_failure_before_anything_is_written_keeps_nothing(library: Library, draft_id: str) -> None:
    script = Script(DraftError("No paper."), first=Draft(topic=TOPIC))
    job = _ended(DraftJobs(script, library.drafts), draft_id, script)
    assert job.error == "No paper."
    assert _notes(library, draft_id) == ["Started"]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_bug_is_told_without_its_words_and_what_is_written_is_kept(library: Library, draft_id: str) -> None:
    script = Script(RuntimeError("bug"))
    job = _ended(DraftJobs(script, library.drafts), draft_id, script)
    assert job.error == INTERRUPTED
    assert _notes(library, draft_id)[-1] == "Incomplete: the writer failed"


def test_draft_deleted_meanwhile_ends_its_job(library: Library, draft_id: str) -> None:
    script = Script()
    jobs = DraftJobs(script, library.drafts)
    job = _begun(jobs, draft_id)
    library.drafts.delete(draft_id)
    script.go.set()
    _until(lambda: job.done)
    assert "No draft has the id" in job.error


def test_starting_twice_is_one_job(library: Library, draft_id: str) -> None:
    script = Script()
    jobs = DraftJobs(script, library.drafts)
    assert _begun(jobs, draft_id) is jobs.start(draft_id)
    script.go.set()
    jobs.close()
    assert len(script.calls) == 1


def test_ended_draft_can_be_written_again(library: Library, draft_id: str) -> None:
    script = Script()
    jobs = DraftJobs(script, library.drafts)
    assert _ended(jobs, draft_id, script) is not _ended(jobs, draft_id, script)
    assert _notes(library, draft_id) == ["Started", "Written by extractive", "Written by extractive"]


def test_drafts_are_written_side_by_side(library: Library, draft_id: str) -> None:
    other = library.drafts.create("Other", outline=outline(Other="a"), selected=(ALPHA.id,)).id
    script = Script()
    jobs = DraftJobs(script, library.drafts)
    assert _begun(jobs, draft_id) is not _begun(jobs, other)
    script.go.set()
    jobs.close()


def test_draft_without_an_outline_cannot_be_written(library: Library) -> None:
    draft = library.drafts.create(TOPIC)
    jobs = DraftJobs(Script(), library.drafts)
    with pytest.raises(DraftError, match="has no outline yet"):
        jobs.start(draft.id)
    assert jobs.job(draft.id) is None


def test_unknown_draft_cannot_be_written(library: Library) -> None:
    jobs = DraftJobs(Script(), library.drafts)
    with pytest.raises(NotFoundError):
        jobs.start("nope")
    jobs.stop("nope")


def test_no_thread_outlives_close(library: Library, draft_id: str) -> None:
    before = set(threading.enumerate())
    other = library.drafts.create("Other", outline=outline(Other="a"), selected=(ALPHA.id,)).id
    script = Script()
    jobs = DraftJobs(script, library.drafts)
    for started in (draft_id, other):
        _begun(jobs, started)
    threading.Timer(0.05, script.go.set).start()
    jobs.close()
    assert {thread for thread in threading.enumerate() if not isinstance(thread, threading.Timer)} <= before
    assert [_notes(library, it)[-1] for it in (draft_id, other)] == ["Stopped before it was complete"] * 2


def test_whole_paragraphs_are_kept_of_a_stopped_draft(library: Library, draft_id: str) -> None:
    two = Draft(topic=TOPIC, paragraphs=(*FIRST.paragraphs, Paragraph(theme="B", statements=(said("Two."),))))
    script = Script(ModelError("Gone."), first=two)
    _ended(DraftJobs(script, library.drafts), draft_id, script)
    kept = library.drafts.latest(draft_id).draft
    assert kept
    assert kept.paragraphs == two.paragraphs
