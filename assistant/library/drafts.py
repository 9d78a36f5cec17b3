"""Drafts in the database: each change is a new version, and none is ever overwritten."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, TypedDict, Unpack
from uuid import uuid4

from sqlalchemy import Connection, RowMapping, delete, func, insert, select, update

from assistant.errors import NotFoundError
from assistant.library import tables
from assistant.library.database import Database
from assistant.schema import Candidate, Draft, DraftOptions, DraftVersion, Outline, StoredDraft

_COLUMNS = (tables.drafts.c.id, tables.drafts.c.title, tables.drafts.c.created)


class DraftChanges(TypedDict, total=False):
    """The steps of a draft that a new version changes; the others stay as in the version before."""

    topic: str
    options: DraftOptions
    candidates: tuple[Candidate, ...]
    selected: tuple[str, ...] | None
    outline: Outline | None
    draft: Draft | None


class Drafts:
    """The drafts of a library; unknown ids raise `NotFoundError`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def create(self, title: str, /, **steps: Unpack[DraftChanges]) -> StoredDraft:
        """Start a draft with its first version; its topic is the title unless another is given."""
        now = datetime.now(UTC)
        draft = StoredDraft(id=uuid4().hex, title=title, created=now)
        created = now.isoformat(timespec="microseconds")
        first = DraftVersion.model_validate(
            {"number": 1, "created": now, "note": "Started", "topic": title, **steps}
        )
        with self._database.write() as connection:
            row = {"id": draft.id, "title": title, "created": created, "active": created}
            connection.execute(insert(tables.drafts).values(row))
            _insert(connection, draft.id, first)
        return draft.model_copy(update={"versions": (first,)})

    def list(self) -> list[StoredDraft]:
        """Return all drafts without their versions, the one changed last first."""
        newest = (tables.drafts.c.active.desc(), tables.drafts.c.created.desc())
        with self._database.read() as connection:
            rows = connection.execute(select(*_COLUMNS).order_by(*newest)).mappings()
            return [StoredDraft.model_validate(dict(row)) for row in rows]

    def get(self, draft_id: str) -> StoredDraft:
        """Return a draft with its versions, in order."""
        with self._database.read() as connection:
            query = select(*_COLUMNS).where(tables.drafts.c.id == draft_id)
            row = connection.execute(query).mappings().one_or_none()
            if row is None:
                raise _no_draft(draft_id)
            query = select(tables.draft_versions).where(tables.draft_versions.c.draft_id == draft_id)
            versions = connection.execute(query.order_by(tables.draft_versions.c.number)).mappings()
            return StoredDraft.model_validate({**row, "versions": [_version(it) for it in versions]})

    def latest(self, draft_id: str) -> DraftVersion:
        """Return the current version of a draft."""
        with self._database.read() as connection:
            return _latest(connection, draft_id)

    def save(self, draft_id: str, note: str, **changes: Unpack[DraftChanges]) -> DraftVersion:
        """Add a version that differs from the one before by what is given; ``note`` says what was changed."""
        now = datetime.now(UTC)
        with self._database.write() as connection:
            before = _latest(connection, draft_id)
            update_: dict[str, Any] = {**changes, "number": before.number + 1, "created": now, "note": note}
            version = before.model_copy(update=update_)
            _insert(connection, draft_id, version)
            active = now.isoformat(timespec="microseconds")
            connection.execute(
                update(tables.drafts).where(tables.drafts.c.id == draft_id).values(active=active)
            )
        return version

    def restore(self, draft_id: str, number: int) -> DraftVersion:
        """Add a version that is as an earlier one was."""
        earlier = next((one for one in self.get(draft_id).versions if one.number == number), None)
        if earlier is None:
            raise NotFoundError(f"The draft has no version {number}; choose one of those it lists.")
        steps: DraftChanges = {
            "topic": earlier.topic,
            "options": earlier.options,
            "candidates": earlier.candidates,
            "selected": earlier.selected,
            "outline": earlier.outline,
            "draft": earlier.draft,
        }
        return self.save(draft_id, f"Version {number} again", **steps)

    def rename(self, draft_id: str, title: str) -> None:
        """Give a draft another title."""
        change = update(tables.drafts).where(tables.drafts.c.id == draft_id).values(title=title)
        with self._database.write() as connection:
            if not connection.execute(change).rowcount:
                raise _no_draft(draft_id)

    def delete(self, draft_id: str) -> None:
        """Delete a draft with all its versions."""
        with self._database.write() as connection:
            if not connection.execute(delete(tables.drafts).where(tables.drafts.c.id == draft_id)).rowcount:
                raise _no_draft(draft_id)


def _insert(connection: Connection, draft_id: str, version: DraftVersion) -> None:
    state = version.model_dump(mode="json", exclude={"number", "created"})
    created = version.created.isoformat(timespec="microseconds")
    row = {"draft_id": draft_id, "number": version.number, "created": created, "state": state}
    connection.execute(insert(tables.draft_versions).values(row))


def _latest(connection: Connection, draft_id: str) -> DraftVersion:
    versions = tables.draft_versions
    newest = select(func.max(versions.c.number)).where(versions.c.draft_id == draft_id).scalar_subquery()
    query = select(versions).where(versions.c.draft_id == draft_id, versions.c.number == newest)
    row = connection.execute(query).mappings().one_or_none()
    if row is None:
        raise _no_draft(draft_id)
    return _version(row)


def _version(row: RowMapping) -> DraftVersion:
    return DraftVersion.model_validate({**row["state"], "number": row["number"], "created": row["created"]})


def _no_draft(draft_id: str) -> NotFoundError:
    return NotFoundError(f"No draft has the id {draft_id!r}; it may have been deleted, so start a new one.")
