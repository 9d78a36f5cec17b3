"""The filters of the ledger: kept in the address, so that a view can be shared and outlives a reload."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypedDict, get_args

import streamlit as st

from assistant.pipeline import Assistant
from assistant.schema import Bound, ClaimFilter, Metric
from assistant.text.words import terms
from ui.views.claims_words import counted
from ui.views.rows import Row, draw_rows

PAGE: Final = "page"
"""The key of the list's page; another filter leads back to the first one."""

_ORDERS: Final = {"largest": "Largest value first", "smallest": "Smallest value first"}
_WHOSE: Final = {"own": "The paper's own", "background": "Background"}
_UNITS: Final = ("x", "%", "pp")
_PROPOSED: Final = {"with": "Shown too", "only": "Shown alone"}
_TITLED: Final = 50
"""Papers looked at for words of a title."""

_LABELS: Final = {
    "about": "About",
    "metric": "Metric",
    "min": "Value from",
    "max": "Value to",
    "unit": "Unit",
    "bound": "Bound",
    "hardware": "Hardware",
    "model": "Model",
    "baseline": "Baseline",
    "paper": "Paper",
    "whose": "Whose figure",
    "headline": "Headline results only",
    "proposals": "Proposed by a model",
    "order": "Order",
}
FILTERS: Final = tuple(name for name in _LABELS if name != "order")
"""The names that the filters have in the address."""

_MORE: Final = FILTERS[2:]
_TEXTS: Final = ("about", "hardware", "model", "baseline", "paper")


class _Kept(TypedDict):
    bind: Literal["query-params"]
    persist_state: Literal["session"]


_KEPT: Final[_Kept] = {"bind": "query-params", "persist_state": "session"}


@dataclass(frozen=True)
class Asked:
    """What the filters ask for."""

    wanted: ClaimFilter
    about: str | None = None
    paper: str | None = None
    """Words of a title."""


def draw_filters() -> Asked:
    """Draw the filters and return what they ask for."""
    about, metric, order = st.columns([2, 1, 1])
    with about:
        _text("about", "Topic, question or method")
    with metric:
        _choice("metric", {metric: metric for metric in get_args(Metric)})
    with order:
        _choice("order", _ORDERS, none="As in the papers")
    used = sum(_is_set(name) for name in _MORE)
    with st.expander(
        f"More filters, {used} in use" if used else "More filters", icon=":material/tune:", key="more-filters"
    ):
        _draw_more()
        st.button("Clear all filters", type="tertiary", on_click=clear_filters)
    return asked()


def asked(*, but: str | None = None) -> Asked:
    """Return what the filters ask for, leaving one of them out when it is named."""
    said = {name: st.session_state.get(name) for name in (*FILTERS, "order") if name != but}
    text = {name: (said.get(name) or "").strip() or None for name in _TEXTS}
    wanted = ClaimFilter.model_validate(
        {
            **{name: said.get(name) for name in ("metric", "unit", "bound")},
            **{name: text[name] for name in ("hardware", "model", "baseline")},
            "min_value": said.get("min"),
            "max_value": said.get("max"),
            "own": {"own": True, "background": False}.get(said.get("whose") or ""),
            "headline": said.get("headline") or None,
            "proposed": {"with": None, "only": True}.get(said.get("proposals") or "", False),
            "order": said.get("order") or "paper",
        }
    )
    return Asked(wanted, text["about"], text["paper"])


def narrowed(asked: Asked, assistant: Assistant) -> ClaimFilter:
    """Return the filter that also asks for the papers about a topic, and for those of a title."""
    wanted = asked.wanted
    if asked.paper is not None:
        wanted = wanted.model_copy(update={"papers": titled(asked.paper, assistant)})
    return assistant.ledger.narrowed(wanted, asked.about)


def titled(words: str, assistant: Assistant) -> tuple[str, ...]:
    """Return the papers whose title has all these words."""
    sought = set(terms(words))
    found = (hit.paper for hit in assistant.search(words, k=_TITLED))
    return tuple(paper.id for paper in found if sought <= set(terms(paper.title)))


def draw_loosening(assistant: Assistant) -> None:
    """Say that nothing fits, and how many claims would without each of the filters in use."""
    fits = {name: _count_without(name, assistant) for name in FILTERS if _is_set(name)}
    helpful = sorted((name for name in fits if fits[name]), key=lambda name: -fits[name])
    st.caption("No claim fits all of these filters." + (" Leave one out:" if helpful else ""))
    rows = [
        Row(name, _said(name), key="✕", meta=f"{counted(fits[name], 'claim')} without it") for name in helpful
    ]
    if helpful:
        draw_rows(
            rows, key="loosen", label="Filters to leave out", on_open=lambda name: clear_filters((name,))
        )
    else:
        st.button("Clear all filters", on_click=clear_filters, key="clear-all")


def clear_filters(names: tuple[str, ...] = FILTERS) -> None:
    """Let filters ask for nothing."""
    for name in names:
        st.session_state[name] = {"headline": False, **dict.fromkeys(_TEXTS, "")}.get(name)
    _restart()


def only_paper(title: str) -> None:
    """Ask for the claims of one paper."""
    clear_filters()
    st.session_state["paper"] = title


def _draw_more() -> None:
    left, middle, right = st.columns(3)
    with left:
        _number("min")
        _text("hardware", "A100, RTX 4090")
        _choice("bound", {bound: bound.replace("_", " ") for bound in get_args(Bound)})
        _text("paper", "Words of its title")
    with middle:
        _number("max")
        _text("model", "Llama, 70B")
        _choice("whose", _WHOSE)
        _choice("proposals", _PROPOSED, none="Left out")
    with right:
        _choice("unit", {unit: unit for unit in _UNITS})
        _text("baseline", "vLLM, FP16")
        st.toggle(_LABELS["headline"], key="headline", on_change=_restart, **_KEPT)


def _text(name: str, hint: str) -> None:
    st.text_input(_LABELS[name], placeholder=hint, key=name, on_change=_restart, **_KEPT)


def _number(name: str) -> None:
    st.number_input(_LABELS[name], value=None, placeholder="Any", key=name, on_change=_restart, **_KEPT)


def _choice(name: str, options: Mapping[str, str], *, none: str = "Any") -> None:
    st.selectbox(
        _LABELS[name],
        list(options),
        index=None,
        format_func=lambda option: options.get(option, option),
        placeholder=none,
        key=name,
        # Units are as printed, so that no list can hold them all.
        accept_new_options=name == "unit",
        on_change=_restart,
        **_KEPT,
    )


def _is_set(name: str) -> bool:
    value = st.session_state.get(name)
    return value is not None and value is not False and value != ""


def _said(name: str) -> str:
    value = st.session_state[name]
    if value is True:
        return _LABELS[name]
    said = {**_WHOSE, **_PROPOSED}.get(value, value)
    return f"{_LABELS[name]}: {said:g}" if isinstance(said, float) else f"{_LABELS[name]}: {said}"


def _count_without(name: str, assistant: Assistant) -> int:
    """Return how many claims would fit without a filter."""
    return assistant.ledger.count(narrowed(asked(but=name), assistant))


def _restart() -> None:
    """Lead back to the first page of the list."""
    st.session_state[PAGE] = 1
