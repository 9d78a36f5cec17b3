"""Brings a database to the version that this code reads, and refuses one from a newer Quotient."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack, closing
from pathlib import Path

from sqlalchemy import Column, Connection, Integer, MetaData, Table, inspect, select, update

from assistant.errors import StoreError
from assistant.library.database import Database
from assistant.library.migrations import MIGRATIONS, Migration

_metadata = MetaData()
_schema_version = Table("schema_version", _metadata, Column("version", Integer, nullable=False))


def open_current(path: Path, migrations: Sequence[Migration] = MIGRATIONS) -> Database:
    """Open the database at ``path``, made or migrated as needed.

    Before an older one is changed, a copy is kept beside it as ``library.v<version>.db``.

    Raises:
        StoreError: The file is damaged, not a library or of a newer version; it is left as it was.
    """
    version = _version_of_file(path)
    if version > len(migrations):
        raise StoreError(
            f"The library file {str(path)!r} has version {version}, but this Quotient reads versions up to "
            f"{len(migrations)}; upgrade Quotient, or choose another library folder."
        )
    with ExitStack() as undo:
        database = undo.enter_context(closing(Database(path)))
        if 0 < version < len(migrations):
            database.copy_to(path.with_name(f"{path.stem}.v{version}{path.suffix}"))
        for number, migration in enumerate(migrations[version:], start=version + 1):
            _apply(database, migration, number)
        undo.pop_all()
    return database


def _version_of_file(path: Path) -> int:
    if not path.exists():
        return 0
    # Read-only, so that a file we must refuse keeps every byte.
    with closing(Database(path, read_only=True)) as database, database.read() as connection:
        tables = set(inspect(connection).get_table_names())
        if not tables:
            return 0
        if _schema_version.name not in tables:
            raise StoreError(
                f"The file {str(path)!r} is a database of another program; move it away or choose another "
                "library folder."
            )
        return connection.execute(select(_schema_version.c.version)).scalar_one()


def _apply(database: Database, migration: Migration, number: int) -> None:
    with database.write() as connection:
        migration(connection)
        _store_version(connection, number)


def _store_version(connection: Connection, number: int) -> None:
    if number == 1:
        _metadata.create_all(connection)
        connection.execute(_schema_version.insert().values(version=number))
    else:
        connection.execute(update(_schema_version).values(version=number))
