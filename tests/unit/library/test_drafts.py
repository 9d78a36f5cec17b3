from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assistant.errors import NotFoundError
from assistant.library import Library
from assistant.library.drafts import DraftChanges
from assistant.library.migrate import open_current
from assistant.library.migrations import MIGRATIONS
from assistant.schema import (
    Candidate,
    Draft,
    DraftOptions,
    DraftTheme,
    Outline,
    Paragraph,
    Statement,
    StoredDraft,
)

CANDIDATES = (
    Candidate(paper_id="p", title="T", probability=0.5, suggested=True, reasons=("title has cache",)),
)
OUTLINE = Outline(topic="Caches", themes=(DraftTheme(title="Eviction $x$", papers=("p",)),))
TEXT = Draft(
    topic="Caches",
    paragraphs=(
        Paragraph(theme="Eviction", statements=(Statement(text="2.8$\\times$.", verdict="supported"),)),
    ),
)


@pytest.fixture
def draft(library: Library) -> StoredDraft:
    return library.drafts.create("Caches")


def _count(folder: Path, table: str) -> int:
    with closing(sqlite3.connect(folder / "library.db")) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def test_new_draft_has_a_first_version_about_its_title(library: Library, draft: StoredDraft) -> None:
    (first,) = draft.versions
    assert (first.number, first.topic, first.note) == (1, "Caches", "Started")
    assert (first.outline, first.selected, first.draft, first.candidates) == (None, None, None, ())
    assert datetime.now(UTC) - draft.created < timedelta(minutes=1)
    assert library.drafts.get(draft.id) == draft


def test_draft_may_start_with_steps_already_taken(library: Library) -> None:
    draft = library.drafts.create("Mine", topic="KV caches", candidates=CANDIDATES, selected=("p",))
    stored = library.drafts.latest(draft.id)
    assert (draft.title, stored.topic, stored.candidates, stored.selected) == (
        "Mine",
        "KV caches",
        CANDIDATES,
        ("p",),
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"topic": "KV caches"},
        {"options": DraftOptions(length="long", tone="critical", language="German", table=False)},
        {"candidates": CANDIDATES},
        {"selected": ("p", "q")},
        {"selected": ()},
        {"outline": OUTLINE},
        {"draft": TEXT},
    ],
)
def test_version_changes_only_what_it_names(
    library: Library, draft: StoredDraft, changes: DraftChanges
) -> None:
    saved = library.drafts.save(draft.id, "Changed", **changes)
    stored = library.drafts.get(draft.id)
    assert stored.versions == (draft.versions[0], saved)
    same = {"number": 2, "note": "Changed", "created": saved.created}
    assert saved == draft.versions[0].model_copy(update=same | dict(changes))


def test_versions_add_up_and_none_is_overwritten(library: Library, draft: StoredDraft) -> None:
    library.drafts.save(draft.id, "Outlined", outline=OUTLINE)
    library.drafts.save(draft.id, "Written", draft=TEXT)
    library.drafts.save(draft.id, "Anew", draft=None)
    versions = library.drafts.get(draft.id).versions
    assert [one.number for one in versions] == [1, 2, 3, 4]
    assert [one.draft for one in versions] == [None, None, TEXT, None]
    assert [one.outline for one in versions] == [None, OUTLINE, OUTLINE, OUTLINE]


def test_latest_is_the_last_of_many(library: Library, draft: StoredDraft) -> None:
    for number in range(12):
        library.drafts.save(draft.id, f"Change {number}")
    assert (library.drafts.latest(draft.id).number, library.drafts.latest(draft.id).note) == (13, "Change 11")


def test_restored_version_is_a_new_one_like_the_old(library: Library, draft: StoredDraft) -> None:
    library.drafts.save(draft.id, "Written", draft=TEXT, outline=OUTLINE, selected=("p",))
    library.drafts.save(draft.id, "Emptied", draft=None, outline=None, selected=None)
    again = library.drafts.restore(draft.id, 2)
    assert (again.number, again.note) == (4, "Version 2 again")
    assert (again.draft, again.outline, again.selected) == (TEXT, OUTLINE, ("p",))
    assert [one.draft for one in library.drafts.get(draft.id).versions] == [None, TEXT, None, TEXT]


@pytest.mark.parametrize("number", [0, 2, -1])
def test_version_that_is_not_there_cannot_be_restored(
    library: Library, draft: StoredDraft, number: int
) -> None:
    with pytest.raises(NotFoundError, match=f"no version {number};"):
        library.drafts.restore(draft.id, number)
    assert len(library.drafts.get(draft.id).versions) == 1


def test_draft_changed_last_is_listed_first_without_its_versions(library: Library) -> None:
    old, new = library.drafts.create("Old"), library.drafts.create("New")
    assert [it.title for it in library.drafts.list()] == ["New", "Old"]
    library.drafts.save(old.id, "Changed")
    assert [it.title for it in library.drafts.list()] == ["Old", "New"]
    assert library.drafts.list()[1] == new.model_copy(update={"versions": ()})


def test_renamed_draft_keeps_its_versions(library: Library, draft: StoredDraft) -> None:
    library.drafts.rename(draft.id, "KV caches")
    stored = library.drafts.get(draft.id)
    assert (stored.title, stored.versions) == ("KV caches", draft.versions)


def test_deleted_draft_takes_its_versions_along_and_no_others(library: Library, draft: StoredDraft) -> None:
    other = library.drafts.create("Other")
    library.drafts.save(draft.id, "Changed")
    library.drafts.delete(draft.id)
    assert [it.id for it in library.drafts.list()] == [other.id]
    assert _count(library.folder, "draft_versions") == 1


def test_unknown_ids_are_named(library: Library) -> None:
    drafts = library.drafts
    for ask in (
        lambda: drafts.get("nope"),
        lambda: drafts.latest("nope"),
        lambda: drafts.save("nope", "Note"),
        lambda: drafts.restore("nope", 1),
        lambda: drafts.rename("nope", "Title"),
        lambda: drafts.delete("nope"),
    ):
        with pytest.raises(NotFoundError, match="No draft has the id 'nope'"):
            ask()
    assert _count(library.folder, "draft_versions") == 0


def test_drafts_survive_closing(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        draft = library.drafts.create("Caches 缓存 $x$", outline=OUTLINE, draft=TEXT)
    with Library.open(tmp_path) as library:
        assert library.drafts.get(draft.id) == draft


def test_versions_saved_at_once_all_stay(library: Library, draft: StoredDraft) -> None:
    threads = [
        threading.Thread(target=library.drafts.save, args=(draft.id, f"Change {number}"))
        for number in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [one.number for one in library.drafts.get(draft.id).versions] == [1, 2, 3, 4, 5, 6, 7]


def test_library_of_version_3_gains_drafts_and_keeps_its_threads(tmp_path: Path) -> None:
    open_current(tmp_path / "library.db", MIGRATIONS[:3]).close()
    with closing(sqlite3.connect(tmp_path / "library.db")) as connection:
        connection.execute(
            "INSERT INTO threads (id, title, created, active) VALUES ('t', 'Speed', ?, ?)",
            ("2025-01-01T00:00:00+00:00",) * 2,
        )
        connection.commit()
    with Library.open(tmp_path) as library:
        assert library.drafts.list() == []
        assert [it.title for it in library.threads.list()] == ["Speed"]
        assert library.drafts.latest(library.drafts.create("Caches").id).number == 1
    assert (tmp_path / "library.v3.db").exists()
