"""What models said, kept under the hash of all that shaped it; a bounded number, the oldest go first."""

from __future__ import annotations

from sqlalchemy import delete, func, insert, select

from assistant.library import tables
from assistant.library.database import Database

MOST = 2000
"""Answers kept; of two kilobytes each at most, so four megabytes."""


class Responses:
    """The answers of models that a library remembers."""

    def __init__(self, database: Database, *, most: int = MOST) -> None:
        self._database = database
        self._most = most

    def get(self, key: str) -> str | None:
        """Return the text kept under a key, if any."""
        with self._database.read() as connection:
            query = select(tables.responses.c.text).where(tables.responses.c.key == key)
            return connection.execute(query).scalar_one_or_none()

    def put(self, key: str, text: str) -> None:
        """Keep a text under a key, in place of an earlier one, and drop the oldest beyond the bound."""
        responses = tables.responses
        with self._database.write() as connection:
            connection.execute(delete(responses).where(responses.c.key == key))
            connection.execute(insert(responses).values(key=key, text=text))
            newest = connection.execute(select(func.max(responses.c.position))).scalar_one()
            connection.execute(delete(responses).where(responses.c.position <= newest - self._most))

    def count(self) -> int:
        """Return how many texts are kept."""
        with self._database.read() as connection:
            return connection.execute(select(func.count()).select_from(tables.responses)).scalar_one()
