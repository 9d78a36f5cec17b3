"""What the session and the address bar remember; the only place that touches either."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar, cast

import streamlit as st

from assistant.errors import AssistantError, NotFoundError
from assistant.pipeline import Assistant
from assistant.schema import PaperField, Quote, StoredDraft, Thread
from assistant.server import served

_THREAD = "thread"
_PAPER = "paper"
_FOCUS = "focus"
_NOTICE = "notice"
_TO_CHAT = "to-chat"
_FOLLOWED = "followed"
_CLAIM = "claim"
_QUOTE = "quote"
_CHOSEN = "chosen"
_REFUSED = "refused"
_KEPT = "kept"
_DRAFT = "draft"
_TO_STEP = "to-step"

_PLACE = re.compile(r"(?P<paper_id>\w+)\.(?P<field>title|abstract)\.(?P<start>\d+)-(?P<end>\d+)")

MOST_CHOSEN = 30
"""Claims that can be chosen at once; each is judged against every other."""

DraftStep = Literal["Papers", "Themes", "Text", "Versions"]

T = TypeVar("T")


@dataclass(frozen=True)
class Focus:
    """What the Sources panel shows: a paper and, when a citation was chosen, the slice it quotes."""

    paper_id: str
    turn_id: str | None = None
    statement: int | None = None
    """Index of the statement within its turn."""
    citation: int | None = None
    """Index of the citation within its statement."""


@dataclass(frozen=True)
class Refused:
    """A correction that was not taken, and why."""

    key: str
    name: str
    value: str
    sentence: str


def assistant() -> Assistant:
    """Return the assistant that all pages and sessions share."""
    return served()


def thread() -> Thread | None:
    """Return the open thread: the one the address names, else the one opened last in this session."""
    thread_id = st.query_params.get(_THREAD) or open_thread_id()
    if thread_id is None:
        return None
    try:
        found = assistant().threads.get(thread_id)
    except NotFoundError:
        open_thread(None)
        say("That chat is not in this library any more.")
        return None
    open_thread(thread_id)
    return found


def open_thread(thread_id: str | None) -> None:
    """Make a thread the open one, in the address too; ``None`` begins a new one."""
    if thread_id != open_thread_id():
        set_focus(None)
    st.session_state[_THREAD] = thread_id
    if thread_id is None:
        st.query_params.pop(_THREAD, None)
    elif st.query_params.get(_THREAD) != thread_id:
        st.query_params[_THREAD] = thread_id


def go_to_thread(thread_id: str | None) -> None:
    """Open a thread from whichever page is shown; the page frame then turns to the chat."""
    open_thread(thread_id)
    st.session_state[_TO_CHAT] = True


def take_to_chat() -> bool:
    """Tell, once, whether the chat page was asked for."""
    return bool(st.session_state.pop(_TO_CHAT, False))


def open_thread_id() -> str | None:
    """Return the id of the thread opened last in this session."""
    return cast("str | None", st.session_state.get(_THREAD))


def draft() -> StoredDraft | None:
    """Return the open draft without its versions: the one the address names, else the one opened last."""
    draft_id = st.query_params.get(_DRAFT) or cast("str | None", st.session_state.get(_DRAFT))
    if draft_id is None:
        return None
    found = next((one for one in assistant().drafts.list() if one.id == draft_id), None)
    if found is None:
        open_draft(None)
        say("That draft is not in this library any more.")
    else:
        st.session_state[_DRAFT] = draft_id
        _name(_DRAFT, draft_id)
    return found


def open_draft(draft_id: str | None, step: DraftStep | None = None) -> None:
    """Make a draft the open one, at a step of it or where it was left; ``None`` leads to all drafts."""
    st.session_state[_DRAFT] = draft_id
    _name(_DRAFT, draft_id)
    open_claim(None)
    open_paper(None)
    go_to_step(step)


def go_to_step(step: DraftStep | None) -> None:
    """Turn to a step of the open draft when the page is drawn next; ``None`` to the furthest one reached."""
    st.session_state[_TO_STEP] = step or ""


def take_step() -> DraftStep | Literal[""] | None:
    """Return, once, the step that was asked for: empty for the furthest one reached."""
    return cast("DraftStep | Literal[''] | None", st.session_state.pop(_TO_STEP, None))


def focus() -> Focus | None:
    """Return what the Sources panel shows."""
    return cast("Focus | None", st.session_state.get(_FOCUS))


def set_focus(value: Focus | None) -> None:
    """Choose what the Sources panel shows."""
    st.session_state[_FOCUS] = value


def paper_id() -> str | None:
    """Return the paper that the address of the Library page names."""
    return st.query_params.get(_PAPER)


def open_paper(value: str | None) -> None:
    """Name a paper in the address of the Library page."""
    if value is None:
        st.query_params.pop(_PAPER, None)
    else:
        st.query_params[_PAPER] = value


def claim_key() -> str | None:
    """Return the claim that the address of the Claims page names."""
    return st.query_params.get(_CLAIM)


def open_claim(key: str | None) -> None:
    """Name a claim in the address of the Claims page, in place of any quote."""
    _name(_CLAIM, key)
    _name(_QUOTE, None)


def open_quote(quote: Quote) -> None:
    """Name a quote that is no claim in the address of the Claims page."""
    _name(_CLAIM, None)
    _name(_QUOTE, f"{quote.paper_id}.{quote.field}.{quote.start}-{quote.end}")


def quote_place() -> tuple[str, PaperField, int, int] | None:
    """Return the paper, field, start and end of the quote that the address names."""
    found = _PLACE.fullmatch(st.query_params.get(_QUOTE, ""))
    if found is None:
        return None
    return found["paper_id"], cast("PaperField", found["field"]), int(found["start"]), int(found["end"])


def chosen() -> tuple[str, ...]:
    """Return the claims ticked for comparison: those the address names, else those ticked in this session."""
    named = st.query_params.get(_CHOSEN)
    keys = tuple(named.split(".")) if named else cast("tuple[str, ...]", st.session_state.get(_CHOSEN, ()))
    choose(keys)
    return keys[:MOST_CHOSEN]


def choose(keys: Sequence[str]) -> None:
    """Tick claims, in the address too; beyond the most that can be chosen, the first ones stay."""
    kept = tuple(dict.fromkeys(keys))[:MOST_CHOSEN]
    st.session_state[_CHOSEN] = kept
    _name(_CHOSEN, ".".join(kept) or None)


def refused() -> Refused | None:
    """Return the correction that was refused last."""
    return cast("Refused | None", st.session_state.get(_REFUSED))


def set_refused(value: Refused | None) -> None:
    """Remember a refused correction until the next one."""
    st.session_state[_REFUSED] = value


def kept(name: str, of: Hashable, make: Callable[[], T]) -> T:
    """Return what ``make`` gives, made anew only when ``of`` has changed since it was last asked for."""
    known = st.session_state.get(f"{_KEPT}-{name}")
    if known is None or known[0] != of:
        known = (of, make())
        st.session_state[f"{_KEPT}-{name}"] = known
    return cast("T", known[1])


def _name(parameter: str, value: str | None) -> None:
    if value is None:
        st.query_params.pop(parameter, None)
    elif st.query_params.get(parameter) != value:
        st.query_params[parameter] = value


def follow(turn_id: str) -> None:
    """Bring a turn into sight when it is drawn."""
    st.session_state[_FOLLOWED] = turn_id


def followed() -> str | None:
    """Return the turn asked last in this session."""
    return cast("str | None", st.session_state.get(_FOLLOWED))


def say(sentence: str) -> None:
    """Keep a sentence to be shown once, on the page drawn next."""
    st.session_state[_NOTICE] = sentence


def attempt(do: Callable[..., object], *given: object) -> bool:
    """Do something and tell whether it went well; a problem is said on the page drawn next."""
    try:
        do(*given)
    except AssistantError as exc:
        say(str(exc))
        return False
    return True


def take_notice() -> str | None:
    """Return the sentence kept by `say` and forget it."""
    return cast("str | None", st.session_state.pop(_NOTICE, None))
