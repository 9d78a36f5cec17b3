"""Adding a file to the library: upload, progress, summary."""

from __future__ import annotations

import logging
import tempfile
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol, cast

import streamlit as st

from assistant.errors import AssistantError
from assistant.resources import resource
from assistant.schema import AddReport, Skipped
from ui import state
from ui.views.notice import show
from ui.views.rows import Row, draw_rows

FILE_TYPES = ("txt", "jsonl", "csv")

SKIPPED_SHOWN = 200

_KEY = "import"
_POLL_SECONDS = 0.3

_log = logging.getLogger(__name__)


class Add(Protocol):
    """Adds a file to the library."""

    def __call__(self, file: Path, *, progress: Callable[[int, int], None]) -> AddReport:
        """Return what changed; raises AssistantError."""
        ...


class Import:
    """One file being added in a thread of its own, so that a click on the page cannot cut it off."""

    def __init__(self, add: Add, name: str, content: bytes) -> None:
        self.name = Path(name).name
        self.done, self.total = 0, 0
        self.report: AddReport | None = None
        self.problem: str | None = None
        self._add = add
        self._content = content
        self._thread = threading.Thread(target=self._run, name="import", daemon=True)
        self._thread.start()

    @property
    def running(self) -> bool:
        """Whether the file is still being added."""
        return self._thread.is_alive()

    def wait(self, seconds: float) -> None:
        """Wait for the end, at most so long."""
        self._thread.join(seconds)

    def _run(self) -> None:
        try:
            # The file keeps its own name, which reports and papers' sources carry.
            with tempfile.TemporaryDirectory(prefix="quotient-") as folder:
                path = Path(folder) / self.name
                path.write_bytes(self._content)
                self.report = self._add(path, progress=self._progress)
        except AssistantError as exc:
            self.problem = str(exc)
        except Exception:  # noqa: BLE001 - the edge of a thread: nobody above would report it
            _log.exception("adding %r failed", self.name)
            self.problem = (
                f"{self.name!r} could not be added; what was added before is safe. The terminal has details."
            )

    def _progress(self, done: int, total: int) -> None:
        self.done, self.total = done, total


def draw_upload() -> None:
    """Draw the field that takes a file, and its button."""
    upload = st.file_uploader(
        "Add a file",
        type=list(FILE_TYPES),
        key="upload",
        help="A saved Daily Papers page (.txt), or title and abstract columns (.jsonl, .csv).",
    )
    if upload is not None and st.button("Add to the library", type="primary", disabled=_busy()):
        _start(upload.name, upload.getvalue())


def draw_outcome() -> None:
    """Draw the progress of the file being added, or what came of the last one."""
    job = _current()
    if job is None:
        return
    if job.running:
        _draw_progress()
    elif job.problem:
        show(job.problem, key="import-problem")
    elif job.report:
        draw_report(job.report)


def draw_sample_button() -> None:
    """Draw the button that adds the papers shipped with Quotient."""
    if st.button("Add the sample library", type="primary", icon=":material/library_add:", disabled=_busy()):
        sample = resource("sample")
        _start(sample.name, sample.read_bytes())
        st.rerun()


def draw_report(report: AddReport) -> None:
    """Draw what an import changed and, in full, what it left out and why."""
    show(summary(report), key="import-done", kind="done")
    if report.skipped:
        with st.expander(f"Left out: {len(report.skipped):,}"):
            draw_rows(skipped_rows(report.skipped[:SKIPPED_SHOWN]), key="left-out", label="Left out, and why")
            if len(report.skipped) > SKIPPED_SHOWN:
                st.caption(f"The first {SKIPPED_SHOWN} are shown.")


def summary(report: AddReport) -> str:
    """Say in one line what an import did."""
    return (
        f"{report.file}: {len(report.added):,} added, {len(report.merged):,} merged, "
        f"{len(report.skipped):,} left out."
    )


def skipped_rows(skipped: Sequence[Skipped]) -> list[Row]:
    """Return the lines that tell what was left out and why."""
    return [
        Row(str(number), one.title[:200], meta=one.reason, key=f"line {one.line}" if one.line else "")
        for number, one in enumerate(skipped)
    ]


def _start(name: str, content: bytes) -> None:
    st.session_state[_KEY] = Import(state.assistant().add, name, content)


def _current() -> Import | None:
    return cast("Import | None", st.session_state.get(_KEY))


def _busy() -> bool:
    job = _current()
    return job is not None and job.running


@st.fragment(run_every=_POLL_SECONDS)
def _draw_progress() -> None:
    job = _current()
    if job is None or not job.running:
        st.rerun()
    share = job.done / job.total if job.total else 0.0
    st.progress(min(share, 1.0), text=f"Adding: {job.done:,} of {job.total:,}" if job.total else "Reading…")
