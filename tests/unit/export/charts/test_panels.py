from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.export.charts.hardware import hardware_of, looks
from assistant.export.charts.panels import panels
from assistant.export.charts.points import chart_points
from assistant.schema import ComparedClaim

Rows = Callable[..., ComparedClaim]


def headings(rows: list[ComparedClaim]) -> dict[str, int]:
    return {panel.heading: len(panel.points) for panel in panels(chart_points(rows))}


def test_metrics_and_baselines_are_never_mixed(row: Rows) -> None:
    rows = [
        row(metric="memory", baseline="vLLM"),
        row(),
        row(baseline="H2O"),
        row(baseline="vLLM"),
        row(baseline="vLLM"),
    ]
    assert list(headings(rows).items()) == [
        ("Speedup over vLLM", 2),
        ("Speedup over H2O", 1),
        ("Speedup, baseline not stated", 1),
        ("Memory over vLLM", 1),
    ]


def test_metrics_without_a_baseline_are_not_mixed_either(row: Rows) -> None:
    assert headings([row(), row(metric="memory")]) == {
        "Speedup, baseline not stated": 1,
        "Memory, baseline not stated": 1,
    }


def test_spellings_of_one_baseline_share_a_panel(row: Rows) -> None:
    assert headings([row(baseline="H2O"), row(baseline="H_2O")]) == {"Speedup over H2O": 2}


def test_baseline_that_nobody_can_look_up_is_one_only_within_a_paper(row: Rows) -> None:
    rows = [row(baseline="prior work", paper_id=id_, title=f"{id_}: T") for id_ in ("Aa", "Bb", "Aa")]
    assert headings(rows) == {"Speedup over prior work (Aa)": 2, "Speedup over prior work (Bb)": 1}


@pytest.mark.parametrize(
    ("stated", "name"),
    [
        ("A100 GPUs", "A100"),
        ("a single NVIDIA A100 GPU", "A100"),
        ("a single GPU", "GPU, model not stated"),
        ("iPhone 16 Pro", "iPhone 16 Pro"),
        (None, "not stated"),
    ],
)
def test_hardware_goes_by_one_name(row: Rows, stated: str | None, name: str) -> None:
    (point,) = chart_points([row(hardware=stated)])
    assert hardware_of(point) == name


def test_each_hardware_has_its_own_color_and_shape_and_the_unknown_is_grey(row: Rows) -> None:
    found = looks(chart_points([row(hardware=f"H{n}") for n in range(42)] + [row()]))
    assert len({*found.values()}) == 43
    assert list(found)[-1] == "not stated"
    assert found["not stated"] == ("#808080", "circle")


def contrast(color: str, ground: float) -> float:
    """Contrast as WCAG 2 defines it, against a ground of the given luminance."""
    channels = [int(color[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    light = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return (max(light, ground) + 0.05) / (min(light, ground) + 0.05)


def test_colors_stand_out_from_light_and_dark_grounds(row: Rows) -> None:
    found = looks(chart_points([row(hardware=f"H{n}") for n in range(6)]))
    white, nearly_black = 1.0, 0.0056
    assert all(
        contrast(color, ground) >= 3 for color, _ in found.values() for ground in (white, nearly_black)
    )
