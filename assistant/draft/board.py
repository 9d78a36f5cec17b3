"""Changes to an outline beyond its themes' names and order: papers left out, and purposes that still fit."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from assistant.draft.outlining import purpose_of, renamed
from assistant.errors import DraftError
from assistant.schema import DraftTheme, Outline, Paper


def retitled(outline: Outline, first: str, to: str) -> Outline:
    """Return the outline with another title for the theme that begins with a paper, if there is one.

    Raises:
        DraftError: The new title is empty, or another theme has it.
    """
    place = _place(outline, first)
    if place is None:
        return outline
    changed = renamed(outline, place, to)
    title = changed.themes[place].title
    if any(theme.title == title for n, theme in enumerate(outline.themes) if n != place):
        raise DraftError(f"Another theme is called {title!r}; move the papers there instead.")
    return changed


def joined(outline: Outline, paper_id: str, first: str) -> Outline:
    """Return the outline with a paper moved under the theme that begins with another one."""
    place = _place(outline, first)
    if place is None or paper_id in outline.themes[place].papers:
        return outline
    themes = [_without(theme, paper_id) for theme in outline.themes]
    themes[place] = themes[place].model_copy(update={"papers": (*themes[place].papers, paper_id)})
    return outline.model_copy(update={"themes": tuple(theme for theme in themes if theme.papers)})


def limited(outline: Outline, papers: Collection[str]) -> Outline:
    """Return the outline with no other papers than these; a theme that loses its last one goes."""
    themes = [
        theme.model_copy(update={"papers": tuple(id_ for id_ in theme.papers if id_ in papers)})
        for theme in outline.themes
    ]
    return outline.model_copy(update={"themes": tuple(theme for theme in themes if theme.papers)})


def repurposed(outline: Outline, papers: Mapping[str, Paper]) -> Outline:
    """Return the outline with the purpose of each theme made anew from its title and those papers known."""
    themes = [
        theme.model_copy(
            update={
                "purpose": purpose_of(theme.title, [papers[id_] for id_ in theme.papers if id_ in papers])
            }
        )
        for theme in outline.themes
    ]
    return outline.model_copy(update={"themes": tuple(themes)})


def _place(outline: Outline, first: str) -> int | None:
    return next((n for n, theme in enumerate(outline.themes) if theme.papers[0] == first), None)


def _without(theme: DraftTheme, paper_id: str) -> DraftTheme:
    return theme.model_copy(update={"papers": tuple(id_ for id_ in theme.papers if id_ != paper_id)})
