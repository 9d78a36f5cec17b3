"""A chart as a file, and in words; nothing is fetched for it."""

# Takes half a second to import, and most commands draw nothing.
# ruff: noqa: PLC0415
from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, cast

from assistant.export.charts.panels import Panel, panels
from assistant.export.charts.points import ChartPoint
from assistant.export.escape import drawable
from assistant.export.wording import times

if TYPE_CHECKING:
    import altair as alt

_INK: Final = "#1f2328"
# A file is shown on grounds that nobody knows beforehand: it brings its own.
_PAPER: Final[dict[str, Any]] = {
    "background": "white",
    "padding": 12,
    "title": {"color": _INK, "subtitleColor": _INK},
    "axis": {"labelColor": _INK, "titleColor": _INK, "gridColor": "#d0d7de", "domainColor": _INK},
    "legend": {"labelColor": _INK, "titleColor": _INK},
}


def chart_svg(chart: alt.TopLevelMixin) -> str:
    """Return a chart as an SVG document, dark on white."""
    import vl_convert

    return vl_convert.vegalite_to_svg(_spec(chart), config=_PAPER, allowed_base_urls=[])


def chart_png(chart: alt.TopLevelMixin, *, scale: float = 2.0) -> bytes:
    """Return a chart as a PNG image, dark on white, ``scale`` times as large as on a screen."""
    import vl_convert

    return vl_convert.vegalite_to_png(_spec(chart), scale=scale, config=_PAPER, allowed_base_urls=[])


def describe(points: Sequence[ChartPoint]) -> str:
    """Return what the plot of the points shows, for those who cannot see it."""
    if not points:
        return "No claim amounts to a factor, so nothing is plotted."
    shown = panels(points)
    count = f"{len(points)} claimed factor{'s' if len(points) > 1 else ''}"
    where = f"{len(shown)} panels, one per metric and baseline" if len(shown) > 1 else "one panel"
    return f"Dot plot on a log axis with 1x marked: {count} in {where}. " + " ".join(map(_span, shown))


def _span(panel: Panel) -> str:
    ends = [end for it in panel.points for end in (it.factor, it.factor_max) if end is not None]
    low, high = f"{times(min(ends))}x", f"{times(max(ends))}x"
    return f"{panel.heading}: {len(panel.points)}, {low if low == high else f'{low} to {high}'}."


def _spec(chart: alt.TopLevelMixin) -> dict[str, Any]:
    spec: dict[str, Any] = chart.to_dict()
    # Otherwise it would win over the ground of the file.
    spec.pop("background", None)
    return _drawable(spec)


def _drawable(value: Any) -> Any:  # noqa: ANN401 - JSON
    """Make all texts safe for the renderer: one that XML cannot hold would end the whole process."""
    match value:
        case str():
            return drawable(value)
        case dict():
            return {key: _drawable(it) for key, it in cast("dict[str, Any]", value).items()}
        case list():
            return [_drawable(it) for it in cast("list[Any]", value)]
        case _:
            return value
