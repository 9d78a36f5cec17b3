"""Of what a figure holds: a kernel, a layer or the whole system; training or inference; which field."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.claims.sides import Side, differ
from assistant.schema import Scope

_SCOPED = frozenset(["speedup", "throughput", "latency", "utilization"])
_PHASED = _SCOPED | {"memory", "energy", "cost"}
"""Metrics that differ between training and inference."""

_WHOLE = re.compile(
    r"end[- ]to[- ]end|integrat\w+ (?:in|into|with)\b|(?:tokens?|samples|images)(?:/| per )s\w*"
    r"|token generation|whole (?:model|application|system)|application codes?|real-world applications"
    r"|wall-clock|(?:whole-|full-)?system-level|application-level",
    re.IGNORECASE,
)
"""Words that only a whole system's figure has beside it."""
_LAYER = re.compile(
    r"\b(?:decoder|linear|attention|single|individual|per|one) layers?\b|\blayer-?wise\b"
    r"|\battention (?:speed-?ups?|computations?|latenc\w+|operations?)\b",
    re.IGNORECASE,
)
_KERNEL = re.compile(
    r"\bkernels?\b(?! (?:size|method|density|learning|machine|regression|function|continual))", re.IGNORECASE
)
_OPERATOR = re.compile(
    r"matrix[- ](?:matrix |vector )?multiplications?|\bmat ?muls?\b|\bGEM[MV]s?\b|\boperators?\b"
    r"|\bconvolutions\b",
    re.IGNORECASE,
)
_SYSTEM = re.compile(
    r"\binferenc\w+|\bserving\b|\bdecod\w+|\bgeneration\b|\bprefill\w*|\btraining\b(?![- ]free)"
    r"|\biterations\b|\bthroughputs?\b",
    re.IGNORECASE,
)
_SIGNS: tuple[tuple[re.Pattern[str], Scope], ...] = (
    (_WHOLE, "end_to_end"),
    (_KERNEL, "kernel"),
    (_OPERATOR, "kernel"),
    (_LAYER, "layer"),
    (_SYSTEM, "end_to_end"),
)
"""Signs of a scope, the surest first."""
_COMPUTING = re.compile(r"\b(?:GPUs?|CUDA|Triton|CUTLASS|accelerators?|hardware|FlashAttention)\b")
_A_KERNEL = re.compile(r"\bkernels?, (?:called|named|dubbed)|, an? (?:[\w\-]+ ){0,4}kernels?\b")
_END_TO_END = re.compile(r"\bend[- ]to[- ]end\b", re.IGNORECASE)

_PHASES = {
    "training": r"(?<!post-)\b(?:pre-?)?train(?:ing|ed|s|-time)?\b(?![- ](?:free|efficient))|\bfine-?tun\w+",
    "inference": r"\binferenc\w+|\bserving\b|\bdecod(?:e|ing)\b|\bprefill\w*|\btoken generation\b",
}
_STAGES = {
    "prefill": r"\bprefill\w*",
    "decoding": r"\bdecod(?:e|ing)\b|\bgeneration phase|\btoken generation\b",
}
_FIELDS = {
    "language models": r"\bLLMs?\b|\blanguage model\w*|\bKV[- ]cache",
    "vision": r"\bimages?\b|\bvideos?\b|\bvision\b|\bConvNets?\b|\bobject detect\w+|\bImageNet\b",
    "weather": r"\bweather\b|\bclimate\b",
    "recommendation": r"\brecommend\w+",
    "retrieval": r"\bdocument representation|\b(?:information|embedding[- ]based) retrieval|\bmulti-vector\b",
    "code": r"\b(?:kernel|code) generation\b|\bCUDA (?:code|kernels?|programs?)\b|\bsoftware\b|\bcompilers?",
    "speech and audio": r"\bspeech\b|\baudio\b",
    "image and video generation": r"\bdiffusion (?:models?|transformers?)|\b(?:image|video) generation\b",
    "3D scenes": r"\bpoint clouds?\b|\bLiDAR\b|\b3D (?:scenes?|detection|perception|object)\b",
    "image processing": r"\bmedian filter\w*|\bfilter(?:s|ing)\b|\bdenois\w+|\bsuper-resolution\b",
    "time series": r"\btime[- ]series\b|\bforecasting\b",
    "quantum computing": r"\bquantum\b|\bqubits?\b",
    "databases": r"\bdatabases?\b|\bSQL\b|\bnearest[- ]neighbou?r search\b",
    "graphs": r"\bgraph neural|\bgraph clustering\b",
}


def different_scope(a: Side, b: Side) -> str | None:
    """Return why two claims hold of things of different size; ``None`` if nothing tells them apart."""
    one, other = scope(a), scope(b)
    if a.paper.id == b.paper.id:
        one, other = one or _set_off(a, b), other or _set_off(b, a)
    if one is None or other is None or one == other:
        return None
    return differ("scope", _spelled(one), _spelled(other))


def different_task(a: Side, b: Side) -> str | None:
    """Return why two claims hold of different work; ``None`` if nothing tells them apart."""
    phased = a.claim.metric in _PHASED and b.claim.metric in _PHASED
    for what, read in (*((("task", phase), ("task", stage)) if phased else ()), ("field", field)):
        one, other = read(a), read(b)
        if one and other and one != other:
            return differ(what, one, other)
    return None


@lru_cache(maxsize=4096)
def scope(side: Side) -> Scope | None:
    """Return of what the figure holds, as far as the claim or the words beside its figure say."""
    stated = side.claim.setting.scope
    if side.claim.metric not in _SCOPED or side.claim.state == "edited":
        return stated
    for said in (side.near, f"{side.quote} {side.claim.setting.task or ''}"):
        for sign, found in _SIGNS:
            if sign.search(said) and (sign is not _KERNEL or _COMPUTING.search(_whole_text(side))):
                return found
    return stated


def _set_off(side: Side, other: Side) -> Scope | None:
    """Return the scope of a figure of a paper about kernels that calls only its other figure end to end."""
    kernels = side.claim.own and _A_KERNEL.search(side.paper.abstract or "") is not None
    return "kernel" if kernels and _END_TO_END.search(other.sentence) else None


@lru_cache(maxsize=4096)
def phase(side: Side) -> str | None:
    """Return ``training`` or ``inference``, from the claim outwards to the paper's title."""
    texts = (side.claim.setting.task, side.quote, side.near, side.paper.title)
    return next((found for text in texts if (found := _only(text or "", _PHASES))), None)


@lru_cache(maxsize=4096)
def stage(side: Side) -> str | None:
    """Return ``prefill`` or ``decoding`` where the claim itself names one of them only."""
    return _only(f"{side.claim.setting.task or ''} {side.quote}", _STAGES)


@lru_cache(maxsize=4096)
def field(side: Side) -> str | None:
    """Return the field that the paper speaks of most; ``None`` when two are close."""
    text = _whole_text(side)
    title = side.paper.title
    counts = sorted(
        (
            (len(re.findall(words, f"{title} {title} {text}", re.IGNORECASE)), name)
            for name, words in _FIELDS.items()
        ),
        reverse=True,
    )
    (most, name), (second, _) = counts[:2]
    return name if most > 1 and most >= 2 * second else None


def _only(text: str, table: dict[str, str]) -> str | None:
    named = [name for name, words in table.items() if re.search(words, text, re.IGNORECASE)]
    return named[0] if len(named) == 1 else None


def _whole_text(side: Side) -> str:
    return f"{side.paper.title} {side.paper.abstract or ''}"


def _spelled(scope_: Scope) -> str:
    return scope_.replace("_", " ")
