"""The plot of claimed factors and the graph of methods, each with a table that says the same."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, Literal, cast

import streamlit as st

from assistant.export.charts.graph import method_graph
from assistant.export.charts.points import ChartPoint, chart_points
from assistant.export.charts.render import describe
from assistant.export.charts.speedups import speedup_chart
from assistant.export.wording import BOUNDS, times
from assistant.schema import ComparedClaim, LedgerEntry, Link
from ui import state
from ui.views.table import Cell, draw_table

if TYPE_CHECKING:
    import altair as alt

_BESIDE: Final = 120
"""Pixels of the plot's axis beside an open claim."""
_INKS: Final = {"light": "#22262b", "dark": "#e7e4dd"}
"""The text colours of .streamlit/config.toml, which reach no chart by themselves."""


def draw_plot(entries: Sequence[LedgerEntry], rows: Sequence[ComparedClaim]) -> alt.TopLevelMixin | None:
    """Draw the factors that claims amount to, and return the chart; a click on a mark opens its quote."""
    with st.spinner("Drawing…"):
        points, chart, spec = state.kept("plot", tuple(rows), lambda: _plot(rows))
    if chart is None:
        st.caption("None of these claims amounts to a factor, so there is nothing to plot.")
        return None
    beside = bool(state.claim_key() or state.quote_place())
    # A key of its own, so that a mark whose claim was closed is not selected any more and opens it again.
    key = "plot-beside" if beside else "plot"

    def picked() -> None:
        selection = cast("Mapping[str, Sequence[Mapping[str, int]]]", st.session_state[key]["selection"])
        for mark in selection.get("chosen", ())[-1:]:
            state.open_claim(entries[mark["row"]].key)

    with st.container(key="chart-plot"):
        _draw_chart(narrow(spec) if beside else spec, key=key, on_select=picked, alt=describe(points))
    with st.expander("The plot as a table", icon=":material/table:"):
        draw_points(entries, points)
    return chart


def draw_points(entries: Sequence[LedgerEntry], points: Sequence[ChartPoint]) -> None:
    """Draw what the plot shows as a table."""
    headings = [Cell(it) for it in ("Factor", "Metric", "Method", "Over", "Hardware", "Derived", "Paper")]
    rows = [
        [
            Cell(factor(point), entries[point.row].key),
            Cell(point.metric),
            Cell(point.subject),
            Cell(point.baseline),
            Cell(point.hardware),
            Cell("; ".join(part for part in (point.derived or "as printed", point.note) if part)),
            Cell(point.title),
        ]
        for point in points
    ]
    draw_table(headings, rows, key="points", label="The plot as a table", on_open=state.open_claim)


def factor(point: ChartPoint) -> str:
    """Return a factor with its bound."""
    ends = [end for end in (point.factor, point.factor_max) if end is not None]
    return f"{BOUNDS[point.bound]}{'–'.join(times(end) for end in ends)}x"


def meetings(links: Sequence[Link], papers: Collection[str]) -> list[Link]:
    """Return where one of some papers was measured against another paper, or another one against it."""
    return [
        link
        for link in dict.fromkeys(links)
        if link.relation == "baseline" and (link.from_paper in papers or link.to_paper in papers)
    ]


def draw_graph(links: Sequence[Link], titles: Mapping[str, str]) -> alt.TopLevelMixin | None:
    """Draw which paper measures itself against which, and return the chart."""
    with st.spinner("Drawing…"):
        chart = state.kept("graph", tuple(links), lambda: method_graph(links, titles))
    if chart is None:
        st.caption("None of these papers measures itself against the method of another paper of the library.")
        return None
    with st.container(key="chart-graph"):
        _draw_chart(chart.to_dict(), key="graph", on_select="ignore", alt=graph_in_words(links, titles))
    with st.expander("The graph as a table", icon=":material/table:", expanded=True):
        _draw_links(links, titles)
    return chart


def graph_in_words(links: Sequence[Link], titles: Mapping[str, str]) -> str:
    """Return what the graph shows, for those who cannot see it."""
    pairs = dict.fromkeys((link.from_paper, link.to_paper) for link in links)
    said = "; ".join(f"{titles[a]} against {titles[b]}" for a, b in pairs)
    return f"Graph of who measured against whom. {said}."


def narrow(spec: Mapping[str, Any]) -> dict[str, Any]:
    """Return the plot with shorter axes; drawing it anew would take a second."""
    return {**spec, "vconcat": [{**panel, "width": _BESIDE} for panel in spec["vconcat"]]}


def themed(spec: Mapping[str, Any]) -> dict[str, Any]:
    """Return a chart whose small print stands out from the ground of the page: Streamlit leaves it pale."""
    ink = _INKS["dark" if st.context.theme.type == "dark" else "light"]
    words = {"labelColor": ink, "titleColor": ink}
    small = {"title": {"color": ink, "subtitleColor": ink}, "axis": words, "legend": words}
    # The chart has one description as a whole; Vega would give roles to its groups of marks but no names.
    silent = {"mark": {"aria": False}}
    return {**spec, "config": {**spec.get("config", {}), **small, **silent}}


def _draw_chart(
    spec: Mapping[str, Any], *, key: str, on_select: Literal["ignore"] | Callable[[], None], alt: str
) -> None:
    # Its data parameter takes types of packages that are not installed, which leaves it partially unknown.
    draw = cast("Callable[..., object]", cast("Any", st).vega_lite_chart)
    draw(spec=themed(spec), width="content", key=key, on_select=on_select, alt=alt)


def _plot(
    rows: Sequence[ComparedClaim],
) -> tuple[list[ChartPoint], alt.VConcatChart | None, dict[str, Any]]:
    points = chart_points(rows)
    chart = speedup_chart(points)
    return points, chart, chart.to_dict() if chart else {}


def _draw_links(links: Sequence[Link], titles: Mapping[str, str]) -> None:
    headings = [Cell(it) for it in ("Paper", "Measured against", "As named", "Quote")]
    rows = [
        [
            Cell(titles[link.from_paper]),
            Cell(titles[link.to_paper]),
            Cell(link.mention),
            Cell(f"“{link.quote.text}”", str(number)),
        ]
        for number, link in enumerate(links)
    ]
    draw_table(
        headings,
        rows,
        key="links",
        label="The graph as a table",
        on_open=lambda number: state.open_quote(links[int(number)].quote),
    )
