"""Whether a draft cites what was selected, and why it does not where it does not."""

from __future__ import annotations

import streamlit as st

from assistant.schema import Coverage, Draft, DraftVersion, Missing
from ui import draft_steps, state
from ui.draft_steps import known_papers
from ui.views.claims_words import counted
from ui.views.draft_panel import open_paper
from ui.views.rows import Row, draw_rows

LONGEST_REASON = 300
_FEW = 3
"""Papers without a reason whose fields are shown without being asked for."""


def draw_coverage(draft_id: str, version: DraftVersion, draft: Draft, *, ask: bool) -> None:
    """Draw the coverage in one line and what it rests on; with ``ask``, fields for reasons that lack."""
    coverage = draft.coverage
    failures = failed_sentences(draft)
    bare = tuple(one for one in coverage.missing if not one.reason)
    wanting = bool(failures or coverage.extraneous or bare) and len(bare) <= _FEW
    with st.expander(coverage_line(coverage, failures), expanded=wanting, key="draft-coverage"):
        st.markdown(
            "The contract holds: nothing is cited that was not selected, and each selected paper is cited or "
            "has a reason."
            if coverage.holds
            else "The contract does not hold: a selected paper is missing without a reason, or one is cited "
            "that was not selected."
        )
        if failures:
            st.markdown(
                f"{counted(failures, 'sentence')} failed the check; the marks in the text say why. "
                "Edit or remove them before the draft is used."
            )
        _draw_missing(coverage.missing)
        _draw_extraneous(coverage)
        if bare:
            st.caption("Selected and not cited, without a reason")
            if ask:
                _draw_reasons(draft_id, version, bare)
            else:
                _draw_bare(bare)


def coverage_line(coverage: Coverage, failures: int) -> str:
    """Return the coverage in few words, with a sign before them."""
    cited = sum(id_ in set(coverage.selected) for id_ in coverage.cited)
    bare = sum(not one.reason for one in coverage.missing)
    parts = [
        f"{cited} of {counted(len(coverage.selected), 'selected paper')} cited",
        f"{bare} missing without a reason" if bare else "",
        f"{len(coverage.extraneous)} cited but not selected" if coverage.extraneous else "",
        f"{counted(failures, 'sentence')} failed the check" if failures else "",
    ]
    sign = "✓" if coverage.holds and not failures else "⚠"
    return f"{sign} {', '.join(part for part in parts if part)}"


def failed_sentences(draft: Draft) -> int:
    """Return how many sentences did not pass the check."""
    return sum(one.verdict != "supported" for paragraph in draft.paragraphs for one in paragraph.statements)


def draw_reason_fields(missing: tuple[Missing, ...], *, key: str) -> dict[str, str]:
    """Draw a field for the reason of each missing paper, and return what is in them by paper id."""
    given: dict[str, str] = {}
    for number, one in enumerate(missing, start=1):
        st.text(one.title)
        given[one.paper_id] = st.text_input(
            f"Why paper {number} is not cited",
            one.reason,
            max_chars=LONGEST_REASON,
            placeholder="Why it is not cited",
            label_visibility="collapsed",
            key=f"{key}-{one.paper_id}",
        )
    return given


def _draw_missing(missing: tuple[Missing, ...]) -> None:
    explained = [one for one in missing if one.reason]
    if explained:
        st.caption("Selected and not cited")
        rows = [Row(one.paper_id, one.title, key="–", meta=one.reason) for one in explained]
        draw_rows(rows, key="draft-missing", label="Selected and not cited", on_open=open_paper)


def _draw_extraneous(coverage: Coverage) -> None:
    if coverage.extraneous:
        st.caption("Cited and not selected")
        papers = known_papers(state.assistant(), coverage.extraneous)
        rows = [Row(paper.id, paper.title, key="+") for paper in papers]
        draw_rows(rows, key="draft-extraneous", label="Cited and not selected", on_open=open_paper)


def _draw_bare(bare: tuple[Missing, ...]) -> None:
    rows = [Row(one.paper_id, one.title, key="–") for one in bare]
    draw_rows(rows, key="draft-bare", label="Selected and not cited, without a reason", on_open=open_paper)


def _draw_reasons(draft_id: str, version: DraftVersion, bare: tuple[Missing, ...]) -> None:
    with st.form(f"reasons-{version.number}", border=False):
        given = draw_reason_fields(bare, key=f"reason-{version.number}")
        if st.form_submit_button("Keep reasons"):
            known = draft_steps.reasons_of(version) | given
            state.attempt(draft_steps.reasons_given, state.assistant(), draft_id, known)
            st.rerun()
