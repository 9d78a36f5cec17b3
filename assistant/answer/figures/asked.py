"""What a question about figures asks for, as far as its words say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import isclose
from typing import Literal

from assistant.answer.figures.counts import Count, count_asked
from assistant.schema import Metric, Scope
from assistant.text.folding import folded
from assistant.text.quantities import find_quantities

Superlative = Literal["largest", "smallest"]

_METRICS: tuple[tuple[str, tuple[Metric, ...]], ...] = (
    (
        r"speed|fast|quick|slow|accelerat|throughput|latenc|(?:training|run|inference) ?times?\b"
        r"|(?:tokens?|samples|images|requests|queries)(?:/| per )s",
        ("speedup", "throughput", "latency"),
    ),
    (r"memory|footprint|compress|sparsity|smaller\b", ("memory", "compression")),
    (
        r"accura|qualit|perplex|\bm?AP\b|\bF1\b|\bRMSE\b|\berrors?\b|\brecall\b|\bscores?\b|\bmIoU\b",
        ("quality",),
    ),
    (r"utili[sz]ation|\bMFU\b|(?:scaling|GPU|hardware) efficienc", ("utilization",)),
    (r"energy|power consum", ("energy",)),
    (r"\bcosts? (?:saving|reduction)|cheaper|\bprice", ("cost",)),
)
_ASKED = [
    (re.compile(rf"(?:\b|(?<=-))(?:{words})", re.IGNORECASE), frozenset(metrics))
    for words, metrics in _METRICS
]

_FIGURES = re.compile(
    r"\b(?:gains?|benefits?|improvements?|claim(?:s|ed)?|figures?|baselines?|factors?|ranked|reductions?"
    r"|how much|how many times|by how|savings?)\b",
    re.IGNORECASE,
)
_GAINS = re.compile(r"\b(?:gains?|benefits?|improvements?|savings?|reductions?)\b", re.IGNORECASE)
_KINDS = r"(?:papers?|works?|methods?|systems?|stud(?:y|ies)|approach(?:es)?|abstracts?|schemes?)"
_LISTS = re.compile(
    rf"\b(?:which|what|how many|all|any|list|among|is there|are there)\b[^,;?.]*\b{_KINDS}\b"
    r"|^\s*(?:list|(?:the )?(?:larg|high|big|low|small))",
    re.IGNORECASE,
)
_PLURAL = r"(?:papers|works|methods|systems|studies|approaches|abstracts|schemes)"
_LISTS_ALL = re.compile(rf"\b(?:which|what|list|all)\b[^,;?.]*\b{_PLURAL}\b", re.IGNORECASE)
_COUNTS = re.compile(rf"\bhow many (?:[\w-]+ )*?{_KINDS}\b", re.IGNORECASE)
_LARGEST = re.compile(
    r"\b(?:largest|highest|biggest|greatest|strongest|fastest|maximum|record)\b", re.IGNORECASE
)
_SMALLEST = re.compile(r"\b(?:smallest|lowest|least(?<!at least)|minimum|slowest)\b", re.IGNORECASE)
_COMPARES = re.compile(
    r"\b(?:compar\w+|versus|vs\.?|rank\w*|better than|differ\w*|contradict\w*|agree|between|which is)\b",
    re.IGNORECASE,
)
_SETS_SIDE_BY_SIDE = re.compile(r"\b(?:compar(?:e[sd]?|ison)|versus|vs)\b", re.IGNORECASE)
_SEVERAL = re.compile(r"\b(?:each|both|two|three|four|they|their|papers|works|and the)\b", re.IGNORECASE)
_STATES = re.compile(
    r"\b(?:report|quote|claim|state|give|achieve|reach|print|cut|reduc|sav|accelerat)\w*", re.IGNORECASE
)

_AT_LEAST = r"at least|more than|over|above|exceed\w*|greater than|beyond|no less than|>=?|≥"
_AT_MOST = r"at most|less than|fewer than|under|below|up to|no more than|<=?|≤"
_BOUND = re.compile(rf"(?:\b(?:{_AT_LEAST})|(?P<most>\b(?:{_AT_MOST})))[\s~]*$", re.IGNORECASE)

_STRICT = re.compile(
    r"(?<!no )(?<!not )\b(?:more|less|fewer|greater|over|above|under|below|exceed\w*|beyond)\b|[<>](?!=)",
    re.IGNORECASE,
)
_FOLLOWING = re.compile(r"(?: (?!in\b|on\b|for\b|and\b)[\w-]+){1,2}")
_SIZES = ("KV cache", "memory", "storage", None)
_KINDS_ASKED: tuple[tuple[re.Pattern[str], frozenset[str | None]], ...] = tuple(
    (re.compile(words, re.IGNORECASE), frozenset(kinds))
    for words, kinds in (
        (r"\bthroughputs?\b", ("throughput",)),
        (r"\blatenc(?:y|ies)\b", ("latency",)),
        (r"\bcompress|\bsparsity", (*_SIZES, "parameters", "vectors", "tokens", "sparsity")),
        (r"\bmemory\b|\bfootprint", _SIZES),
        (r"\bperplexit", ("perplexity",)),
        (r"\baccurac", ("accuracy", None)),
    )
)
"""How a question narrows what is measured, in the words of `assistant.claims.measures.kind`."""

_TOPICS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?:papers|works|methods|studies|approaches) (?:on|about|for|in|dealing with) (?P<topic>[^,;?.]+?)"
        r"(?= (?:that|which|report|claim|quote|state|achieve|reach|cut|reduce|save|with|have)\b|[,;?.]|$)",
        rf"\bamong (?:all |the |stored )*(?P<topic>[^,;?.]+?) {_KINDS}\b",
        r"\b(?:which|what|how many|list|all|any|two|three|four) (?:of the |the |stored )*"
        rf"(?P<topic>[^,;?.]+?) {_KINDS}\b",
        r"\bamong (?:all |the )*(?P<topic>[^,;?.]+)",
    )
)
_SUPERLATIVE_HEAD = re.compile(
    r"\b(?:is|are|report|claim|quote|state|give|achieve|larg\w+|high\w+|low\w+|papers?)\b", re.IGNORECASE
)
_REACH = 5
"""Words within which a superlative says what is largest."""
_BASELINE = re.compile(
    r"\b(?:over|against|than|versus|vs\.?|beats?|outperforms?|compared (?:to|with)|relative to|improve on)"
    r" (?:the |what |which )?(?P<name>[A-Z][\w^.+-]*(?: [A-Z][\w^.+-]*)*|\w*[A-Z][\w^.+-]*)"
)
_REFERS = re.compile(r"\b(?:over|against|than|beats?|outperforms?) (?:it|them|that)\b", re.IGNORECASE)
_CLAUSE = re.compile(
    r"[,;?.](?=\s|$)|\band (?=(?:what|how|where|which|why|who)\b)|\band (?=(?:on|in|by) (?:what|which)\b)"
)
_ASKS = re.compile(r"(?:what|how|where|why|who|which|explain|describe|do|does|did|is|are)\b", re.IGNORECASE)
_HOW = re.compile(
    r"(?:how (?:do|does|did) .*\b(?:differ|work|decide|in method)|compare (?:how|the methods))", re.IGNORECASE
)
_HOW_DONE = re.compile(
    r"(?:[\w^().-]+(?: [\w^().-]+)?: )?how (?:do|does|did|can|is|are) "
    r"(?!.*\b(?:perform|fare|rank|stand|stack up)\b)",
    re.IGNORECASE,
)
"""A method is asked for, whatever figures the question names besides."""
_END_TO_END = re.compile(
    r"\bend[- ]to[- ]end\b|\b(?:full|whole|entire|complete) (?:LLM|model|application|system)", re.IGNORECASE
)
_KERNEL = re.compile(r"\bkernel(?:[- ]level| speed-?ups?)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Threshold:
    """A limit that figures must reach, or keep under."""

    value: float
    unit: str
    """``x`` or ``%``."""
    upper: bool = False
    strict: bool = False
    """The limit itself does not count: "more than 2x"."""
    printed: str = ""
    """With the words that follow it in the question."""

    def holds(self, value: float) -> bool:
        """Tell whether a figure fits."""
        if isclose(value, self.value):
            return not self.strict
        return value < self.value if self.upper else value > self.value


@dataclass(frozen=True)
class Asked:
    """A question about figures, taken apart."""

    question: str
    metrics: frozenset[Metric]
    """Empty when no kind of figure is named."""
    superlative: Superlative | None = None
    threshold: Threshold | None = None
    count: Count | None = None
    topic: str | None = None
    """What the papers asked for are about."""
    baseline: str | None = None
    """The name of what figures are to be measured against."""
    refers: bool = False
    """Figures are to be measured against "it": a method named before."""
    scope: Scope | None = None
    kinds: frozenset[str | None] | None = None
    """Within the metrics, only what is measured in this way."""
    gains: bool = False
    """What a method gains is asked for in words that name no kind of figure."""
    lists: bool = False
    """All papers are asked for that fit."""
    lists_all: bool = False
    """All papers are asked for, and apart from that which is the first."""
    counts: bool = False
    compares: bool = False
    several: bool = False
    """More than one paper is meant."""
    more: bool = False
    """Something else is asked as well, which records do not hold."""


def read_question(question: str) -> Asked | None:
    """Return what a question asks about figures, ``None`` when it asks about none."""
    text = folded(question)
    metrics = metrics_asked(text)
    listed = _LISTS.search(text) is not None
    count = count_asked(text) if listed else None
    named = bool(metrics or count or _FIGURES.search(text))
    if not named and not _SETS_SIDE_BY_SIDE.search(text):
        return None
    baseline = _BASELINE.search(text)
    topic = topic_asked(text)
    several = _SEVERAL.search(text) is not None
    states = _STATES.search(text) is not None
    scope: Scope | None = "end_to_end" if _END_TO_END.search(text) else None
    return Asked(
        question=text,
        metrics=metrics,
        superlative=_superlative(text),
        threshold=_threshold(text),
        count=count,
        kinds=next((kinds for words, kinds in _KINDS_ASKED if words.search(text)), None),
        topic=topic,
        baseline=baseline["name"].rstrip(".") if baseline else None,
        scope=scope or ("kernel" if _KERNEL.search(text) else None),
        lists=bool((listed and (baseline or states)) or (states and topic and several)),
        refers=_REFERS.search(text) is not None,
        lists_all=any(_LISTS_ALL.search(one) and not _superlative(one) for one in _CLAUSE.split(text)),
        gains=_GAINS.search(text) is not None,
        counts=_COUNTS.search(text) is not None,
        compares=_COMPARES.search(text) is not None,
        several=several,
        more=not named or any(map(_is_about_more, _CLAUSE.split(text))),
    )


def metrics_asked(text: str) -> frozenset[Metric]:
    """Return the kinds of figures that a question names; empty when it names none."""
    return frozenset[Metric]().union(*(metrics for words, metrics in _ASKED if words.search(text)))


def topic_asked(text: str) -> str | None:
    """Return what the papers asked for are about, in the words of the question."""
    for pattern in _TOPICS:
        if match := pattern.search(text):
            topic = match["topic"].strip()
            if topic and not _SUPERLATIVE_HEAD.search(topic):
                return topic
    return None


def _superlative(text: str) -> Superlative | None:
    """Return which end of the figures is asked for, where it is figures that are the largest."""
    ends: tuple[tuple[Superlative, re.Pattern[str]], ...] = (("largest", _LARGEST), ("smallest", _SMALLEST))
    for end, words in ends:
        for match in words.finditer(text):
            following = " ".join(text[match.start() :].split()[:_REACH])
            if _LISTS.search(text) or metrics_asked(following) or _FIGURES.search(following):
                return end
    return None


def _threshold(text: str) -> Threshold | None:
    for figure in find_quantities(text):
        bound = _BOUND.search(text[: figure.start])
        if bound and figure.unit in {"x", "%"}:
            words = _STRICT.search(bound.group())
            following = _FOLLOWING.match(text, figure.end)
            printed = text[bound.start() : following.end() if following else figure.end].strip()
            return Threshold(
                float(figure.value), figure.unit, bound["most"] is not None, bool(words), printed
            )
    return None


def _is_about_more(clause: str) -> bool:
    """Tell whether a part of a question asks for something other than figures."""
    said = clause.strip()
    if _HOW_DONE.match(said) and not _COMPARES.search(said):
        return True
    if metrics_asked(said) or _FIGURES.search(said) or len(said.split()) < 2:
        return False
    return _HOW.match(said) is not None or (_ASKS.match(said) is not None and not _COMPARES.search(said))
