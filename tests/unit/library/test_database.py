from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection, func, insert, select
from sqlalchemy.exc import IntegrityError

from assistant.errors import StoreError
from assistant.library import tables
from assistant.library.database import Database, chunks
from assistant.library.migrate import open_current


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_current(tmp_path / "library.db")
    yield opened
    opened.close()


def put(database: Database, key: str, value: str = "value") -> None:
    with database.write() as connection:
        connection.execute(insert(tables.meta).values(key=key, value=value))


def count(database: Database) -> int:
    with database.read() as connection:
        return connection.execute(select(func.count()).select_from(tables.meta)).scalar_one()


def _insert_and_fail(connection: Connection) -> None:
    connection.execute(insert(tables.meta).values(key="a", value="b"))
    raise ZeroDivisionError


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 5000)],
)
def test_commits_are_durable_and_keys_enforced(database: Database, pragma: str, value: object) -> None:
    with database.read() as connection:
        assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar_one() == value


def test_block_that_raises_is_undone(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.write() as connection:
        _insert_and_fail(connection)
    assert count(database) == 0
    put(database, "a")
    assert count(database) == 1


def test_reader_sees_one_state_while_a_writer_commits(database: Database) -> None:
    query = select(func.count()).select_from(tables.meta)
    with database.read() as connection:
        assert connection.execute(query).scalar_one() == 0
        put(database, "a")
        assert connection.execute(query).scalar_one() == 0
    assert count(database) == 1


def test_writers_that_read_first_take_turns(database: Database) -> None:
    def work(_: int) -> None:
        with database.write() as connection:
            seen = connection.execute(select(func.count()).select_from(tables.meta)).scalar_one()
            connection.execute(insert(tables.meta).values(key=str(seen), value=""))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(200)))
    assert count(database) == 200


def test_closing_waits_for_the_writer_at_work(database: Database) -> None:
    inside, go_on = threading.Event(), threading.Event()

    def work() -> None:
        with database.write() as connection:
            inside.set()
            assert go_on.wait(10)
            connection.execute(insert(tables.meta).values(key="a", value="b"))

    with ThreadPoolExecutor(2) as pool:
        writing = pool.submit(work)
        assert inside.wait(10)
        ending = pool.submit(database.close)
        assert not ending.done()
        go_on.set()
        writing.result(10)
        ending.result(10)
    with closing(open_current(database.path)) as reopened:
        assert count(reopened) == 1


def test_closed_database_is_refused_instead_of_opened_again(database: Database) -> None:
    database.close()
    with pytest.raises(StoreError, match="is closed; open the library again"):
        put(database, "a")
    with pytest.raises(StoreError, match="is closed"):
        count(database)


def test_full_disk_is_one_sentence_and_loses_nothing(database: Database) -> None:
    put(database, "a")
    with database.read() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 30")
    with pytest.raises(StoreError, match="cannot grow because the disk is full; free some space"):
        put(database, "b", "x" * 1_000_000)
    assert count(database) == 1
    assert database.check() == []


def test_broken_rule_names_the_cause_and_keeps_the_original_error(database: Database) -> None:
    put(database, "a")
    with pytest.raises(StoreError, match="UNIQUE constraint failed") as caught:
        put(database, "a")
    assert isinstance(caught.value.__cause__, IntegrityError)


def test_text_that_no_file_can_hold_is_refused(database: Database) -> None:
    with pytest.raises(StoreError, match="half of a surrogate pair"):
        put(database, "a", "\ud800")


def test_read_only_database_cannot_be_written(database: Database) -> None:
    put(database, "a")
    with closing(Database(database.path, read_only=True)) as reader:
        with pytest.raises(StoreError, match="cannot be written"):
            put(reader, "b")
        assert count(reader) == 1


def test_damage_is_found(database: Database) -> None:
    for number in range(500):
        put(database, str(number), "x" * 500)
    database.close()
    content = bytearray(database.path.read_bytes())
    content[8192:16384] = b"\xff" * 8192
    database.path.write_bytes(content)
    with closing(Database(database.path)) as damaged:
        assert damaged.check()


@pytest.mark.parametrize("size", [0, 1, 500, 501, 1000])
def test_chunks_hold_everything_once_in_order(size: int) -> None:
    items = [str(number) for number in range(size)]
    pieces = list(chunks(items))
    assert [item for piece in pieces for item in piece] == items
    assert all(0 < len(piece) <= 500 for piece in pieces)
