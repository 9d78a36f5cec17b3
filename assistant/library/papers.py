"""Papers in the database: adding with batches and merging, and reading them back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Select, delete, func, insert, select, update

from assistant.errors import NotFoundError, StoreError
from assistant.library import tables
from assistant.library.database import Database, chunks
from assistant.library.merging import Replacement, decide, title_key, without_repeats
from assistant.schema import AddReport, Ingested, Paper, Skipped

BATCH = 64
"""Papers per transaction: few enough to see progress and lose little, many enough to be fast."""

_COLUMNS = tuple(tables.papers.c[name] for name in Paper.model_fields)

Progress = Callable[[int, int], None]


@dataclass
class _Changes:
    added: list[str] = field(default_factory=list[str])
    merged: list[str] = field(default_factory=list[str])
    skipped: list[Skipped] = field(default_factory=list[Skipped])

    def extend(self, other: _Changes) -> None:
        self.added += other.added
        self.merged += other.merged
        self.skipped += other.skipped


class Papers:
    """The papers of a library, in the order in which they came."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, ingested: Ingested, file: str, *, progress: Progress | None = None) -> AddReport:
        """Store what is new and report what happened to every paper and problem of the file.

        ``progress(done, total)`` is called whenever the first ``done`` distinct papers are safely on disk.
        """
        papers, repeats = without_repeats(ingested.papers)
        problems = [Skipped(title=it.text, reason=it.reason, line=it.line) for it in ingested.problems]
        changes = _Changes(skipped=repeats + problems)
        for done in range(0, len(papers), BATCH):
            batch = papers[done : done + BATCH]
            try:
                changes.extend(self._add_batch(batch))
            except StoreError as exc:
                raise StoreError(
                    f"{exc} Of {file!r}, {done} of {len(papers)} papers are saved; add it again for the rest."
                ) from exc
            if progress is not None:
                progress(done + len(batch), len(papers))
        return _report(file, changes)

    def all(self) -> list[Paper]:
        """Return every paper, oldest first."""
        return self._select(select(*_COLUMNS).order_by(tables.papers.c.position))

    def get(self, paper_id: str) -> Paper:
        """Return one paper; `NotFoundError` when there is none with this id."""
        found = self._select(select(*_COLUMNS).where(tables.papers.c.id == paper_id))
        if not found:
            raise NotFoundError(
                f"No paper has the id {paper_id!r}; search the library for its title instead."
            )
        return found[0]

    def get_many(self, ids: Sequence[str]) -> dict[str, Paper]:
        """Return the papers that exist among ``ids``, by id, in the given order."""
        found: dict[str, Paper] = {}
        for some in chunks(ids):
            query = select(*_COLUMNS).where(tables.papers.c.id.in_(some))
            found.update({paper.id: paper for paper in self._select(query)})
        return {key: found[key] for key in ids if key in found}

    def count(self) -> int:
        """Return the number of papers."""
        with self._database.read() as connection:
            return connection.execute(select(func.count()).select_from(tables.papers)).scalar_one()

    def remove(self, ids: Collection[str]) -> int:
        """Delete papers, all or none, and return how many there were; unknown ids are passed over."""
        with self._database.write() as connection:
            return sum(
                connection.execute(delete(tables.papers).where(tables.papers.c.id.in_(some))).rowcount
                for some in chunks(list(ids))
            )

    def _select(self, query: Select[Any]) -> list[Paper]:
        with self._database.read() as connection:
            return _papers(connection, query)

    def _add_batch(self, batch: Sequence[Paper]) -> _Changes:
        changes = _Changes()
        new: list[dict[str, object]] = []
        with self._database.write() as connection:
            stored = _by_title(connection, batch)
            for paper in batch:
                twins = stored[title_key(paper.title)]
                match decide(paper, twins):
                    case Skipped() as skipped:
                        changes.skipped.append(skipped)
                    case Replacement(old_id, merged):
                        _replace(connection, old_id, merged)
                        twins[:] = [merged if twin.id == old_id else twin for twin in twins]
                        changes.merged.append(merged.id)
                    case Paper():
                        new.append(_row(paper))
                        changes.added.append(paper.id)
            if new:
                connection.execute(insert(tables.papers), new)
        return changes


def _by_title(connection: Connection, batch: Sequence[Paper]) -> dict[str, list[Paper]]:
    # The same paper has the same title, so this finds stored twins and bare titles alike.
    keys = {title_key(paper.title) for paper in batch}
    query = select(*_COLUMNS).where(tables.papers.c.title_key.in_(keys)).order_by(tables.papers.c.position)
    stored: defaultdict[str, list[Paper]] = defaultdict(list)
    for paper in _papers(connection, query):
        stored[title_key(paper.title)].append(paper)
    return stored


def _papers(connection: Connection, query: Select[Any]) -> list[Paper]:
    return [Paper.model_validate(dict(row)) for row in connection.execute(query).mappings()]


def _row(paper: Paper) -> dict[str, object]:
    return {**paper.model_dump(mode="json"), "title_key": title_key(paper.title)}


def _replace(connection: Connection, old_id: str, paper: Paper) -> None:
    connection.execute(update(tables.papers).where(tables.papers.c.id == old_id).values(_row(paper)))


def _report(file: str, changes: _Changes) -> AddReport:
    skipped = sorted(changes.skipped, key=lambda it: it.line or 0)
    return AddReport(
        file=file, added=tuple(changes.added), merged=tuple(changes.merged), skipped=tuple(skipped)
    )
