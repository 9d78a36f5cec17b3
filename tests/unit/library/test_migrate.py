from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, NullPool, create_engine, inspect

from assistant.errors import StoreError
from assistant.library import Library, tables
from assistant.library.migrate import open_current
from assistant.library.migrations import MIGRATIONS
from assistant.schema import Ingested, Paper

MakePaper = Callable[..., Paper]

VERSION_1 = Path(__file__).with_name("version_1.sql")


def add_note(connection: Connection) -> None:
    """Pretend to be the next migration."""
    connection.exec_driver_sql("ALTER TABLE papers ADD COLUMN note TEXT DEFAULT 'none yet'")


def fail_halfway(connection: Connection) -> None:
    add_note(connection)
    connection.exec_driver_sql("DELETE FROM papers")
    connection.exec_driver_sql("ALTER TABLE nowhere ADD COLUMN note TEXT")


def values(path: Path, query: str) -> list[Any]:
    with closing(sqlite3.connect(path)) as connection:
        return [row[0] for row in connection.execute(query)]


def shape(engine: Engine) -> dict[str, object]:
    look = inspect(engine)
    return {
        name: (
            [(it["name"], str(it["type"]), it["nullable"]) for it in look.get_columns(name)],
            look.get_pk_constraint(name)["constrained_columns"],
            sorted(it["column_names"] for it in look.get_unique_constraints(name)),
            sorted(str(it["column_names"]) for it in look.get_indexes(name)),
            [(it["constrained_columns"], it.get("options")) for it in look.get_foreign_keys(name)],
        )
        for name in look.get_table_names()
        if name != "schema_version"
    }


@pytest.fixture
def stored(tmp_path: Path, paper: MakePaper) -> Path:
    """The file of a closed library with one paper."""
    with Library.open(tmp_path / "library") as library:
        library.add(Ingested(papers=(paper("T", "Text."),)), "f")
    return tmp_path / "library" / "library.db"


def test_migrations_lead_to_the_tables_of_today(tmp_path: Path) -> None:
    open_current(tmp_path / "migrated.db").close()
    migrated, declared = (
        create_engine(f"sqlite:///{tmp_path}/{name}.db", poolclass=NullPool)
        for name in ("migrated", "declared")
    )
    tables.metadata.create_all(declared)
    assert shape(migrated) == shape(declared)
    assert values(tmp_path / "migrated.db", "SELECT version FROM schema_version") == [len(MIGRATIONS)]


def test_empty_file_becomes_a_library(tmp_path: Path) -> None:
    (tmp_path / "library.db").touch()
    with Library.open(tmp_path) as library:
        assert library.papers() == []
    assert [path.name for path in tmp_path.glob("*.db")] == ["library.db"]


def test_library_of_version_1_opens_with_all_it_held(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "library.db")) as connection:
        connection.executescript(VERSION_1.read_text(encoding="utf-8"))
    with Library.open(tmp_path) as library:
        whole, bare = library.papers()
        (thread,) = library.threads.list()
        (turn,) = library.threads.get(thread.id).turns
        assert (whole.title, whole.authors, whole.abstract) == (
            "On É",
            ("Ada", "Grace"),
            "2.8$\\times$ faster.",
        )
        assert whole.source is not None
        assert (whole.source.line, bare.abstract, bare.source) == (3, None, None)
        assert (turn.question, turn.state, turn.statements[0].text) == ("How fast?", "done", "2.8x faster.")
        assert turn.answer is not None
        assert library.vectors.get("model", ["h"])["h"].tolist() == [0.5, -2.0]
        assert library.get_meta("embedder") == "model"


def test_older_library_is_migrated_with_its_papers(stored: Path, paper: MakePaper) -> None:
    open_current(stored, [*MIGRATIONS, add_note]).close()
    assert values(stored, "SELECT version FROM schema_version") == [len(MIGRATIONS) + 1]
    assert values(stored, "SELECT note FROM papers") == ["none yet"]
    assert values(stored, "SELECT id FROM papers") == [paper("T", "Text.").id]


def test_copy_of_the_older_library_is_kept(stored: Path, paper: MakePaper) -> None:
    open_current(stored, [*MIGRATIONS, add_note]).close()
    copy = stored.with_name(f"library.v{len(MIGRATIONS)}.db")
    with closing(open_current(copy)):
        assert values(copy, "SELECT title FROM papers") == ["T"]
    assert not list(stored.parent.glob("*.part"))


def test_current_library_is_not_copied(stored: Path) -> None:
    Library.open(stored.parent).close()
    assert [path.name for path in stored.parent.glob("*.db")] == ["library.db"]


def test_failed_migration_changes_nothing_and_can_be_tried_again(stored: Path) -> None:
    with pytest.raises(StoreError, match="no such table: nowhere"):
        open_current(stored, [*MIGRATIONS, fail_halfway])
    assert values(stored, "SELECT title FROM papers") == ["T"]
    assert values(stored, "SELECT version FROM schema_version") == [len(MIGRATIONS)]
    open_current(stored, [*MIGRATIONS, add_note]).close()
    assert values(stored, "SELECT note FROM papers") == ["none yet"]


def test_migrations_before_a_failed_one_are_kept(stored: Path) -> None:
    with pytest.raises(StoreError):
        open_current(stored, [*MIGRATIONS, add_note, fail_halfway])
    assert values(stored, "SELECT version FROM schema_version") == [len(MIGRATIONS) + 1]


def test_newer_library_is_refused_and_keeps_every_byte(stored: Path) -> None:
    open_current(stored, [*MIGRATIONS, add_note]).close()
    before = stored.read_bytes()
    newer, known = len(MIGRATIONS) + 1, len(MIGRATIONS)
    with pytest.raises(StoreError, match=rf"has version {newer}, .* up to {known}; upgrade Quotient"):
        Library.open(stored.parent)
    assert stored.read_bytes() == before


def test_newer_library_with_unfinished_log_keeps_every_byte(stored: Path, tmp_path: Path) -> None:
    folder = tmp_path / "copied"
    folder.mkdir()
    with closing(sqlite3.connect(stored)) as connection:
        connection.execute("UPDATE schema_version SET version = 7")
        connection.commit()
        # Copied while open, as a killed process would leave them: the version is only in the log.
        for name in ("library.db", "library.db-wal"):
            (folder / name).write_bytes((stored.parent / name).read_bytes())
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(StoreError, match="has version 7"):
        Library.open(folder)
    assert {name: (folder / name).read_bytes() for name in before} == before


def test_refused_library_is_free_for_others(stored: Path) -> None:
    open_current(stored, [*MIGRATIONS, add_note]).close()
    for _ in range(2):
        with pytest.raises(StoreError, match="upgrade Quotient"):
            Library.open(stored.parent, wait=0)


def test_database_of_another_program_is_refused_unchanged(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE papers (id)")
    before = path.read_bytes()
    with pytest.raises(StoreError, match="database of another program"):
        Library.open(tmp_path)
    assert path.read_bytes() == before
