"""Full text: a SQLite FTS5 file of titles and abstracts, ranked by BM25."""

from __future__ import annotations

import json
import re
import sqlite3
import threading
from collections.abc import Collection, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from assistant.errors import StoreError
from assistant.schema import Paper
from assistant.text.folding import folded
from assistant.text.spelling import spellings
from assistant.text.words import content_words, terms

_SCHEMA = """
CREATE TABLE IF NOT EXISTS papers (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE);
CREATE VIRTUAL TABLE IF NOT EXISTS texts
    USING fts5(title, abstract, joined, tokenize = "porter unicode61 remove_diacritics 2");
"""

# Columns: title, abstract, joined names. Title words say most about a paper.
_SEARCH = """
SELECT papers.id, -bm25(texts, 2.0, 1.0, 1.0) AS score
FROM texts JOIN papers ON papers.number = texts.rowid
WHERE texts MATCH :query AND (:scope IS NULL OR papers.id IN (SELECT value FROM json_each(:scope)))
ORDER BY score DESC, papers.id LIMIT :k
"""

_MOST_TERMS = 256
"""Terms of a query that are looked up; a pasted page is no better served by more."""

_JOINT = re.compile(r"[-_.']")


class FullText:
    """Titles and abstracts, found by their words; papers are findable when ``upsert`` returns.

    Safe to use from several threads. A file that is not a usable index is replaced by an empty one.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._using = threading.RLock()
        try:
            self._connection = _connect(path)
        except (sqlite3.DatabaseError, OSError):
            self._connection = _replace(path)

    def upsert(self, papers: Iterable[Paper]) -> None:
        """Add papers, or put them in the place of those with the same ids."""
        with self._transaction() as connection:
            for paper in papers:
                row = connection.execute(
                    "INSERT INTO papers (id) VALUES (?) ON CONFLICT DO UPDATE SET id = id RETURNING number",
                    (paper.id,),
                ).fetchone()
                connection.execute(
                    "INSERT OR REPLACE INTO texts (rowid, title, abstract, joined) VALUES (?, ?, ?, ?)",
                    (row[0], *_columns(paper)),
                )

    def remove(self, ids: Collection[str]) -> None:
        """Remove papers; unknown ids are ignored."""
        chosen = (json.dumps(list(ids)),)
        which = "SELECT number FROM papers WHERE id IN (SELECT value FROM json_each(?))"
        with self._transaction() as connection:
            connection.execute(f"DELETE FROM texts WHERE rowid IN ({which})", chosen)
            connection.execute(f"DELETE FROM papers WHERE number IN ({which})", chosen)

    def search(self, query: str, k: int, scope: Collection[str] | None = None) -> list[tuple[str, float]]:
        """Return ids and scores of at most ``k`` papers that share a word with the query, best first.

        Any text is a query: nothing in it is an operator. Equal scores are ordered by id.
        """
        expression = _expression(query)
        if not expression:
            return []
        values = {"query": expression, "k": k, "scope": None if scope is None else json.dumps(list(scope))}
        with self._transaction() as connection:
            return [(str(row[0]), float(row[1])) for row in connection.execute(_SEARCH, values)]

    def document_frequency(self, words: Sequence[str]) -> list[int]:
        """Return for each word in how many papers it, or another form of it, occurs."""
        query = "SELECT count(*) FROM texts WHERE texts MATCH ?"
        with self._transaction() as connection:
            return [
                int(connection.execute(query, (_expression(word) or '""',)).fetchone()[0]) for word in words
            ]

    def ids(self) -> set[str]:
        """Return the ids of all papers in the index."""
        with self._transaction() as connection:
            return {str(row[0]) for row in connection.execute("SELECT id FROM papers")}

    def clear(self) -> None:
        """Start again with an empty file."""
        with self._using:
            self._connection.close()
            self._connection = _replace(self.path)

    def close(self) -> None:
        """Close the file."""
        with self._using:
            self._connection.close()

    @contextmanager
    def _transaction(self) -> Generator[sqlite3.Connection]:
        with self._using:
            try:
                with self._connection:
                    yield self._connection
            except sqlite3.Error as exc:
                raise StoreError(
                    f"The full-text index {str(self.path)!r} cannot be used ({exc}); "
                    "run 'quotient doctor --rebuild'."
                ) from exc


def _connect(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path, check_same_thread=False)
    try:
        # The file can be made again at any time, so nothing waits for the disk.
        connection.execute("PRAGMA synchronous = OFF")
        connection.executescript(_SCHEMA)
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection


def _replace(path: Path) -> sqlite3.Connection:
    """Return a connection to a new, empty file in the place of whatever is there."""
    try:
        for name in (path.name, f"{path.name}-journal"):
            path.with_name(name).unlink(missing_ok=True)
        return _connect(path)
    except (sqlite3.DatabaseError, OSError) as exc:
        raise StoreError(
            f"The full-text index {str(path)!r} cannot be made ({exc}); "
            "check the folder's permissions and free space."
        ) from exc


def _columns(paper: Paper) -> tuple[str, str, str]:
    title, abstract = folded(paper.title), folded(paper.abstract or "")
    joined = (_joined(term) for term in dict.fromkeys(terms(f"{title}\n{abstract}")))
    return title, abstract, " ".join(filter(None, joined))


def _joined(term: str) -> str | None:
    """Return ``flashattention3`` for ``flashattention-3``: people write names both ways."""
    together = _JOINT.sub("", term)
    return together if together != term and not together.isdigit() else None


def _expression(query: str) -> str:
    """Return the FTS5 expression that looks for any term of the query.

    Each term is a quoted phrase, in which nothing is an operator: ``"end-to-end"`` asks for its parts side by
    side. The parts of a joined term count on their own too, and so does its joined spelling.
    """
    found = dict.fromkeys(terms(query))
    chosen = [term for term in found if _says_something(term)] or list(found)
    phrases = dict.fromkeys(phrase for term in chosen[:_MOST_TERMS] for phrase in _phrases(term))
    return " OR ".join(f'"{phrase}"' for phrase in phrases)


def _phrases(term: str) -> Iterator[str]:
    yield from spellings(term)
    joined = _joined(term)
    if joined:
        yield joined
        yield from (part for part in _JOINT.split(term) if _says_something(part))


def _says_something(term: str) -> bool:
    return any(character.isdigit() for character in term) or bool(content_words(term))
