"""Charts become files without a network: the tests run with sockets refused."""

from __future__ import annotations

import struct
from collections.abc import Callable
from xml.etree import ElementTree

import pytest

from assistant.export.charts.points import chart_points
from assistant.export.charts.render import chart_png, chart_svg, describe
from assistant.export.charts.speedups import speedup_chart
from assistant.schema import ComparedClaim

Rows = Callable[..., ComparedClaim]


def test_svg_shows_panels_labels_and_figures_in_dark_on_white(row: Rows) -> None:
    claims = [row(subject="MARLIN", bound="up_to"), row(value=3, baseline="vLLM <&>")]
    chart = speedup_chart(chart_points(claims))
    assert chart is not None
    drawn = ElementTree.fromstring(chart_svg(chart))
    texts = {element.text for element in drawn.iter() if element.text}
    assert {"Speedup, baseline not stated", "Speedup over vLLM <&>", "MARLIN", "up to 2x", "3x"} <= texts
    assert any(element.get("fill") == "white" for element in drawn.iter())
    assert any(element.get("fill") == "#1f2328" for element in drawn.iter())


def test_png_grows_with_its_scale(row: Rows) -> None:
    chart = speedup_chart(chart_points([row()]))
    assert chart is not None
    sizes = [struct.unpack(">II", chart_png(chart, scale=scale)[16:24]) for scale in (1.0, 2.0)]
    assert abs(sizes[1][0] - 2 * sizes[0][0]) <= 2
    assert chart_png(chart).startswith(b"\x89PNG")


@pytest.mark.parametrize("odd", ["a\x00b", "a\x0bb", "a\ud800b", "a\ufffeb", "<b>&\"'\u202e", "a\tb\nc"])
def test_no_character_of_a_paper_breaks_the_picture(row: Rows, odd: str) -> None:
    claim = row(title=odd, subject=odd, baseline=odd, hardware=odd, quote=f"{odd} is 2x faster")
    chart = speedup_chart(chart_points([claim]))
    assert chart is not None
    ElementTree.fromstring(chart_svg(chart))
    assert chart_png(chart)


def test_description_tells_marks_and_the_span_of_each_panel(row: Rows) -> None:
    rows = [row(value=2), row(value=1.9, value_max=2.7, bound="range"), row(value=1200, baseline="vLLM")]
    assert describe(chart_points(rows)) == (
        "Dot plot on a log axis with 1x marked: 3 claimed factors in 2 panels, one per metric and baseline. "
        "Speedup over vLLM: 1, 1200x. Speedup, baseline not stated: 2, 1.9x to 2.7x."
    )
    assert "1 claimed factor in one panel" in describe(chart_points([row()]))


def test_description_of_nothing_says_so() -> None:
    assert describe([]) == "No claim amounts to a factor, so nothing is plotted."
