"""Places for the nodes of a directed graph: in columns from left to right, the same for the same graph."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

Edge = tuple[str, str]


class Place(NamedTuple):
    """Where a node stands: its column and its height in rows, both from 0."""

    layer: int
    row: float


def layered(edges: Sequence[Edge]) -> dict[str, Place]:
    """Return a place for each node: beyond all that lead to it, and beside them as far as there is room.

    An edge that closes a circle leads back to an earlier column. Nodes of a column are a row apart or more.
    """
    layers = _layers(edges)
    rows: dict[str, float] = {}
    for layer in range(max(layers.values()) + 1):
        column = [node for node in layers if layers[node] == layer]
        wished = {node: _wish(node, edges, rows) for node in column}
        free = 0.0
        # What nothing leads to takes what is left, in the order of the edges.
        for node in sorted(column, key=lambda node: (wished[node] is None, wished[node] or 0)):
            rows[node] = max(wished[node] or 0, free)
            free = rows[node] + 1
    return {node: Place(layer, rows[node]) for node, layer in layers.items()}


def _wish(node: str, edges: Sequence[Edge], rows: Mapping[str, float]) -> float | None:
    """Return the middle of the nodes that lead to this one; ``None`` when there are none."""
    before = [rows[start] for start, end in edges if end == node and start in rows]
    return sum(before) / len(before) if before else None


def _layers(edges: Sequence[Edge]) -> dict[str, int]:
    """Return the length of the longest way to each node, without the edges that close a circle."""
    layers = dict.fromkeys((node for edge in edges for node in edge), 0)
    forward = _without_circles(edges)
    # The longest way passes each node once, so that this many rounds settle all of them.
    for _ in layers:
        for start, end in forward:
            layers[end] = max(layers[end], layers[start] + 1)
    following = {node: [layers[end] for start, end in forward if start == node] for node in layers}
    led_to = {end for _, end in forward}
    # What nothing leads to may as well stand right before what it leads to.
    return {
        node: min(following[node]) - 1 if following[node] and node not in led_to else layer
        for node, layer in layers.items()
    }


def _without_circles(edges: Sequence[Edge]) -> list[Edge]:
    """Return the edges in order, but for each that would lead back to where it comes from."""
    kept: list[Edge] = []
    for start, end in edges:
        if start not in _reached(end, kept):
            kept.append((start, end))
    return kept


def _reached(node: str, edges: Sequence[Edge]) -> set[str]:
    found, waiting = {node}, [node]
    while waiting:
        here = waiting.pop()
        following = {end for start, end in edges if start == here} - found
        found |= following
        waiting += sorted(following)
    return found
