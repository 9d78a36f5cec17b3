"""What a claim rests on: its paper with the quote highlighted, what follows from it, and all its fields."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from assistant.claims.derived import derive
from assistant.errors import AssistantError, NotFoundError
from assistant.export.wording import figure, times
from assistant.schema import Claim, ComparedClaim, LedgerEntry, Quote
from ui import state
from ui.state import Refused
from ui.views.claims_fields import Fact, draw_claims_fields
from ui.views.claims_filters import only_paper
from ui.views.claims_words import marks, over
from ui.views.notice import show
from ui.views.paper import draw_paper

Opened = LedgerEntry | Quote


def opened() -> Opened | None:
    """Return the claim or quote that the address names; one that is gone is said in a sentence."""
    key, place = state.claim_key(), state.quote_place()
    if key is not None:
        found = state.assistant().ledger.get([key])
        return found[0] if found else _gone("That claim is not in this library any more.")
    if place is None:
        return None
    paper_id, field, start, end = place
    try:
        paper = state.assistant().paper(paper_id)
    except NotFoundError:
        return _gone("That paper is not in this library any more.")
    text = (paper.title if field == "title" else paper.abstract) or ""
    return Quote(paper_id=paper_id, field=field, start=start, end=end, text=text[start:end])


def draw_claim_panel(what: Opened) -> None:
    """Draw the panel beside the claims: the paper with the quote and, of a claim, all that is known."""
    if isinstance(what, LedgerEntry):
        quoting, knowing = st.tabs(["Quote", "All fields"], key="claim-tabs")
        with quoting:
            _draw_quote(what.claim.quote)
        with knowing, st.container(key="claim-fields"):
            _draw_claim(what)
    else:
        _draw_quote(what)


def facts(row: ComparedClaim) -> list[Fact]:
    """Return a claim in words, the factor that follows from it, and what it costs in quality."""
    claim = row.claim
    said = f"{figure(claim.quantity)} {claim.metric}, {over(claim)}"
    return [Fact("Claim", said, ", ".join(marks(claim))), _derived(claim), _quality(row)]


def correct(key: str, name: str, value: object) -> None:
    """Correct one field of a claim; why that cannot be is kept to be shown beside the field."""
    try:
        state.assistant().ledger.edit(key, name, value)
    except AssistantError as exc:
        state.set_refused(Refused(key, name, str(value), str(exc)))
    else:
        state.set_refused(None)


def _gone(sentence: str) -> None:
    state.open_claim(None)
    show(sentence, key="no-such-claim")


def _draw_quote(quote: Quote) -> None:
    with st.container(key="panel"):
        if draw_paper(state.assistant().paper(quote.paper_id), quote, key="claim-paper"):
            state.open_claim(None)
            st.rerun()


def _draw_claim(entry: LedgerEntry) -> None:
    ledger = state.assistant().ledger
    row = ledger.rows([entry.claim])[0]
    _draw_decision(entry)
    draw_claims_fields(
        entry, facts(row), ledger.found(entry.key), refused=state.refused(), on_correct=correct
    )
    st.button(
        "All claims of this paper",
        icon=":material/filter_alt:",
        type="tertiary",
        on_click=only_paper,
        args=(row.title,),
    )


def _draw_decision(entry: LedgerEntry) -> None:
    """Draw what can be said to a claim that only a model found."""
    reader = state.assistant().second_reader
    says = {"Accept": reader.accept, "Dismiss": reader.dismiss}
    if entry.claim.state in {"accepted", "dismissed"}:
        says = {"Take back what you said to this proposal": reader.reconsider}
    elif entry.claim.state != "proposed":
        return
    with st.container(horizontal=True):
        for label, say in says.items():
            st.button(label, on_click=_decide, args=(say, entry.key))


def _decide(say: Callable[[str], LedgerEntry], key: str) -> None:
    try:
        say(key)
    except AssistantError as exc:
        state.say(str(exc))


def _derived(claim: Claim) -> Fact:
    found = derive(claim)
    if found is None:
        return Fact("Derived", "no factor follows")
    ends: Sequence[float] = [end for end in (found.factor, found.factor_max) if end is not None]
    said = [found.formula, f"Note: {found.note}" if found.note else ""]
    return Fact("Derived", f"{'–'.join(map(times, ends))}x", ". ".join(part for part in said if part))


def _quality(row: ComparedClaim) -> Fact:
    if row.quality is None:
        return Fact("Quality", None)
    return Fact("Quality", f"“{row.quality.text}”", "as stated beside the claim")
