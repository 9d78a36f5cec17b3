"""What a claim measures: the same quantity, in units that convert into each other."""

from __future__ import annotations

import re
from functools import lru_cache
from math import isclose

from assistant.claims.sides import Side
from assistant.schema import Metric

_SPEED: frozenset[Metric] = frozenset(["speedup", "throughput", "latency"])
_SIZE: frozenset[Metric] = frozenset(["memory", "compression"])
_COUNT: frozenset[Metric] = frozenset(["data", "other"])

_FACTORS: dict[str, tuple[str, float]] = {
    **{
        unit: ("s", factor)
        for unit, factor in {"ns": 1e-9, "us": 1e-6, "ms": 1e-3, "s": 1, "min": 60}.items()
    },
    **{unit: ("s", factor) for unit, factor in {"h": 3600, "day": 86_400}.items()},
    **{unit: ("bytes", 1024.0**power) for power, unit in enumerate(["bytes", "kb", "mb", "gb", "tb", "pb"])},
    **{f"{letter}flops": ("flops", 1000.0**power) for power, letter in enumerate(["", *"kmgtpe"])},
    **{unit: ("w", factor) for unit, factor in {"mw": 1e-3, "w": 1, "kw": 1e3}.items()},
    **{unit: ("j", factor) for unit, factor in {"mj": 1e-3, "j": 1, "kwh": 3.6e6}.items()},
}
"""Units that convert: the unit they convert to and the factor."""

_LATENCY = (
    r"latenc\w+|run-?times?|(?:response|execution|iteration|wall-clock) times?|TTFT|TPOT|time[- ]to[- ]\w+"
)
_KINDS: dict[str, str] = {
    "latency": _LATENCY,
    "throughput": r"throughputs?|FPS|QPS|(?:tokens|samples|images|requests|queries)(?:/| per )s\w*",
    "convergence": r"converg\w+",
}
_SHARES: dict[str, str] = {
    "weak scaling": r"weak[- ]scaling",
    "strong scaling": r"strong[- ]scaling",
    "share of peak": r"MFU|model FLOPs? utili[sz]ation|of (?:the )?(?:theoretical )?peak|GPU throughputs?",
    "utilization of the device": r"(?:GPU|SM|bandwidth|resource) utili[sz]ation|occupancy",
}
_QUALITIES: dict[str, str] = {
    "accuracy": r"accurac\w+|top-1",
    "mIoU": r"mIoU",
    "AP": r"(?:box |mask )?m?AP(?:50|75)?",
    "F1": r"F1(?:[- ]scores?)?",
    "perplexity": r"perplexit\w+|PPL",
    "RMSE": r"RMSE",
    "recall": r"[Rr]ecall",
    "NDCG": r"NDCG",
    "CTR": r"CTR",
    "revenue": r"revenue",
    "error": r"errors?|error rate",
    "PSNR": r"PSNR",
    "FID": r"FID",
    "BLEU": r"BLEU",
    "reconstruction quality": r"reconstruction quality",
}
_SIZED: dict[str, str] = {
    "KV cache": r"KV[- ]?cach\w+|KV memory|key[- ](?:and[- ])?value cach\w+",
    "parameters": r"parameters?|params",
    "vectors": r"vectors",
    "tokens": r"tokens",
    "sparsity": r"sparsity",
    "storage": r"storage|disk",
    "batch": r"batch(?:es| sizes?|sizes?)",
    "memory": r"memory|footprint",
}


def different_quantity(a: Side, b: Side) -> str | None:
    """Return why two claims do not measure one quantity, ``None`` when nothing stated tells them apart."""
    return _different_metric(a, b) or _different_form(a, b) or _different_unit(a, b) or _different_kind(a, b)


def in_base_unit(side: Side) -> tuple[float, str]:
    """Return a value in the unit that its unit converts to."""
    unit, factor = _FACTORS.get(side.unit, (side.unit, 1.0))
    return side.claim.quantity.value * factor, unit


def same_value(a: Side, b: Side) -> bool:
    """Tell whether both state one value, after conversion of units."""
    (one, unit), (other, other_unit) = in_base_unit(a), in_base_unit(b)
    top = (a.claim.quantity.value_max, b.claim.quantity.value_max)
    return unit == other_unit and isclose(one, other) and top[0] == top[1]


def _different_metric(a: Side, b: Side) -> str | None:
    one, other = a.claim.metric, b.claim.metric
    groups = (_SIZE, _COUNT, _SPEED) if a.relative and b.relative else (_SIZE, _COUNT)
    if one == other or any({one, other} <= group for group in groups):
        return None
    return f"metric: {one} against {other}"


def _different_form(a: Side, b: Side) -> str | None:
    if a.relative == b.relative:
        return None
    form = {True: "a ratio or change", False: "an absolute level"}
    return f"metric: A is {form[a.relative]}, B {form[b.relative]}"


def _different_unit(a: Side, b: Side) -> str | None:
    if a.relative:
        return None
    one, other = in_base_unit(a)[1], in_base_unit(b)[1]
    return f"unit: {a.claim.quantity.unit} against {b.claim.quantity.unit}" if one != other else None


def _different_kind(a: Side, b: Side) -> str | None:
    one, other = kind(a), kind(b)
    if one and other and one != other:
        return f"metric: {one} against {other}"
    data = (a.claim.setting.dataset, b.claim.setting.dataset)
    if a.claim.metric == "quality" and data[0] and data[1] and _plain(data[0]) != _plain(data[1]):
        return f"dataset: {data[0]} against {data[1]}"
    return None


@lru_cache(maxsize=1024)
def kind(side: Side) -> str | None:
    """Return what exactly is measured within the metric, where the claim's words say so."""
    if side.claim.metric in _SPEED:
        return _nearest(side, _KINDS)
    if side.claim.metric == "utilization":
        return _nearest(side, _SHARES)
    if side.claim.metric == "quality":
        return _nearest(side, _QUALITIES)
    return _sized(side) if side.claim.metric in _SIZE else None


def _sized(side: Side) -> str | None:
    """Return what shrinks; a paper about the KV cache means the cache when it says memory."""
    found = _nearest(side, _SIZED)
    about_cache = len(re.findall(_SIZED["KV cache"], side.paper.abstract or "", re.IGNORECASE)) > 1
    return "KV cache" if about_cache and found in {"memory", None} else found


def _nearest(side: Side, table: dict[str, str]) -> str | None:
    """Return the name whose words stand nearest: right after the figure, else last before it."""
    for text, last in ((side.after, False), (side.before, True), (side.lead, True), (side.quote, False)):
        if found := _named(text, table, last=last):
            return found
    return None


def _named(text: str, table: dict[str, str], *, last: bool) -> str | None:
    places = [
        (match.end() if last else -match.start(), -order, name)
        for order, (name, words) in enumerate(table.items())
        for match in re.finditer(rf"(?<![\w-])(?:{words})\b", text)
    ]
    return max(places)[2] if places else None


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())
