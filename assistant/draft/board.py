"""Changes to an outline beyond its themes' names and order: papers left out, and purposes that still fit."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from assistant.draft.outlining import purpose_of, renamed
from assistant.errors import DraftError
from assistant.schema import Outline, Paper


def retitled(outline: Outline, title: str, to: str) -> Outline:
    """Return the outline with another title for a theme; one that is gone changes nothing.

    Raises:
        DraftError: The new title is empty, or another theme has it.
    """
    titles = [theme.title for theme in outline.themes]
    if title not in titles:
        return outline
    changed = renamed(outline, titles.index(title), to)
    if len({theme.title for theme in changed.themes}) < len(titles):
        raise DraftError(f"Another theme is called {' '.join(to.split())!r}; move its papers there instead.")
    return changed


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
