"""What exactly a figure measures within its metric: latency or throughput, AP or mIoU, energy or power."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from assistant.claims.grammar.vocabulary import ACRONYM_CUES, WORD_CUES
from assistant.claims.sides import Side
from assistant.schema import Metric

_LATENCY = (
    r"latenc\w+|run-?times?|(?:response|execution|iteration|step|inference|training|wall-clock)[- ]times?"
    r"|(?<!first )(?<!same )[Tt]ime"
)
_KINDS: dict[str, str] = {
    "variance": r"variances?|variability|jitter|standard deviations?",
    "latency to the first token": r"TTFT|time[- ]to[- ]first[- ]token",
    "latency per token": r"TPOT|TBT|inter[- ]token latenc\w+|time[- ]per[- ]output[- ]token",
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
    "AP": r"m?AP",
    "F1": r"f-?1(?:-?(?:scores?|measure))?|f-(?:score|measure)",
    "perplexity": r"perplexit\w+|PPL",
    "error": r"errors?|error[- ]rates?",
    "AUC": r"AUC|AUROC|ROC[- ]AUC|AUC[- ]ROC",
    "correlation": r"correlations?",
}
"""Spellings of one quality; any other that abstracts name stands for itself."""
_MORE_QUALITIES = re.compile(r"\b(?:revenue|reconstruction quality|imaging quality)\b", re.IGNORECASE)
_VAGUE = re.compile(
    r"state[- ]of[- ]the[- ]art|performance|quality|scores?|effectiveness|robustness|alignment|consistency"
    r"|coherence|generali[sz]ation|utility|ratings?",
    re.IGNORECASE,
)
"""Words for quality that do not say which."""
_LABEL = re.compile(r"(?P<name>[A-Za-z][\w@.-]*) ?[=:] ?$")
"""A name set to the figure: "PG = 88.49%"."""
_SIZED: dict[str, str] = {
    "memory accesses": r"(?:DRAM|HBM|memory|cache|off-chip)[- ](?:access\w*|traffic|reads|writes|bandwidth)",
    "KV cache": r"KV[- ]?cach\w+(?: memory| size| footprint)?|KV memory|key[- ](?:and[- ])?value cach\w+",
    "parameters": r"parameters?|params",
    "vectors": r"vectors",
    "tokens": r"tokens",
    "sparsity": r"sparsity",
    "storage": r"storage|disk",
    "batch": r"batch(?:es| sizes?|sizes?)",
    "memory": r"memory|footprint",
}
_COUNTED: dict[str, str] = {
    "computation": r"[GTM]?FLOP[sS]?|G?MACs|comput\w+|operations",
    "communication": r"communication|traffic|bandwidth",
    "fetches": r"fetch\w*|access\w*",
    "labels": r"labels?|annotations?|labell?ed",
    "tokens": r"tokens?",
    "iterations": r"iterations|epochs|steps|episodes",
    "samples": r"samples?|examples?|demonstrations|trajectories|training data",
    "batch": r"batch(?:es| sizes?|sizes?)",
}
_ENERGY: dict[str, str] = {
    "emissions": r"emissions?|carbon",
    "power": r"power",
    "energy": r"energy",
}
_TABLES: dict[Metric, dict[str, str]] = {
    **dict.fromkeys(("speedup", "throughput", "latency"), _KINDS),
    **dict.fromkeys(("data", "other"), _COUNTED),
    "utilization": _SHARES,
    "energy": _ENERGY,
}


@lru_cache(maxsize=4096)
def kind(side: Side) -> str | None:
    """Return what exactly is measured within the metric, where the claim's words say so."""
    if side.claim.metric == "quality":
        return _quality(side)
    if side.claim.metric in {"memory", "compression"}:
        return _sized(side)
    table = _TABLES.get(side.claim.metric)
    return _nearest(side, table) if table else None


def _quality(side: Side) -> str | None:
    """Return the measure of quality beside the figure, by its label or by the words of this literature."""
    if label := _LABEL.search(side.before):
        return _known(label["name"])
    for text in (side.after, side.claim.quantity.unit):
        if found := _qualities(text):
            return found[0]
    return next(
        (found[-1] for text in (side.before, side.lead, side.quote) if (found := _qualities(text))), None
    )


def names_quality(text: str) -> bool:
    """Tell whether a text names a measure of quality: "BLEU", "F1"."""
    return bool(_qualities(text))


def includes(one: str, other: str) -> bool:
    """Tell whether what one name stands for may be the other: "latency" may be that to the first token."""
    return one == other or other.startswith(f"{one} ")


def _qualities(text: str) -> list[str]:
    found = [*WORD_CUES.finditer(text), *ACRONYM_CUES.finditer(text), *_MORE_QUALITIES.finditer(text)]
    found.sort(key=lambda match: match.start())
    named = [match.group() for match in found if match.lastgroup in {"quality", None}]
    return [_known(word) for word in named if not _VAGUE.fullmatch(word)]


def _known(word: str) -> str:
    for name, spellings in _QUALITIES.items():
        if re.fullmatch(spellings, word, re.IGNORECASE):
            return name
    return word if word.isupper() else word.replace("-", " ").lower()


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
        for match in _finditer(words, text)
    ]
    return max(places)[2] if places else None


def _finditer(words: str, text: str) -> Iterator[re.Match[str]]:
    return re.finditer(rf"(?<![\w-])(?:{words})\b", text)
