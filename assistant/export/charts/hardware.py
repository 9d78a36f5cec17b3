"""How hardware is told apart in a picture: by colour and by shape."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from assistant.export.charts.points import ChartPoint
from assistant.export.wording import NOT_STATED

# Okabe and Ito's hues, darkened where they would fall below 3:1 against white; all pass on dark grounds too.
_COLORS: Final = ("#0072b2", "#d55e00", "#009e73", "#b5609b", "#a6761d", "#7570b3")
_SHAPES: Final = ("square", "diamond", "triangle-up", "cross", "triangle-down", "wedge", "stroke")
_UNKNOWN: Final = ("#808080", "circle")

_FILLER: Final = re.compile(r"\b(?:an?|the|one|single|nvidia|amd|gpus?)\b", re.IGNORECASE)


def hardware_of(point: ChartPoint) -> str:
    """Return the hardware's name without maker and filling words: ``A100`` for "a single NVIDIA A100 GPU"."""
    stated = " ".join((point.hardware or NOT_STATED).split())
    model = " ".join(_FILLER.sub(" ", stated).split())
    return model or re.sub(r"^.*\bGPUs?\b.*$", "GPU, model not stated", stated)


def looks(points: Iterable[ChartPoint]) -> dict[str, tuple[str, str]]:
    """Return colour and shape of each hardware, in the order in which it comes; the unknown is last."""
    stated = dict.fromkeys(name for point in points if (name := hardware_of(point)) != NOT_STATED)
    # The two cycles differ in length, so that 42 pairs come before the first one comes again.
    found = {name: (_COLORS[n % len(_COLORS)], _SHAPES[n % len(_SHAPES)]) for n, name in enumerate(stated)}
    return {**found, NOT_STATED: _UNKNOWN}
