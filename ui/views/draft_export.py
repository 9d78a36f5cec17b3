"""A draft as a file, made when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.draft.editing import with_markers
from assistant.export.escape import escape_markdown
from assistant.schema import Draft, DraftVersion, StoredDraft
from ui.views.claims_export import File, draw_export
from ui.views.thread_header import file_name


def draw_draft_export(draft: StoredDraft, version: DraftVersion) -> None:
    """Draw the button behind which the files are, once there is a text."""
    written = version.draft
    if written is not None:
        name = file_name(draft.title)
        draw_export([File("Markdown", name, "text/markdown", lambda: draft_markdown(draft.title, written))])


def draft_markdown(title: str, draft: Draft) -> str:
    """Return a draft as Markdown: its sections, failed sentences with their reasons, and its sources."""
    return "\n\n".join([f"# {escape_markdown(title)}", *_sections(draft), *_sources(draft)]) + "\n"


def _sections(draft: Draft) -> Iterator[str]:
    for paragraph in draft.paragraphs:
        yield f"## {escape_markdown(paragraph.theme)}"
        said: list[str] = []
        for one in paragraph.statements:
            sentence = escape_markdown(with_markers(one))
            reasons = escape_markdown("; ".join(one.reasons) or one.verdict.replace("_", " "))
            said.append(
                sentence if one.verdict == "supported" else f"**Not verified:** {sentence} *({reasons})*"
            )
        yield " ".join(said)


def _sources(draft: Draft) -> list[str]:
    said = [one for paragraph in draft.paragraphs for one in paragraph.statements]
    titles = {cited.marker: cited.title for one in said for cited in one.citations}
    lines = [f"- \\[{marker}\\] {escape_markdown(titles[marker])}" for marker in sorted(titles)]
    return ["## Sources", "\n".join(lines)] if lines else []
