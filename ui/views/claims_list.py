"""The ledger as a list: one claim a line, to be opened or ticked for comparison."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

import streamlit as st

from assistant.export.wording import NOT_STATED, figure
from assistant.schema import ComparedClaim, LedgerEntry
from ui import state
from ui.views.claims_words import marks, over, setting
from ui.views.component import define

Data = dict[str, object]

_mount = define("claims_list")


def draw_claims_list(
    entries: Sequence[LedgerEntry], rows: Sequence[ComparedClaim], *, on_open: Callable[[str], None]
) -> None:
    """Draw claims with their rows; ``on_open`` gets the key of the one that is clicked."""
    key = "claims-list"

    def opened() -> None:
        claim = cast("str | None", st.session_state[key].get("open"))
        if claim is not None:
            on_open(claim)

    def ticked() -> None:
        keys = cast("list[str] | None", st.session_state[key].get("choose"))
        if keys is not None:
            state.choose(keys)

    data = list_data(entries, rows, current=state.claim_key(), chosen=state.chosen())
    _mount(key=key, data=data, on_open_change=opened, on_choose_change=ticked)


def list_data(
    entries: Sequence[LedgerEntry],
    rows: Sequence[ComparedClaim],
    *,
    current: str | None,
    chosen: Sequence[str],
) -> Data:
    """Return what the component draws; plain values, all text verbatim."""
    return {
        "rows": [
            _row(entry, row) | {"current": entry.key == current}
            for entry, row in zip(entries, rows, strict=True)
        ],
        "chosen": list(chosen),
        "most": state.MOST_CHOSEN,
    }


def _row(entry: LedgerEntry, row: ComparedClaim) -> Data:
    claim = entry.claim
    return {
        "key": entry.key,
        "figure": figure(claim.quantity),
        "metric": claim.metric,
        "subject": claim.subject or f"method {NOT_STATED}",
        "over": over(claim),
        "setting": setting(claim),
        "title": row.title,
        "marks": marks(claim),
    }
