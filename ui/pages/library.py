"""Library: what papers there are, adding more, and reading one."""

from __future__ import annotations

import streamlit as st

from assistant.errors import NotFoundError
from assistant.schema import Paper
from ui import state
from ui.views.claims_export import draw_export
from ui.views.document_files import REFERENCES, document_files
from ui.views.importing import draw_outcome, draw_sample_button, draw_upload
from ui.views.labels import paper_badge, paper_line
from ui.views.notice import show
from ui.views.paper import draw_paper
from ui.views.rows import Row, draw_rows

PAGE_SIZE = 25

SEARCH_RESULTS = 50


def page() -> None:
    """Draw the page; the address names the paper that is open."""
    papers = state.assistant().papers()
    st.title("Library", anchor=False)
    opened = _opened()
    with st.container(key="shelf"):
        listing, reading = st.columns([1.2, 1], gap="large")
        with listing:
            _draw_shelf(papers)
        with reading, st.container(key="panel"):
            if opened:
                _draw_reader(opened)
            elif papers:
                st.caption("Choose a paper to read its abstract.")


def _draw_shelf(papers: list[Paper]) -> None:
    with st.expander("Add papers", icon=":material/add:", expanded=not papers):
        if not papers:
            draw_sample_button()
        draw_upload()
    draw_outcome()
    if not papers:
        return
    query = st.text_input(
        "Search", placeholder="Words, a method, a title", type="search", key="search"
    ).strip()
    found = [hit.paper for hit in state.assistant().search(query, k=SEARCH_RESULTS)] if query else papers
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(_count(found, searched=bool(query)), width="stretch")
        if found:
            draw_export(document_files(found, "references", state.assistant(), REFERENCES))
    _draw_list(found)


def _count(found: list[Paper], *, searched: bool) -> str:
    papers = "1 paper" if len(found) == 1 else f"{len(found):,} papers"
    if searched:
        return f"{papers} found, best first" if found else "Nothing found; try fewer or other words."
    only = sum(paper.abstract is None for paper in found)
    return f"{papers}, {only:,} with the title only" if only else papers


def _draw_list(found: list[Paper]) -> None:
    pages = max(1, -(-len(found) // PAGE_SIZE))
    # Drawn below the list, but its value is needed first.
    listing, pager = st.container(), st.container()
    number = pager.pagination(pages, key=f"page-of-{pages}") if pages > 1 else 1
    first = (number - 1) * PAGE_SIZE
    with listing:
        draw_rows(
            [_row(paper) for paper in found[first : first + PAGE_SIZE]],
            key="papers",
            label="Papers",
            on_open=state.open_paper,
        )


def _row(paper: Paper) -> Row:
    return Row(
        paper.id,
        paper.title,
        meta=paper_line(paper),
        badge=paper_badge(paper),
        current=paper.id == state.paper_id(),
    )


def _opened() -> Paper | None:
    paper_id = state.paper_id()
    if paper_id is None:
        return None
    try:
        return state.assistant().paper(paper_id)
    except NotFoundError:
        state.open_paper(None)
        show("That paper is not in this library any more.", key="no-such-paper")
        return None


def _draw_reader(paper: Paper) -> None:
    if draw_paper(paper, None, key="read-paper"):
        state.open_paper(None)
        st.rerun()
    if st.button("Remove from the library", icon=":material/delete:", type="tertiary"):
        _remove(paper)


@st.dialog("Remove this paper?")
def _remove(paper: Paper) -> None:
    st.text(paper.title)
    st.caption("Chats that cite it keep their answers, but its text can no longer be opened.")
    if st.button("Remove", type="primary"):
        state.assistant().remove([paper.id])
        state.open_paper(None)
        st.rerun()
