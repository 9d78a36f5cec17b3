from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from assistant.errors import IngestError
from assistant.schema import AddReport, Skipped
from ui.views.importing import Import, skipped_rows, summary


def test_import_hands_over_a_file_of_the_uploads_own_name_and_removes_it() -> None:
    seen: list[Path] = []

    def add(file: Path, *, progress: Callable[[int, int], None]) -> AddReport:
        seen.append(file)
        progress(1, 2)
        assert file.read_bytes() == b"content"
        return AddReport(file=file.name, added=("a",))

    job = Import(add, "../../papers.csv", b"content")
    job.wait(5)
    assert (seen[0].name, seen[0].exists()) == ("papers.csv", False)
    assert (job.done, job.total, job.problem) == (1, 2, None)
    assert job.report == AddReport(file="papers.csv", added=("a",))


def test_bad_file_is_told_in_its_own_sentence() -> None:
    def add(file: Path, *, progress: Callable[[int, int], None]) -> AddReport:
        raise IngestError("It is empty.")

    job = Import(add, "a.txt", b"")
    job.wait(5)
    assert (job.problem, job.report) == ("It is empty.", None)


def test_unexpected_failure_is_one_sentence_without_its_details() -> None:
    def add(file: Path, *, progress: Callable[[int, int], None]) -> AddReport:
        raise ZeroDivisionError("secret detail")

    job = Import(add, "a.txt", b"")
    job.wait(5)
    assert job.problem is not None
    assert "secret" not in job.problem


def test_import_runs_beside_the_page() -> None:
    release = threading.Event()

    def add(file: Path, *, progress: Callable[[int, int], None]) -> AddReport:
        release.wait(5)
        return AddReport(file=file.name)

    job = Import(add, "a.txt", b"")
    assert job.running
    release.set()
    job.wait(5)
    assert not job.running


def test_summary_counts_what_was_added_merged_and_left_out() -> None:
    skipped = Skipped(title="T", reason="already here", line=4)
    report = AddReport(file="a.csv", added=("1", "2"), merged=("3",), skipped=(skipped,))
    assert summary(report) == "a.csv: 2 added, 1 merged, 1 left out."
    row = skipped_rows(report.skipped)[0]
    assert (row.key, row.title, row.meta) == ("line 4", "T", "already here")
