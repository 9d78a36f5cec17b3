"""Files that are refused before they are read as text."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from assistant.errors import IngestError
from assistant.ingest.files import load
from assistant.ingest.limits import LARGEST_FILE


def refusal(path: Path) -> str:
    with pytest.raises(IngestError) as caught:
        load(path)
    return str(caught.value)


def test_content_comes_back_unchanged(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xff some\r\nbytes")
    assert load(tmp_path / "a.txt") == b"\xff some\r\nbytes"


def test_missing_file_is_named(tmp_path: Path) -> None:
    assert refusal(tmp_path / "gone.csv").startswith(f"There is no file {str(tmp_path / 'gone.csv')!r}: ")


def test_folder_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path).startswith(f"{tmp_path.name!r} is a folder: expected a text file")


def test_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "'pipe' is a device or a pipe" in refusal(tmp_path / "pipe")


@pytest.mark.parametrize("content", [b"", b" \r\n\t\n"])
def test_empty_file_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(content)
    assert "'a.txt' is empty" in refusal(tmp_path / "a.txt")


def test_huge_file_is_refused_at_once(tmp_path: Path) -> None:
    with (tmp_path / "huge.csv").open("wb") as huge:
        huge.truncate(200 * 1024**2)
    started = time.perf_counter()
    assert refusal(tmp_path / "huge.csv").startswith("'huge.csv' is 200 MB: expected at most 64 MB")
    assert time.perf_counter() - started < 1


def test_largest_allowed_file_is_read(tmp_path: Path) -> None:
    with (tmp_path / "large.txt").open("wb") as large:
        large.write(b"x")
        large.truncate(LARGEST_FILE)
    assert len(load(tmp_path / "large.txt")) == LARGEST_FILE


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (b"%PDF-1.7 ...", "a PDF"),
        (b"PK\x03\x04...", "a zip archive"),
        (b"\x1f\x8b\x08...", "compressed with gzip"),
        (b"SQLite format 3\x00", "an SQLite database"),
        (b"\n <!DOCTYPE html><title>", "an HTML page"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>", "an XML file"),
        (b"@article{doe2025,", "a BibTeX file"),
        (b"TY  - JOUR\n", "a RIS file"),
    ],
)
def test_format_that_is_not_read_is_named(content: bytes, named: str, tmp_path: Path) -> None:
    (tmp_path / "a.dat").write_bytes(content)
    assert f"'a.dat' is {named}" in refusal(tmp_path / "a.dat")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_unreadable_file_is_refused_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"text")
    (tmp_path / "a.txt").chmod(0)
    assert "'a.txt' cannot be read (Permission denied)" in refusal(tmp_path / "a.txt")


def test_file_behind_a_file_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"text")
    assert "'b.txt' cannot be read (Not a directory)" in refusal(tmp_path / "a.txt" / "b.txt")


def test_circle_of_links_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    assert "'a' cannot be read" in refusal(tmp_path / "a")


def test_control_characters_of_a_name_do_not_reach_the_message(tmp_path: Path) -> None:
    (tmp_path / "a\x1b[31m.txt").write_bytes(b"")
    assert "\x1b" not in refusal(tmp_path / "a\x1b[31m.txt")


def test_impossible_name_is_refused() -> None:
    assert "cannot be read (embedded null byte)" in refusal(Path("a\0b"))
