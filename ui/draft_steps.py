"""What a reader does to a draft: each change becomes a version, each refusal an error."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from assistant.draft import moved, reordered
from assistant.draft.board import joined, limited, retitled
from assistant.draft.editing import edited, reasoned
from assistant.errors import DraftError, NotFoundError
from assistant.pipeline import Assistant
from assistant.schema import Draft, DraftOptions, DraftVersion, Outline, Paper, StoredDraft
from ui.views.claims_words import counted


def started(assistant: Assistant, topic: str) -> StoredDraft:
    """Begin a draft on a topic, with the suggested papers selected."""
    found = tuple(assistant.drafting.candidates(topic))
    suggested = tuple(one.paper_id for one in found if one.suggested)
    return assistant.drafts.create(" ".join(topic.split()), candidates=found, selected=suggested)


def searched(assistant: Assistant, draft_id: str, topic: str) -> None:
    """Look for the papers of another topic; the suggested ones are selected in place of those before."""
    found = tuple(assistant.drafting.candidates(topic))
    suggested = tuple(one.paper_id for one in found if one.suggested)
    named = " ".join(topic.split())
    assistant.drafts.save(
        draft_id, f"Searched for “{named}”", topic=named, candidates=found, selected=suggested, outline=None
    )


def chosen(assistant: Assistant, draft_id: str, papers: Collection[str]) -> None:
    """Select these of the candidates; papers no longer selected leave their themes."""
    now = assistant.drafts.latest(draft_id)
    selected = tuple(one.paper_id for one in now.candidates if one.paper_id in papers)
    if selected != now.selected:
        outline = limited(now.outline, selected) if now.outline else None
        note = f"Selected {counted(len(selected), 'paper')}"
        assistant.drafts.save(draft_id, note, selected=selected, outline=outline)


def added(assistant: Assistant, draft_id: str, paper_id: str) -> None:
    """Put a paper of the library first among the candidates and select it."""
    now = assistant.drafts.latest(draft_id)
    if all(one.paper_id != paper_id for one in now.candidates):
        candidate = assistant.drafting.candidate(now.topic, paper_id)
        selected = (paper_id, *(now.selected or ()))
        listed = (candidate, *now.candidates)
        assistant.drafts.save(draft_id, f"Added “{candidate.title}”", candidates=listed, selected=selected)


def grouped(assistant: Assistant, draft_id: str) -> None:
    """Group the selected papers into themes, in place of those before."""
    now = assistant.drafts.latest(draft_id)
    outline = assistant.drafting.outline(now.topic, now.selected or ())
    note = f"Grouped into {counted(len(outline.themes), 'theme')}"
    assistant.drafts.save(draft_id, note, outline=outline)


def theme_renamed(assistant: Assistant, draft_id: str, first: str, to: str) -> None:
    """Give another title to the theme that begins with a paper."""
    outline = _outline(assistant, draft_id)
    changed = retitled(outline, first, to)
    if changed != outline:
        _keep(assistant, draft_id, f"Renamed a theme to “{' '.join(to.split())}”", changed)


def theme_shifted(assistant: Assistant, draft_id: str, first: str, by: int) -> None:
    """Move the theme that begins with a paper up or down."""
    outline = _outline(assistant, draft_id)
    place = next((n for n, theme in enumerate(outline.themes) if theme.papers[0] == first), None)
    if place is not None and 0 <= place + by < len(outline.themes):
        note = f"Moved “{outline.themes[place].title}” {'up' if by < 0 else 'down'}"
        _keep(assistant, draft_id, note, reordered(outline, place, place + by))


def paper_moved(assistant: Assistant, draft_id: str, paper_id: str, to: str | None) -> None:
    """Move a paper under the theme of a title, a new one if there is none; ``None`` leaves it out of all."""
    outline = _outline(assistant, draft_id)
    if to is None:
        rest = [id_ for id_ in outline.papers if id_ != paper_id]
        _keep(assistant, draft_id, "Took a paper out of its theme", limited(outline, rest))
    elif title := " ".join(to.split()):
        _keep(assistant, draft_id, f"Moved a paper to “{title}”", moved(outline, paper_id, title))


def paper_joined(assistant: Assistant, draft_id: str, paper_id: str, first: str) -> None:
    """Move a paper under the theme that begins with another one."""
    outline = _outline(assistant, draft_id)
    changed = joined(outline, paper_id, first)
    if changed != outline:
        title = next(theme.title for theme in changed.themes if paper_id in theme.papers)
        _keep(assistant, draft_id, f"Moved a paper to “{title}”", changed)


def options_changed(assistant: Assistant, draft_id: str, options: DraftOptions) -> None:
    """Write from now on as the options say."""
    if options != assistant.drafts.latest(draft_id).options:
        assistant.drafts.save(draft_id, "Changed the options", options=options)


def text_edited(
    assistant: Assistant, draft_id: str, texts: Sequence[tuple[str, str]], reasons: Mapping[str, str]
) -> None:
    """Check changed text, given as (theme, text), sentence by sentence and keep it."""
    draft, papers = _written(assistant, draft_id)
    assistant.drafts.save(draft_id, "Edited the text", draft=edited(draft, texts, papers, reasons))


def reasons_given(assistant: Assistant, draft_id: str, reasons: Mapping[str, str]) -> None:
    """Keep why the text does without papers, by their ids."""
    draft, papers = _written(assistant, draft_id)
    note = "Gave reasons for papers that are not cited"
    assistant.drafts.save(draft_id, note, draft=reasoned(draft, papers, reasons))


def known_papers(assistant: Assistant, ids: Collection[str]) -> list[Paper]:
    """Return those of some papers that the library still has."""
    found: list[Paper] = []
    for paper_id in ids:
        try:
            found.append(assistant.paper(paper_id))
        except NotFoundError:
            continue
    return found


def reasons_of(version: DraftVersion) -> dict[str, str]:
    """Return why papers are missing from the text of a version, by id, empty where nobody said."""
    missing = version.draft.coverage.missing if version.draft else ()
    return {one.paper_id: one.reason for one in missing}


def _outline(assistant: Assistant, draft_id: str) -> Outline:
    found = assistant.drafts.latest(draft_id).outline
    if found is None:
        raise DraftError("The draft has no themes yet; group the selected papers first.")
    return found


def _keep(assistant: Assistant, draft_id: str, note: str, outline: Outline) -> None:
    assistant.drafts.save(draft_id, note, outline=assistant.drafting.repurposed(outline))


def _written(assistant: Assistant, draft_id: str) -> tuple[Draft, list[Paper]]:
    now = assistant.drafts.latest(draft_id)
    if now.draft is None:
        raise DraftError("The draft has no text yet; write it first.")
    return now.draft, known_papers(assistant, now.selected or ())
