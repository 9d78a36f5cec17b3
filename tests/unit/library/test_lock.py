from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from assistant.errors import LockedError
from assistant.library import Library
from assistant.library.lock import FolderLock, read_owner

ROOT = Path(__file__).parents[3]

HOLDER = """
import sys
from pathlib import Path
from assistant.library.lock import FolderLock
lock = FolderLock(Path(sys.argv[1]), command="quotient app")
lock.acquire(5)
if len(sys.argv) > 2:
    lock.announce(sys.argv[2])
print("held", flush=True)
sys.stdin.read()
lock.release()
"""


@contextmanager
def another_process(folder: Path, *address: str) -> Generator[subprocess.Popen[str], None, None]:
    """Hold ``folder`` from a second process, until its standard input is closed."""
    command = [sys.executable, "-c", HOLDER, str(folder), *address]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        try:
            yield process
        finally:
            process.kill()


def test_refusal_names_the_holder_and_what_to_do(tmp_path: Path) -> None:
    with another_process(tmp_path) as holder, pytest.raises(LockedError) as refusal:
        Library.open(tmp_path, wait=0)
    message = str(refusal.value)
    assert f"in use by `quotient app` (process {holder.pid} on " in message
    assert message.endswith("; close it or choose another folder.")
    assert repr(str(tmp_path)) in message


def test_refusal_gives_the_address_when_it_is_known(tmp_path: Path) -> None:
    with another_process(tmp_path, "http://127.0.0.1:8501"), pytest.raises(LockedError) as refusal:
        Library.open(tmp_path, wait=0)
    assert "; use it at http://127.0.0.1:8501, close it or choose another folder." in str(refusal.value)


def test_refusal_without_a_readable_note_still_says_what_to_do(tmp_path: Path) -> None:
    with another_process(tmp_path):
        (tmp_path / "owner.json").write_text("{half a no", encoding="utf-8")
        with pytest.raises(LockedError, match="in use by another process; close it"):
            Library.open(tmp_path, wait=0)


def test_refused_folder_stays_as_it_was(tmp_path: Path) -> None:
    with another_process(tmp_path):
        before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
        with pytest.raises(LockedError):
            Library.open(tmp_path, wait=0)
        assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_folder_is_refused_within_one_process_too(tmp_path: Path) -> None:
    with Library.open(tmp_path, command="first"), pytest.raises(LockedError, match=f"process {os.getpid()} "):
        Library.open(tmp_path, wait=0)


def test_waiting_ends_as_soon_as_the_holder_leaves(tmp_path: Path) -> None:
    with another_process(tmp_path) as holder, ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(Library.open, tmp_path, wait=30)
        time.sleep(0.3)
        assert not waiting.done()
        assert holder.stdin is not None
        holder.stdin.close()
        waiting.result(timeout=10).close()


def test_lock_dies_with_a_killed_process(tmp_path: Path) -> None:
    with another_process(tmp_path) as holder:
        os.kill(holder.pid, signal.SIGKILL)
        holder.wait()
    assert (tmp_path / "owner.json").exists()
    with Library.open(tmp_path, command="next", wait=0):
        owner = read_owner(tmp_path)
        assert owner is not None
        assert (owner.command, owner.pid) == ("next", os.getpid())


def test_released_folder_has_no_owner(tmp_path: Path) -> None:
    lock = FolderLock(tmp_path, command="test")
    lock.acquire(0)
    lock.release()
    lock.release()
    assert read_owner(tmp_path) is None


def test_release_of_a_lock_never_held_leaves_the_holders_note(tmp_path: Path) -> None:
    with another_process(tmp_path) as holder:
        FolderLock(tmp_path, command="test").release()
        owner = read_owner(tmp_path)
    assert owner is not None
    assert owner.pid == holder.pid


def test_announced_address_is_noted(tmp_path: Path) -> None:
    with Library.open(tmp_path, command="app") as library:
        library.announce("http://127.0.0.1:8501")
        owner = read_owner(tmp_path)
    assert owner is not None
    assert (owner.command, owner.address) == ("app", "http://127.0.0.1:8501")
