"""The themes of a draft: named, ordered and filled by the reader, and how the text is to be written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final, cast

import streamlit as st

from assistant.errors import DraftError
from assistant.schema import DraftVersion, Outline
from ui import draft_steps, state
from ui.views.component import define
from ui.views.draft_options import draw_options
from ui.views.draft_panel import open_paper
from ui.views.draft_text import at_work, write

Data = dict[str, object]

_HAPPENED: Final = "board-happened"

_mount = define("draft_board")


def draw_themes(draft_id: str, version: DraftVersion) -> None:
    """Draw the theme board, the options, and the button that begins the text."""
    if version.outline is None:
        st.caption("There are no themes yet: select papers and group them first.")
        st.button("Select papers", on_click=state.go_to_step, args=("Papers",))
        return
    busy = at_work(draft_id)
    draw_options(draft_id, version.options, disabled=busy)
    st.button(
        "Write anew" if version.draft else "Write draft",
        type="primary",
        icon=":material/edit_note:",
        disabled=busy,
        on_click=write,
        args=(draft_id,),
    )
    if busy:
        st.caption("The draft is being written; its themes can be changed when it is done.")
    _draw_board(draft_id, version, version.outline, busy=busy)


def board_data(outline: Outline, selected: Sequence[str], titles: Mapping[str, str]) -> Data:
    """Return what the component draws; a theme is named by its first paper, whatever its title."""

    def papers(ids: Sequence[str]) -> list[Data]:
        return [{"id": id_, "title": titles.get(id_, "A paper that is gone")} for id_ in ids]

    placed = set(outline.papers)
    return {
        "themes": [
            {
                "id": theme.papers[0],
                "title": theme.title,
                "purpose": theme.purpose,
                "papers": papers(theme.papers),
            }
            for theme in outline.themes
        ],
        "rest": papers([id_ for id_ in selected if id_ not in placed]),
    }


def _draw_board(draft_id: str, version: DraftVersion, outline: Outline, *, busy: bool) -> None:
    key = f"board-{draft_id}"

    def on(name: str) -> Callable[[], None]:
        def happened() -> None:
            event = cast("Data | None", st.session_state[key].get(name))
            if event is not None:
                st.session_state[_HAPPENED] = st.session_state.get(_HAPPENED, 0) + 1
                state.attempt(_apply, draft_id, name, event)

        return happened

    titles = {one.paper_id: one.title for one in version.candidates}
    data = board_data(outline, version.selected or (), titles)
    # The count makes the board draw anew what was refused, too.
    count = st.session_state.get(_HAPPENED, 0)
    data |= {"current": state.paper_id(), "busy": busy, "happened": count}
    _mount(
        key=key,
        data=data,
        on_rename_change=on("rename"),
        on_shift_change=on("shift"),
        on_move_change=on("move"),
        on_open_change=on("open"),
    )


def _apply(draft_id: str, name: str, event: Data) -> None:
    assistant = state.assistant()
    if name == "open":
        open_paper(str(event["paper"]))
    elif at_work(draft_id):
        raise DraftError("The draft is being written; change its themes when it is done.")
    elif name == "rename":
        draft_steps.theme_renamed(assistant, draft_id, str(event["theme"]), str(event["to"]))
    elif name == "shift":
        draft_steps.theme_shifted(assistant, draft_id, str(event["theme"]), cast("int", event["by"]))
    elif event["theme"] is None:
        draft_steps.paper_moved(assistant, draft_id, str(event["paper"]), cast("str | None", event["title"]))
    else:
        draft_steps.paper_joined(assistant, draft_id, str(event["paper"]), str(event["theme"]))
