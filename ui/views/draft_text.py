"""The text of a draft: being written, written, or in the hands of the reader."""

from __future__ import annotations

from typing import Final, cast

import streamlit as st

from assistant.draft.jobs import Job
from assistant.export.wording import cost
from assistant.schema import Citation, Draft, DraftEvent, DraftVersion, Quote
from ui import state
from ui.views.claims_words import counted
from ui.views.component import define
from ui.views.draft_coverage import draw_coverage
from ui.views.draft_edit import draw_editing, take_edited
from ui.views.draft_figures import draw_figures
from ui.views.draft_panel import open_quote
from ui.views.labels import writer_label
from ui.views.notice import show
from ui.views.prose import statement_data

Data = dict[str, object]
Place = tuple[str, str, int, int]
"""A paper, a field of it, and where in it a quote starts and ends."""

_POLL_SECONDS: Final = 0.4

_mount = define("draft_text", "prose")


def at_work(draft_id: str) -> bool:
    """Tell whether a draft is being written."""
    job = state.assistant().draft_jobs.job(draft_id)
    return job is not None and not job.done


def draw_text(draft_id: str, version: DraftVersion) -> None:
    """Draw the text as it grows, or the one that is kept with its coverage, figures and an edit mode."""
    job = state.assistant().draft_jobs.job(draft_id)
    if job is not None and not job.done:
        _draw_writing(draft_id, job)
        return
    if job is not None and job.error:
        show(job.error, key="draft-failed")
    if version.draft is None:
        st.caption("There is no text yet: group the selected papers into themes and write the draft.")
        steps = ("Themes", "Go to the themes") if version.outline else ("Papers", "Select papers")
        st.button(steps[1], on_click=state.go_to_step, args=(steps[0],))
        return
    if take_edited(draft_id):
        st.session_state[f"edit-{draft_id}"] = False
    if left_behind(version):
        _draw_left_behind(draft_id)
    # Drawn above the switch, but has less to ask while the text is edited.
    coverage = st.container()
    editing = st.toggle("Edit text", key=f"edit-{draft_id}")
    with coverage:
        draw_coverage(draft_id, version, version.draft, ask=not editing)
    if editing:
        draw_editing(draft_id, version, version.draft)
    else:
        _draw_prose(draft_id, version.draft, progress=False)
        draw_figures(version.draft)


def left_behind(version: DraftVersion) -> bool:
    """Tell whether papers, themes or options have changed since the text was written."""
    if version.draft is None or version.outline is None:
        return False
    draft = version.draft
    told = (draft.themes, draft.options, set(draft.coverage.selected))
    return told != (version.outline.themes, version.options, set(version.selected or ()))


def write(draft_id: str) -> None:
    """Begin to write the text and turn to it."""
    if state.attempt(state.assistant().draft_jobs.start, draft_id):
        state.go_to_step("Text")


def text_data(draft: Draft, opened: Place | None, *, progress: bool) -> Data:
    """Return what the component draws; plain values, all text verbatim."""
    sections: list[Data] = []
    active: list[str] = []
    number = 0
    for paragraph in draft.paragraphs:
        statements: list[Data] = []
        for statement in paragraph.statements:
            statements.append(statement_data(number, statement))
            active += [
                f"{number}.{at}" for at, cited in enumerate(statement.citations) if place_of(cited) == opened
            ]
            number += 1
        sections.append({"heading": paragraph.theme, "statements": statements})
    return {
        "sections": sections,
        "active": active,
        "notes": [] if progress else notes(draft),
        "meta": "" if progress else meta_line(draft),
    }


def place_of(citation: Citation) -> Place:
    """Return where a quote stands."""
    return citation.paper_id, citation.field, citation.start, citation.end


def notes(draft: Draft) -> list[str]:
    """Return what the reader should know about how the draft ended."""
    said = "This draft is incomplete: writing ended early, and what was written is kept."
    return [said, *draft.warnings] if draft.incomplete else list(draft.warnings)


def meta_line(draft: Draft) -> str:
    """Say who wrote a draft, how much it is, how long it took and what it cost."""
    said = sum(len(one.statements) for one in draft.paragraphs)
    seconds = f"{draft.seconds:.1f} s" if draft.seconds else ""
    price = "local, free" if draft.writer == "extractive" else cost(draft.usage)
    parts = (writer_label(draft.writer), counted(said, "sentence"), seconds, price)
    return " · ".join(part for part in parts if part)


def progress_line(event: DraftEvent | None) -> str:
    """Say how far a draft is, with the counts reached so far."""
    if event is None or event.stage == "reading":
        return "Reading the papers…"
    said = sum(len(one.statements) for one in event.draft.paragraphs)
    if event.done >= event.total:
        return f"Setting the figures side by side: {counted(said, 'sentence')} written…"
    return f"Writing: {event.done} of {counted(event.total, 'theme')}, {counted(said, 'sentence')}…"


def _draw_writing(draft_id: str, job: Job) -> None:
    event = job.event
    with st.container(horizontal=True, vertical_alignment="center"):
        st.progress(event.done / event.total if event and event.total else 0.0, text=progress_line(event))
        st.button(
            "Stop",
            icon=":material/stop_circle:",
            key=f"stop-{draft_id}",
            disabled=job.stopped.is_set(),
            on_click=state.assistant().draft_jobs.stop,
            args=(draft_id,),
        )
    if job.stopped.is_set():
        st.caption("Stopping after the theme at work; what is written is kept.")
    _watch(job, event)
    if event is not None:
        _draw_prose(draft_id, event.draft, progress=True)


def _draw_left_behind(draft_id: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption("Papers, themes or options have changed since this text was written.")
        st.button("Write anew", on_click=write, args=(draft_id,))


@st.fragment(run_every=_POLL_SECONDS)
def _watch(job: Job, drawn: DraftEvent | None) -> None:
    """Draw the page anew once the running draft has grown or ended."""
    if job.done or job.event is not drawn:
        st.rerun()


def _draw_prose(draft_id: str, draft: Draft, *, progress: bool) -> None:
    key = f"text-{draft_id}"

    def opened() -> None:
        event = cast("Data | None", st.session_state[key].get("open"))
        if event is not None:
            cited = _cited(draft, cast("int", event["statement"]), cast("int", event["citation"]))
            open_quote(cited)

    _mount(key=key, data=text_data(draft, state.quote_place(), progress=progress), on_open_change=opened)


def _cited(draft: Draft, statement: int, citation: int) -> Quote:
    statements = [one for paragraph in draft.paragraphs for one in paragraph.statements]
    cited = statements[statement].citations[citation]
    return Quote(
        paper_id=cited.paper_id, field=cited.field, start=cited.start, end=cited.end, text=cited.quote
    )
