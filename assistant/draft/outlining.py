"""The outline of a draft: themes of the selected papers, and what a user may change in it."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer.figures.subjects import label_of, names_of
from assistant.claims.mentions import names_method
from assistant.claims.names import name_key
from assistant.draft.grouping import grouped
from assistant.draft.naming import named
from assistant.draft.protocols import Library
from assistant.errors import DraftError
from assistant.schema import DraftTheme, Outline, Paper
from assistant.text.prose import listed, uncapitalized

_LISTED = 3


def outline_of(topic: str, papers: Sequence[Paper], library: Library) -> Outline:
    """Return the papers grouped under named themes, in the order given; those without abstract stand last.

    Raises:
        DraftError: No paper is selected, or none of them has an abstract.
    """
    told = [paper for paper in papers if paper.abstract]
    if not told:
        raise DraftError(
            "No selected paper has an abstract, so there is nothing to tell; select at least one that has."
            if papers
            else "No paper is selected; select at least one to draft from."
        )
    groups = grouped(told, library.frequency, library.size(), library.rows(told))
    titles = named(groups, topic)
    themes = [
        DraftTheme(
            title=title,
            papers=tuple(paper.id for paper in _in_order(group)),
            purpose=purpose_of(title, group),
        )
        for title, group in zip(titles, groups, strict=True)
    ]
    return Outline(topic=topic, themes=tuple(themes))


def renamed(outline: Outline, place: int, title: str) -> Outline:
    """Return the outline with another title for the theme at a place, from 0.

    Raises:
        DraftError: The title is empty or that of another theme, or there is no such place.
    """
    plain = _checked(title)
    theme = _at(outline, place)
    if any(other.title == plain for n, other in enumerate(outline.themes) if n != place):
        raise DraftError(
            f"Another theme is called {plain!r} already; choose another title or move papers there."
        )
    return _with(outline, place, theme.model_copy(update={"title": plain}))


def reordered(outline: Outline, place: int, to: int) -> Outline:
    """Return the outline with the theme at a place moved to another, both from 0; beyond an end is that end.

    Raises:
        DraftError: There is no theme at the place.
    """
    theme = _at(outline, place)
    themes = [*outline.themes[:place], *outline.themes[place + 1 :]]
    themes.insert(max(0, to), theme)
    return outline.model_copy(update={"themes": tuple(themes)})


def moved(outline: Outline, paper_id: str, title: str) -> Outline:
    """Return the outline with a paper moved to the theme of a title, a new one if there is none.

    A theme that loses its last paper goes.

    Raises:
        DraftError: The title is empty.
    """
    title = _checked(title)
    themes = [
        theme.model_copy(update={"papers": tuple(id_ for id_ in theme.papers if id_ != paper_id)})
        for theme in outline.themes
    ]
    place = next((n for n, theme in enumerate(themes) if theme.title == title), None)
    if place is None:
        themes.append(DraftTheme(title=title, papers=(paper_id,)))
    else:
        themes[place] = themes[place].model_copy(update={"papers": (*themes[place].papers, paper_id)})
    return outline.model_copy(update={"themes": tuple(theme for theme in themes if theme.papers)})


def _checked(title: str) -> str:
    plain = " ".join(title.split())
    if not plain:
        raise DraftError("The title of a theme is empty; give it one or two words.")
    return plain


def _at(outline: Outline, place: int) -> DraftTheme:
    if not 0 <= place < len(outline.themes):
        raise DraftError(
            f"The outline has no theme at place {place + 1}; choose one from 1 to {len(outline.themes)}."
            if outline.themes
            else "The outline has no themes; group the selected papers into themes first."
        )
    return outline.themes[place]


def _with(outline: Outline, place: int, theme: DraftTheme) -> Outline:
    themes = (*outline.themes[:place], theme, *outline.themes[place + 1 :])
    return outline.model_copy(update={"themes": themes})


def _in_order(group: Sequence[Paper]) -> list[Paper]:
    """Return papers so that one whose method another names comes before it, else as they were."""
    ordered: list[Paper] = []
    for paper in group:
        users = [n for n, other in enumerate(ordered) if _names(other, paper)]
        ordered.insert(users[0] if users else len(ordered), paper)
    return ordered


def _names(paper: Paper, other: Paper) -> bool:
    keys = {name_key(name) for name in names_of(other)}
    return bool(keys) and names_method(paper.abstract or "", keys)


def purpose_of(title: str, group: Sequence[Paper]) -> str:
    """Return what a section of that title is to say about its papers, in one line."""
    names = [name for paper in group if (name := label_of(paper))][:_LISTED]
    others = len(group) - len(names)
    more = [f"{others} more"] if names and others else []
    whose = listed([*names, *more]) if names else f"{others} {'paper' if others == 1 else 'papers'}"
    return f"What {whose} did about {uncapitalized(title)}, and what figures they state."
