"""The graph of methods that were measured against each other: an arrow from each measurer to its baseline."""

# Takes half a second to import, and most commands draw nothing.
# ruff: noqa: PLC0415
from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from assistant.claims.extract import extract_claims
from assistant.claims.names import name_key
from assistant.export.charts.layout import Edge, Place, layered
from assistant.export.wording import figure, short_title
from assistant.schema import Link, Paper

if TYPE_CHECKING:
    import altair as alt

_LINE: Final = "#808080"
"""Grey that stands out by 3:1 from white and from black; texts stand on grounds of their own."""
_BOX, _BOX_TEXT = "#1f4e79", "#ffffff"
_TAG, _TAG_TEXT = "#e6e9ed", "#1f2328"
_COLUMN, _ROW = 340, 52
_BOX_HEIGHT, _TAG_HEIGHT = 28, 18
_LETTER = 7.0
"""Pixels that a letter takes at most, on average."""
_NAME = 24
_PARTS: Final = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82)
_FIGURES = 3

_Mark = dict[str, Any]


def method_graph(links: Sequence[Link], titles: Mapping[str, str]) -> alt.LayerChart | None:
    """Return the graph of the papers that measure themselves against one another, ``None`` without any.

    ``titles`` holds the papers' titles by id. An arrow bears the figures stated over that baseline.
    """
    import altair as alt

    met = _meetings(links)
    if not met:
        return None
    places = layered(list(met))
    boxes = {id_: _box(place, _name(id_, titles, met)) for id_, place in places.items()}
    arrows = [_arrow(boxes[a], boxes[b], found, titles[a]) for (a, b), found in met.items()]
    tags = _tags(arrows, [*boxes.values()])
    title = alt.TitleParams(
        "Who measured against whom",
        subtitle="Each arrow leads from the paper that reports a result to the method it is set against.",
        anchor="start",
        offset=12,
    )
    return alt.LayerChart(
        layer=[
            *_lines(arrows),
            *_labels(tags, _TAG, _TAG_TEXT),
            *_labels([*boxes.values()], _BOX, _BOX_TEXT),
        ],
        width=max(box["x2"] for box in boxes.values()),
        height=max(box["y2"] for box in boxes.values()) + 2,
        title=title,
        background="transparent",
        config=alt.Config(view=alt.ViewConfig(stroke=None)),
    )


def _meetings(links: Sequence[Link]) -> dict[Edge, list[Link]]:
    """Return the links to baselines by the papers they join, whatever the order in which they were found."""
    found: dict[Edge, list[Link]] = {}
    for link in sorted(dict.fromkeys(links), key=lambda link: (link.from_paper, link.to_paper)):
        if link.relation == "baseline" and link.from_paper != link.to_paper:
            found.setdefault((link.from_paper, link.to_paper), []).append(link)
    return found


def _name(id_: str, titles: Mapping[str, str], met: Mapping[Edge, Sequence[Link]]) -> str:
    """Return the name that the title sets before a colon, else the one that others use, else the title."""
    before, colon, _ = titles[id_].partition(": ")
    mentions = [found[0].mention for (_, end), found in met.items() if end == id_]
    name = before if colon and len(before) <= _NAME else next(iter(mentions), titles[id_])
    return short_title(name, _NAME)


def _box(place: Place, name: str) -> _Mark:
    x, y = place.layer * _COLUMN, place.row * _ROW
    return {**_label(x, y, name, _BOX_HEIGHT), "tip": name}


def _label(x: float, y: float, text: str, height: float) -> _Mark:
    return {"x": x, "y": y, "x2": x + len(text) * _LETTER + height / 2, "y2": y + height, "text": text}


