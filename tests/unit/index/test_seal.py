from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.index.seal import Seal


class Notes(dict[str, str]):
    def get_meta(self, key: str) -> str | None:
        return self.get(key)

    def set_meta(self, key: str, value: str) -> None:
        self[key] = value


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "index"
    (folder / "part").mkdir(parents=True)
    (folder / "a.bin").write_bytes(b"abc")
    (folder / "part" / "b.bin").write_bytes(b"def")
    return folder


def test_files_that_were_never_sealed_are_not_intact(folder: Path) -> None:
    assert not Seal(Notes(), "x", folder).intact()


def test_missing_files_that_were_never_sealed_are_not_intact(tmp_path: Path) -> None:
    assert not Seal(Notes(), "x", tmp_path / "none").intact()


def test_sealed_files_are_intact_wherever_they_are_moved(folder: Path) -> None:
    notes = Notes()
    Seal(notes, "x", folder).close()
    moved = folder.rename(folder.with_name("moved"))
    assert Seal(notes, "x", moved).intact()


def test_opened_seal_is_not_intact(folder: Path) -> None:
    seal = Seal(Notes(), "x", folder)
    seal.close()
    seal.open()
    assert not seal.intact()


DAMAGES: dict[str, Callable[[Path], object]] = {
    "deleted": lambda folder: (folder / "part" / "b.bin").unlink(),
    "altered": lambda folder: (folder / "part" / "b.bin").write_bytes(b"deg"),
    "emptied": lambda folder: (folder / "a.bin").write_bytes(b""),
    "added": lambda folder: (folder / "new.bin").write_bytes(b""),
    "renamed": lambda folder: (folder / "a.bin").rename(folder / "c.bin"),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_damage_is_noticed(folder: Path, damage: Callable[[Path], object]) -> None:
    seal = Seal(Notes(), "x", folder)
    seal.close()
    damage(folder)
    assert not seal.intact()


def test_single_file_is_sealed(folder: Path) -> None:
    seal = Seal(Notes(), "x", folder / "a.bin")
    seal.close()
    assert seal.intact()
    (folder / "a.bin").write_bytes(b"abcd")
    assert not seal.intact()
