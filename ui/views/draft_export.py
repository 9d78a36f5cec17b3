"""A draft as a file, made when it is asked for."""

from __future__ import annotations

from assistant.schema import DraftVersion, StoredDraft
from ui import state
from ui.views.claims_export import draw_export
from ui.views.document_files import REFERENCES, TEXTS, document_files
from ui.views.thread_header import file_stem


def draw_draft_export(draft: StoredDraft, version: DraftVersion) -> None:
    """Draw the button behind which the files are, once there is a text."""
    if version.draft is not None:
        forms = (*TEXTS, *REFERENCES, "json")
        draw_export(document_files(version.draft, file_stem(draft.title, "draft"), state.assistant(), forms))
