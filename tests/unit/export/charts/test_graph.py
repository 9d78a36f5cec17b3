from __future__ import annotations

import random
from typing import Any

import pytest

from assistant.export.charts.graph import method_graph
from assistant.export.charts.layout import layered
from assistant.export.charts.render import chart_svg
from assistant.schema import Link, Quote

TITLES = {
    "a": "Tilus: A Virtual Machine",
    "b": "MARLIN: Mixed Precision",
    "c": "Heavy Hitters of Very Long Contexts",
}


def link(start: str, end: str, mention: str, text: str, relation: str = "baseline") -> Link:
    quote = Quote(paper_id=start, start=0, end=len(text), text=text)
    return Link.model_validate(
        {"from_paper": start, "to_paper": end, "mention": mention, "relation": relation, "quote": quote}
    )


LINKS = [
    link("a", "b", "Marlin", "Over Ladder and Marlin, our VM achieves speedups of 2.61x and 1.03x."),
    link("a", "c", "H2O", "We compare our method with H2O."),
    link("b", "c", "H2O", "H2O was proposed lately.", "mentioned"),
]


def data(links: list[Link], titles: dict[str, str] = TITLES) -> list[dict[str, Any]]:
    chart = method_graph(links, titles)
    assert chart is not None
    return [mark for values in chart.to_dict()["datasets"].values() for mark in values]


def test_without_a_measurement_there_is_no_graph() -> None:
    assert method_graph([LINKS[2]], TITLES) is None


def test_nodes_are_methods_by_their_names() -> None:
    assert {mark["tip"] for mark in data(LINKS)} >= {"Tilus", "MARLIN", "H2O"}


def test_arrow_leads_from_measurer_to_baseline_with_the_figures_stated() -> None:
    marks = data(LINKS)
    boxes = {mark["text"]: mark for mark in marks if "angle" not in mark}
    arrows = {mark["text"]: mark for mark in marks if "angle" in mark}
    assert {*arrows} == {"1.03x", "no figure"}
    arrow = arrows["1.03x"]
    assert arrow["from_x"] == boxes["Tilus"]["x2"] < arrow["to_x"] < boxes["MARLIN"]["x"]
    assert arrow["tip"] == LINKS[0].quote.text


def test_order_and_repetition_of_links_change_nothing() -> None:
    first, second = method_graph(LINKS, TITLES), method_graph([*LINKS[::-1], LINKS[0]], TITLES)
    assert first is not None
    assert second is not None
    assert first.to_dict() == second.to_dict()


def test_mutual_measurements_are_two_arrows_apart() -> None:
    back = link("b", "a", "Tilus", "MARLIN is 2x faster than Tilus.")
    forth, backwards = (mark for mark in data([LINKS[0], back]) if "angle" in mark)
    assert forth["from_y"] != backwards["from_y"]
    assert backwards["to_x"] < backwards["from_x"]


def test_circle_is_laid_out() -> None:
    places = layered([("a", "b"), ("b", "c"), ("c", "a"), ("a", "a")])
    assert [places[node].layer for node in "abc"] == [0, 1, 2]


@pytest.mark.parametrize("seed", range(5))
def test_thirty_nodes_stand_apart_and_forward_edges_lead_right(seed: int) -> None:
    chance = random.Random(seed)
    pairs = [sorted(chance.sample(range(30), 2)) for _ in range(40)]
    edges = [(f"n{a}", f"n{b}") for a, b in pairs]
    places = layered(edges)
    assert all(places[a].layer < places[b].layer for a, b in edges)
    for one in places:
        for other in places:
            if one != other and places[one].layer == places[other].layer:
                assert abs(places[one].row - places[other].row) >= 1


def test_graph_is_drawn() -> None:
    chart = method_graph(LINKS, TITLES)
    assert chart is not None
    assert "1.03x" in chart_svg(chart)
