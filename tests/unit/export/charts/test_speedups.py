"""The plot is checked on its specification, as any viewer of it gets it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from assistant.export.charts.points import chart_points
from assistant.export.charts.speedups import speedup_chart
from assistant.schema import ComparedClaim

Rows = Callable[..., ComparedClaim]
Spec = dict[str, Any]


def spec_of(*rows: ComparedClaim) -> Spec:
    chart = speedup_chart(chart_points(rows))
    assert chart is not None
    return chart.to_dict()


def marks(spec: Spec) -> list[Spec]:
    """Data of all marks, each once, in the order of the panels."""
    names = dict.fromkeys(
        layer["data"]["name"] for panel in spec["vconcat"] for layer in panel["layer"] if "data" in layer
    )
    names |= dict.fromkeys(panel["data"]["name"] for panel in spec["vconcat"] if "data" in panel)
    return [mark for name in names for mark in spec["datasets"][name] if "row" in mark]


def test_nothing_to_show_is_no_chart(row: Rows) -> None:
    assert speedup_chart(chart_points([row(metric="quality")])) is None


def test_there_is_one_panel_per_metric_and_baseline_with_one_row_per_claim(row: Rows) -> None:
    spec = spec_of(row(baseline="vLLM"), row(baseline="vLLM"), row(metric="memory"))
    assert [panel["title"]["text"] for panel in spec["vconcat"]] == [
        "Speedup over vLLM",
        "Memory, baseline not stated",
    ]
    assert [panel["height"] for panel in spec["vconcat"]] == [44, 22]


def test_axis_is_logarithmic_and_the_same_in_all_panels_with_1x_marked(row: Rows) -> None:
    spec = spec_of(row(value=4, baseline="vLLM"), row(value=100))
    first = [panel["layer"][0] for panel in spec["vconcat"]]
    assert [layer["mark"]["type"] for layer in first] == ["rule", "rule"]
    assert [spec["datasets"][layer["data"]["name"]] for layer in first] == [[{"factor": 1}]] * 2
    scales = [layer["encoding"]["x"]["scale"] for layer in first]
    assert scales[0] == scales[1]
    assert scales[0]["type"] == "log"
    low, high = scales[0]["domain"]
    assert low < 1
    assert high > 100


@pytest.mark.parametrize(
    ("bound", "direction", "shown"),
    [
        ("exact", "improves", (True, None, "2x")),
        ("approx", "improves", (True, None, "about 2x")),
        ("up_to", "improves", (False, "left", "up to 2x")),
        ("at_least", "improves", (False, "right", "at least 2x")),
        ("up_to", "degrades", (False, "right", "down to 0.5x*")),
        ("at_least", "degrades", (False, "left", "at most 0.5x*")),
    ],
)
def test_bounds_are_open_marks_with_an_arrow_to_where_the_figure_may_lie(
    row: Rows, bound: str, direction: str, shown: tuple[bool, str | None, str]
) -> None:
    (mark,) = marks(spec_of(row(bound=bound, direction=direction)))
    assert (mark["filled"], mark["arrow"], mark["figure"]) == shown


def test_arrows_are_drawn_on_their_side_only(row: Rows) -> None:
    (panel,) = spec_of(row(bound="up_to"))["vconcat"]
    heads = [layer for layer in panel["layer"] if str(layer["mark"].get("shape")).startswith("triangle-")]
    for head, side, sign in zip(heads, ("left", "right"), (-1, 1), strict=True):
        assert head["mark"]["shape"] == f"triangle-{side}"
        assert head["transform"] == [{"filter": f"datum.arrow === '{side}'"}]
        assert head["mark"]["xOffset"] * sign > 0


def test_range_is_a_bar_between_both_ends(row: Rows) -> None:
    spec = spec_of(row(value=1.9, value_max=2.7, bound="range", quote="1.9x-2.7x"))
    lower, upper = marks(spec)
    assert (lower["factor"], lower["factor_max"], lower["figure"]) == (1.9, 2.7, "1.9–2.7x")
    assert (upper["factor"], upper["place"]) == (2.7, lower["place"])
    assert spec["vconcat"][0]["height"] == 22
    bars = [layer for layer in spec["vconcat"][0]["layer"] if layer["encoding"].get("x2", {}).get("field")]
    assert bars[0]["encoding"]["x2"]["field"] == "factor_max"


def test_no_mark_pools_the_claims(row: Rows) -> None:
    text = str(spec_of(row(value=2), row(value=4)))
    assert "aggregate" not in text
    assert "mean" not in text


def test_hardware_has_color_and_shape(row: Rows) -> None:
    spec = spec_of(row(hardware="A100"), row())
    dots = [layer for layer in spec["vconcat"][0]["layer"] if "shape" in layer["encoding"]]
    for dot in dots:
        assert dot["encoding"]["shape"]["field"] == dot["encoding"]["stroke"]["field"] == "hardware"
        assert dot["encoding"]["shape"]["scale"]["domain"] == ["A100", "not stated"]


def test_click_selects_the_row_of_a_claim_in_every_panel(row: Rows) -> None:
    spec = spec_of(row(baseline="vLLM"), row())
    (param,) = spec["params"]
    names = [layer["name"] for panel in spec["vconcat"] for layer in panel["layer"] if "name" in layer]
    assert (param["name"], param["select"]) == ("chosen", {"type": "point", "fields": ["row"]})
    assert param["views"] == names
    assert len({*names}) == 2
    assert [mark["row"] for mark in marks(spec)] == [0, 1]


def test_rows_are_labelled_by_method_and_paper_and_tell_the_quote(row: Rows) -> None:
    spec = spec_of(
        row(subject="MARLIN"), row(subject="our kernel"), row(title="A Title without a Name That Is Long" * 3)
    )
    labels = [mark["place"].split("\t")[1] for mark in marks(spec)]
    assert labels[:2] == ["MARLIN", "our kernel · MARLIN"]
    assert len(labels[2]) < 50
    assert labels[2].endswith("…")
    dots = [layer for layer in spec["vconcat"][0]["layer"] if "tooltip" in layer["encoding"]]
    assert "quote" in [tip["field"] for tip in dots[0]["encoding"]["tooltip"]]


def test_colors_of_texts_and_ground_are_left_to_the_viewer(row: Rows) -> None:
    spec = spec_of(row())
    assert spec["background"] == "transparent"
    assert "labelColor" not in str(spec)
