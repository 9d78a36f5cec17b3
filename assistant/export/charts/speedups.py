"""The plot of claimed factors on a log axis: a dot or range per claim, a panel per metric and baseline."""

# Takes half a second to import, and most commands draw nothing.
# ruff: noqa: PLC0415
from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final, Literal

from assistant.claims.names import name_key
from assistant.export.charts.hardware import hardware_of, looks
from assistant.export.charts.panels import Panel, panels
from assistant.export.charts.points import ChartPoint, factor_words
from assistant.export.wording import NOT_STATED, short_title, shortened

if TYPE_CHECKING:
    import altair as alt

_LINE: Final = "#808080"
"""Grey that stands out by 3:1 from white and from black."""
_WIDTH: Final = 380
_ROW: Final = 22
_LABEL: Final = 46
_FINE, _COARSE = (1, 1.5, 2, 3, 4, 6, 8), (1, 2, 5)
_KEY: Final = (
    "Filled: the figure stated. Bar: a range. Open with an arrow: at most (towards 1x) or at least (away).",
    "Each panel has its own metric and baseline; the order of rows is no ranking. Left of 1x is worse.",
    "A star marks a factor derived from another figure, such as a percentage.",
)


def speedup_chart(points: Sequence[ChartPoint], *, width: int = _WIDTH) -> alt.VConcatChart | None:
    """Return the plot of the points, ``None`` when there is none; the panels are ``width`` pixels wide.

    Texts take the colours of whoever shows it. The selection ``chosen`` holds the ``row`` of a clicked point.
    """
    import altair as alt

    if not points:
        return None
    drawing = _Drawing(points, width)
    shown = panels(points)
    views = [drawing.panel(panel, last=panel is shown[-1]) for panel in shown]
    title = alt.TitleParams(
        "Claimed factors by metric and baseline", subtitle=list(_KEY), anchor="start", offset=12
    )
    chart = alt.vconcat(
        *views,
        spacing=12,
        title=title,
        background="transparent",
        config=alt.Config(view=alt.ViewConfig(stroke=None)),
    )
    # Named only now, as joining the panels gives their layers other names.
    clickable = [panel["layer"][-1]["name"] for panel in chart.to_dict()["vconcat"]]
    select = alt.PointSelectionConfig(type="point", fields=["row"])
    chart.params = [alt.TopLevelSelectionParameter(name="chosen", select=select, views=clickable)]
    return chart


class _Drawing:
    """What the panels of one plot share: the extent of the axis and the looks of hardware."""

    def __init__(self, points: Sequence[ChartPoint], width: int) -> None:
        self._looks = looks(points)
        self._domain = _domain(points)
        self._width = width

    def panel(self, panel: Panel, *, last: bool) -> alt.LayerChart:
        """Draw one panel; the last one carries the axis."""
        import altair as alt

        marks = [mark for point in panel.points for mark in _marks(point)]
        base = alt.Chart(alt.InlineData(values=marks))
        places = list(dict.fromkeys(mark["place"] for mark in marks))
        layers = [
            _one(self._x(last=last)),
            _ranges(base).encode(y=_y(places, "left")),
            *(arrow.encode(y=_y(places, None)) for arrow in _arrows(base)),
            self._dots(base).encode(y=_y(places, "right")),
        ]
        title = alt.TitleParams(panel.heading, anchor="start", fontSize=12, frame="group", offset=4)
        return alt.LayerChart(
            layer=layers,
            title=title,
            width=self._width,
            height=_ROW * len(places),
            resolve=alt.Resolve(axis=alt.AxisResolveMap(y="independent")),
        )

    def _x(self, *, last: bool) -> alt.X:
        import altair as alt

        low, high = self._domain
        axis = alt.Axis(
            values=_ticks(low, high),
            labelExpr="format(datum.value, '~g') + 'x'",
            labels=last,
            ticks=last,
            domain=last,
            title="factor, log scale (1x = no change)" if last else None,
            gridOpacity=0.35,
            labelOverlap="greedy",
        )
        return alt.X("factor:Q", scale=alt.Scale(type="log", domain=[low, high], nice=False), axis=axis)

    def _dots(self, base: alt.Chart) -> alt.Chart:
        """Draw the figures, filled where the figure itself is stated; the right-hand axis spells them."""
        import altair as alt

        names, colors, shapes = list(self._looks), *zip(*self._looks.values(), strict=True)
        color = alt.Scale(domain=names, range=list(colors))
        shape = alt.Scale(domain=names, range=list(shapes))
        legend = alt.Legend(title="Hardware", orient="bottom", columns=4)
        dots = base.mark_point(size=90, opacity=1, strokeWidth=2, cursor="pointer")
        return dots.properties(name="dots").encode(
            x=alt.X("factor:Q"),
            shape=alt.Shape("hardware:N", scale=shape, legend=legend),
            stroke=alt.Stroke("hardware:N", scale=color, legend=legend),
            fill=alt.Fill("hardware:N", scale=color, legend=legend),
            fillOpacity=alt.when("datum.filled").then(alt.value(1)).otherwise(alt.value(0)),
            tooltip=[alt.Tooltip(f"{field}:N", title=title) for field, title in _TIPS.items()],
        )


