"""The versions of a draft: what changed from one to another, and the way back to each."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Final

import streamlit as st

from assistant.draft.versions import Difference, differences
from assistant.schema import DraftVersion
from ui import state
from ui.views.claims_words import counted
from ui.views.component import define
from ui.views.rows import Row, draw_rows

Data = dict[str, object]

_CHOSEN: Final = "draft-version"
_AROUND: Final = 1
"""Unchanged lines shown on either side of a change."""

_mount = define("draft_diff")


def draw_versions(draft_id: str) -> None:
    """Draw the list of versions and what changed between two of them."""
    versions = state.assistant().drafts.get(draft_id).versions
    listed = gathered(versions)
    chosen = next((one for one in versions if one.number == st.session_state.get(_CHOSEN)), versions[-1])
    listing, comparing = st.columns([1, 1.4], gap="large")
    with listing, st.container(key="draft-versions"):
        draw_rows(
            [_row(one, current=one is chosen, last=one is versions[-1]) for one in reversed(listed)],
            key=f"versions-{draft_id}",
            label="Versions",
            on_open=_choose,
        )
    with comparing:
        _draw_comparison(draft_id, listed, chosen, versions[-1])


def gathered(versions: Sequence[DraftVersion]) -> list[DraftVersion]:
    """Return the versions, of those that differ by ticks or options alone only the last of each run."""
    runs = groupby(versions, key=lambda one: _passing(one) or str(one.number))
    return [list(run)[-1] for _, run in runs]


def changed_steps(before: DraftVersion, after: DraftVersion) -> list[str]:
    """Say what besides the text differs from one version to another."""

    def themes(one: DraftVersion) -> list[str]:
        return [theme.title for theme in one.outline.themes] if one.outline else []

    pairs = (
        ("Topic", before.topic, after.topic),
        ("Selected", *(counted(len(one.selected or ()), "paper") for one in (before, after))),
        ("Themes", *("; ".join(themes(one)) or "none" for one in (before, after))),
        ("Options", *(_options(one) for one in (before, after))),
    )
    said = [f"{name}: {old} → {new}" for name, old, new in pairs if old != new]
    if themes(before) == themes(after) and before.outline != after.outline:
        said.append("Themes: papers moved")
    return said


def diff_lines(found: Sequence[Difference]) -> list[Data]:
    """Return the changed lines with what stands around them; longer stretches that stayed are counted."""
    changed = [n for n, one in enumerate(found) if one.change != "same"]
    near = {n + step for n in changed for step in range(-_AROUND, _AROUND + 1)}
    lines: list[Data] = []
    for shown, run in groupby(range(len(found)), key=lambda n: n in near):
        places = list(run)
        if shown:
            lines += [_line(found[n]) for n in places]
        else:
            lines.append(
                {"change": "gap", "text": f"{counted(len(places), 'line')} unchanged", "heading": False}
            )
    return lines


def _passing(version: DraftVersion) -> str:
    """Return the beginning of the note of a version that is one of many small steps, else nothing."""
    return next(
        (start for start in ("Selected ", "Changed the options") if version.note.startswith(start)), ""
    )


def _row(version: DraftVersion, *, current: bool, last: bool) -> Row:
    text = (
        counted(sum(len(one.statements) for one in version.draft.paragraphs), "sentence")
        if version.draft
        else ""
    )
    when = f"{version.created:%Y-%m-%d %H:%M:%S} UTC"
    return Row(
        str(version.number),
        version.note,
        meta=" · ".join(part for part in (when, text) if part),
        badge="current" if last else "",
        key=str(version.number),
        current=current,
    )


def _choose(number: str) -> None:
    st.session_state[_CHOSEN] = int(number)


def _draw_comparison(
    draft_id: str, listed: Sequence[DraftVersion], chosen: DraftVersion, last: DraftVersion
) -> None:
    others = [one for one in reversed(listed) if one.number != chosen.number]
    if not others:
        st.caption("This is the only version so far.")
        return
    notes = {one.number: f"{one.number}: {one.note}" for one in others}
    usual = next(iter(notes)) if chosen is not last else next(n for n in notes if n < chosen.number)
    number = st.selectbox(
        f"Version {chosen.number} compared with",
        list(notes),
        index=list(notes).index(usual),
        format_func=lambda number: notes.get(number, str(number)),
        key=f"compared-{draft_id}-{chosen.number}-{last.number}",
    )
    other = next(one for one in others if one.number == number)
    before, after = sorted((chosen, other), key=lambda one: one.number)
    if chosen is not last:
        st.button(
            f"Restore version {chosen.number}",
            icon=":material/history:",
            on_click=_restore,
            args=(draft_id, chosen.number),
        )
    st.header(f"From version {before.number} to version {after.number}", anchor=False)
    for sentence in changed_steps(before, after):
        st.text(sentence, wrap=True)
    _draw_difference(differences(before, after))


def _draw_difference(found: Sequence[Difference]) -> None:
    if all(one.change == "same" for one in found):
        st.caption("The text is the same in both." if found else "Neither has a text.")
    else:
        _mount(key="draft-diff", data={"lines": diff_lines(found)})


def _restore(draft_id: str, number: int) -> None:
    if state.attempt(state.assistant().drafts.restore, draft_id, number):
        st.session_state.pop(_CHOSEN, None)
        state.go_to_step(None)


def _line(one: Difference) -> Data:
    return {"change": one.change, "text": one.text, "heading": one.heading}


def _options(version: DraftVersion) -> str:
    options = version.options
    table = "with table" if options.table else "no table"
    return ", ".join((options.length, options.tone, table, options.language))