def _arrow(start: _Mark, end: _Mark, links: Sequence[Link], title: str) -> _Mark:
    """Return the line between two boxes; one that leads back runs lower, beside its opposite."""
    back = end["x"] <= start["x"]
    from_x, to_x = (start["x"], end["x2"] + 7) if back else (start["x2"], end["x"] - 7)
    shift = _BOX_HEIGHT * (0.8 if back else 0.5)
    from_y, to_y = start["y"] + shift, end["y"] + shift
    return {
        **{"from_x": from_x, "from_y": from_y, "to_x": to_x, "to_y": to_y},
        "angle": math.degrees(math.atan2(to_y - from_y, to_x - from_x)),
        "text": _figures(links, title) or "no figure",
        "tip": "\n".join(dict.fromkeys(link.quote.text for link in links)),
    }


def _tags(arrows: Sequence[_Mark], boxes: Sequence[_Mark]) -> list[_Mark]:
    """Return the text of each arrow, as near to its middle as it can be without covering another one."""
    placed: list[_Mark] = []
    for arrow in arrows:
        tags = [_tag(arrow, part) for part in _PARTS]
        free = (tag for tag in tags if not any(_overlap(tag, other) for other in (*placed, *boxes)))
        placed.append(next(free, tags[0]))
    return placed


def _tag(arrow: _Mark, part: float) -> _Mark:
    x = arrow["from_x"] + part * (arrow["to_x"] - arrow["from_x"]) - len(arrow["text"]) * _LETTER / 2
    y = arrow["from_y"] + part * (arrow["to_y"] - arrow["from_y"]) - _TAG_HEIGHT / 2
    return {**_label(x, y, arrow["text"], _TAG_HEIGHT), "tip": arrow["tip"]}


def _overlap(one: _Mark, other: _Mark) -> bool:
    beside = one["x2"] < other["x"] or other["x2"] < one["x"]
    return not (beside or one["y2"] < other["y"] or other["y2"] < one["y"])


def _figures(links: Sequence[Link], title: str) -> str:
    """Return the figures that the quotes state over the baseline, as the grammar of claims reads them."""
    found: dict[str, None] = {}
    for link in links:
        reading = Paper(id=link.from_paper, title=title, abstract=link.quote.text)
        for claim in extract_claims(reading):
            if claim.baseline and name_key(link.mention) in name_key(claim.baseline):
                found[figure(claim.quantity)] = None
    return ", ".join([*found][:_FIGURES]) + (", …" if len(found) > _FIGURES else "")


def _lines(arrows: Sequence[_Mark]) -> Iterator[alt.Chart]:
    import altair as alt

    base = alt.Chart(alt.InlineData(values=list(arrows)))
    yield base.mark_rule(color=_LINE, strokeWidth=2).encode(
        x=_x("from_x"), y=_y("from_y"), x2=alt.X2("to_x:Q"), y2=alt.Y2("to_y:Q")
    )
    yield base.mark_point(shape="triangle-right", color=_LINE, filled=True, opacity=1, size=110).encode(
        x=_x("to_x"), y=_y("to_y"), angle=alt.Angle("angle:Q", scale=None)
    )


def _labels(marks: Sequence[_Mark], ground: str, ink: str) -> Iterator[alt.Chart]:
    """Draw texts on grounds of their own, which read well whatever lies behind the chart."""
    import altair as alt

    base = alt.Chart(alt.InlineData(values=list(marks))).encode(x=_x("x"), y=_y("y"))
    grounds = base.mark_rect(color=ground, cornerRadius=4, opacity=1)
    yield grounds.encode(x2=alt.X2("x2:Q"), y2=alt.Y2("y2:Q"), tooltip=alt.Tooltip("tip:N", title="quote"))
    middle = base.transform_calculate(
        middle_x="(datum.x + datum.x2) / 2", middle_y="(datum.y + datum.y2) / 2"
    )
    texts = middle.mark_text(color=ink, fontSize=12, baseline="middle", tooltip=None)
    yield texts.encode(x=_x("middle_x"), y=_y("middle_y"), text="text:N")


def _x(field: str) -> alt.X:
    import altair as alt

    return alt.X(f"{field}:Q", scale=alt.Scale(zero=True, nice=False, padding=0), axis=None)


def _y(field: str) -> alt.Y:
    import altair as alt

    return alt.Y(f"{field}:Q", scale=alt.Scale(zero=True, nice=False, padding=0, reverse=True), axis=None)