def _y(places: Sequence[str], side: Literal["left", "right"] | None) -> alt.Y:
    """Return the rows; methods are written to the left of them, figures to the right."""
    import altair as alt

    axis = alt.Axis(
        orient=side or "left",
        labelExpr=f"split(datum.value, '\\t')[{1 if side == 'left' else 2}]",
        labelLimit=330,
        labels=side is not None,
        title=None,
        ticks=False,
        domain=False,
        grid=False,
    )
    return alt.Y("place:N", sort=None, scale=alt.Scale(domain=list(places)), axis=axis)


def _one(x: alt.X) -> alt.Chart:
    """Draw the line of no change."""
    import altair as alt

    data = alt.InlineData(values=[{"factor": 1}])
    return alt.Chart(data).mark_rule(color=_LINE, strokeWidth=2).encode(x=x)


_TIPS: Final = {
    "figure": "figure",
    "method": "method",
    "title": "paper",
    "baseline": "over",
    "hardware": "hardware",
    "derived": "derived",
    "note": "note",
    "quote": "quote",
}


def _ranges(base: alt.Chart) -> alt.Chart:
    """Draw a bar between both ends of each range."""
    import altair as alt

    bars = base.transform_filter("isValid(datum.factor_max)").mark_rule(color=_LINE, strokeWidth=5)
    return bars.encode(x=alt.X("factor:Q"), x2=alt.X2("factor_max:Q"))


def _arrows(base: alt.Chart) -> Iterator[alt.Chart]:
    """Draw an arrow from each bound to where the figure may lie; its length says nothing."""
    import altair as alt

    for side, sign in (("left", -1), ("right", 1)):
        bounds = base.transform_filter(f"datum.arrow === '{side}'")
        shaft = bounds.mark_rule(color=_LINE, strokeWidth=2, xOffset=sign * 6, x2Offset=sign * 20)
        yield shaft.encode(x=alt.X("from:Q"), x2=alt.X2("from:Q"))
        head = bounds.mark_point(
            shape=f"triangle-{side}", color=_LINE, filled=True, opacity=1, size=50, xOffset=sign * 22
        )
        yield head.encode(x=alt.X("from:Q"))


def _marks(point: ChartPoint) -> Iterator[dict[str, Any]]:
    """Yield a mark per end of a figure; its place is unique and holds what the axes write beside it."""
    text = f"{factor_words(point)}{'*' if point.derived else ''}"
    mark = {
        "row": point.row,
        "place": f"{point.row}\t{_label(point)}\t{text}",
        "factor": point.factor,
        "factor_max": point.factor_max,
        "bound": point.bound,
        "filled": point.bound not in {"up_to", "at_least"},
        "arrow": _arrow(point),
        "from": point.factor_max or point.factor,
        "figure": text,
        "method": point.subject or NOT_STATED,
        "title": point.title,
        "baseline": point.baseline or NOT_STATED,
        "hardware": hardware_of(point),
        "derived": point.derived or "as printed",
        "note": point.note or "",
        "quote": point.quote,
    }
    yield mark
    if point.factor_max is not None:
        yield {**mark, "factor": point.factor_max, "factor_max": None, "arrow": None}


def _arrow(point: ChartPoint) -> str | None:
    if point.bound not in {"up_to", "at_least"}:
        return None
    larger = point.bound == "at_least"
    return "right" if larger == (point.factor >= 1) else "left"


def _label(point: ChartPoint) -> str:
    """Return the method and its paper in few words."""
    title = short_title(point.title, _LABEL)
    subject = " ".join((point.subject or "").split())
    if not subject or name_key(subject) in name_key(title):
        return title
    return f"{shortened(subject, 22)} · {short_title(point.title, _LABEL - min(len(subject), 22) - 3)}"


def _domain(points: Sequence[ChartPoint]) -> tuple[float, float]:
    """Return an extent around all points and 1x, with room for arrows at both ends."""
    ends = [1.0, *(end for it in points for end in (it.factor, it.factor_max) if end is not None)]
    low, high = min(ends), max(ends)
    room = max(1.15, (high / low) ** 0.08)
    return low / room, high * room


def _ticks(low: float, high: float) -> list[float]:
    mantissas = _FINE if high / low < 30 else _COARSE
    ticks = (mantissa * 10.0**power for power in range(-12, 16) for mantissa in mantissas)
    return [tick for tick in ticks if low <= tick <= high]
