from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.errors import StoreError
from assistant.library import Library
from assistant.schema import Ingested, Paper

MakePaper = Callable[..., Paper]


@pytest.fixture
def unprivileged() -> Iterator[Path]:
    """A folder that this test may not write, also when the tests are run by the superuser."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o555)
        superuser = os.geteuid() == 0
        if superuser:
            os.seteuid(65534)
        yield folder
        if superuser:
            os.seteuid(0)
        folder.chmod(0o700)


def test_missing_folder_is_made_for_its_owner_only(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "library"
    Library.open(folder).close()
    assert folder.stat().st_mode & 0o777 == 0o700


def test_existing_folder_keeps_its_permissions(tmp_path: Path) -> None:
    folder = tmp_path / "shared"
    folder.mkdir(mode=0o755)
    Library.open(folder).close()
    assert folder.stat().st_mode & 0o777 == 0o755


def test_closed_folder_holds_the_database_and_the_free_lock(tmp_path: Path) -> None:
    Library.open(tmp_path).close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["library.db", "library.lock"]


def test_open_folder_has_a_note_of_its_owner(library: Library) -> None:
    assert (library.folder / "owner.json").exists()


@pytest.mark.parametrize("name", ["library", "library/below", "with space ?#%25é"])
def test_file_in_place_of_the_folder_is_named(tmp_path: Path, name: str) -> None:
    file = tmp_path / name.split("/", maxsplit=1)[0]
    file.write_text("precious", encoding="utf-8")
    with pytest.raises(StoreError, match=r"cannot be made .*; choose another folder"):
        Library.open(tmp_path / name)
    assert file.read_text(encoding="utf-8") == "precious"


def test_folder_with_odd_characters_works(tmp_path: Path, paper: MakePaper) -> None:
    folder = tmp_path / "with space ?mode=ro#%25é"
    with Library.open(folder) as library:
        library.add(Ingested(papers=(paper("T"),)), "f")
    assert (folder / "library.db").exists()
    with Library.open(folder) as library:
        assert library.count() == 1


def test_relative_folder_stays_the_same_after_a_change_of_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "elsewhere").mkdir()
    with Library.open(Path("library")) as library:
        monkeypatch.chdir(tmp_path / "elsewhere")
        library.set_meta("key", "value")
    assert not list((tmp_path / "elsewhere").iterdir())
    assert not (tmp_path / "library" / "owner.json").exists()


def test_unwritable_folder_is_named(unprivileged: Path) -> None:
    with pytest.raises(StoreError, match=r"cannot be locked \(Permission denied\); check its permissions"):
        Library.open(unprivileged)
    with pytest.raises(StoreError, match=r"cannot be made \(Permission denied\); choose another folder"):
        Library.open(unprivileged / "library")


@pytest.mark.parametrize("content", [b"not a database, but long enough to be taken for one " * 9, b"short"])
def test_damaged_database_is_named_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "library.db"
    path.write_bytes(content)
    for _ in range(2):
        with pytest.raises(StoreError, match="is damaged or is not a library; move it away"):
            Library.open(tmp_path, wait=0)
    assert path.read_bytes() == content


def test_folder_in_place_of_the_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "library.db").mkdir()
    with pytest.raises(StoreError, match=r"library\.db' cannot be"):
        Library.open(tmp_path)


def test_named_values_are_kept_and_replaced(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        assert library.get_meta("embedder") is None
        library.set_meta("embedder", "one")
        library.set_meta("embedder", "two")
    with Library.open(tmp_path) as library:
        assert library.get_meta("embedder") == "two"


def test_closing_twice_is_harmless_and_use_afterwards_is_refused(tmp_path: Path) -> None:
    library = Library.open(tmp_path)
    library.close()
    library.close()
    with pytest.raises(StoreError, match="is closed"):
        library.papers()


def test_sound_database_has_no_findings(library: Library) -> None:
    assert library.check() == []
