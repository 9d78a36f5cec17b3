"""The conditions that a sentence states for its figures; what it does not state stays ``None``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.claims.grammar.around import head, lead
from assistant.claims.grammar.baselines import paired_condition
from assistant.claims.grammar.cues import find_cues
from assistant.claims.grammar.figures import Figure
from assistant.claims.grammar.phrases import LOOSE_END
from assistant.claims.grammar.sentences import Sentence
from assistant.claims.grammar.tables import alternatives
from assistant.claims.grammar.things import (
    BENCHMARK,
    DEVICE,
    INTRODUCED_MODELS,
    POINTING,
    SHAPED,
    SIZED_MODEL,
    kind_of,
    shaped,
)
from assistant.claims.grammar.verbs import PARTICIPLE, PLAIN_VERB
from assistant.schema import Scope, Setting
from assistant.text.quantities import COUNT

_PREPOSITIONS = "on in for across over under during with at using when to"
_PHRASE_END = r"(?=[,;:()]|\.(?:\s|$)|\s-\s|$|\s(?:{})\b)"
_ENDS = f"""
    {_PREPOSITIONS} by from versus vs compared than that which while is are was were has have achiev\\w+
    respectively without through via and_(?:by|up|a|an|[a-z]+(?:s|es|ed|ing)_(?:up|by|the|an?))
    (?:and|or)_[~<>+]?[0-9] show* demonstrat* reveal* as reduc\\w+ improv\\w+ we our it suggest* indicat*
    among including such_as like but and_\\w+(?:s|es|ed)_(?:the|an?|up)
"""
_NAMES = r"[A-Z][\w.@+/-]*(?: [A-Z0-9][\w.@+-]*)*"
_LIST = rf"{_NAMES}(?:, {_NAMES})*,? and {_NAMES}(?: [a-z]+)?"
_PHRASE = re.compile(
    rf"\b(?P<how>(?i:{alternatives(_PREPOSITIONS)})) (?:(?:the|an?|both|our|its|only) )?"
    rf"(?P<name>{_LIST}{_PHRASE_END.format(alternatives(_ENDS))}|[^,;:()]+?{_PHRASE_END.format(alternatives(_ENDS))})"
)
"""A prepositional phrase, whose noun phrase may be a list of names."""
_DOING = re.compile(r"(?P<doing>(?!using|existing|following)[a-z-]+ing) (?:the |an? )?(?P<object>.+)")
_TRAILING = re.compile(rf" (?:{PLAIN_VERB.pattern} .*|and|or)$")
"""What is no part of a noun phrase at its end: a verb and what follows."""
_EXAMPLES = re.compile(
    rf",? ?(?:\((?:e\.g\.|i\.e\.)?,? ?|including |such as |like )(?P<names>{_LIST}|{_NAMES})"
)
_BRACKETED_SET = re.compile(r" ?\((?P<name>[A-Z][\w -]*)\)")
_SET_MEASURE = re.compile(
    rf"(?P<name>{BENCHMARK.pattern})(?: [\w@.-]+){{1,3}} (?:of|to|from|by|at|dropping) ?(?:[a-z]+ )*$"
)
"""A data set that stands before its measure: "a COCO box AP of"."""
_ITEM = r"[A-Za-z][\w-]*(?: [\w-]+){0,2}"
_BRACKETED = re.compile(
    rf"\b(?P<how>on|for|across) (?:the )?(?P<name>{_ITEM}) \((?:[^()]*\),? (?:and )?(?P<last>{_ITEM}) \()*$"
)
"""What the figures in brackets after each name of a list belong to."""
_MODELS_LIKE = re.compile(rf"\b(?:models?|LLMs|VLMs|backbones) (?:such as|like|including) (?P<names>{_LIST})")
_SHARED = ("dataset", "model", "hardware")
_CARRIED = re.compile(
    r"(?P<said>[^;]*?),? (?:and )?"
    r"(?:while \w+ing|with|surpass\w+|outperform\w+|exceed\w+|beat\w+|improv\w+) [^;]*$"
)
"""What a figure before this one was measured on, where a participle goes on: "on A, outperforming B by"."""
_SLASH = re.compile(r"(?: [\w@:.]+){0,2} ?/ ?")
"""What stands between two measures of one case: "80 % mAP50 / 45 % mAP75 on A"."""
_CLAUSE_CUT = re.compile(
    r";|, (?:while|whereas|but|which|and (?:up|an?) )|, [a-z]+ing\b|\b(?:while|whereas)\b"
)
_PROCESSES = """
    (?:LLM_|per-\\w+_)?inference pre-?training training decoding prefill(?:ing)? fine-?tuning sampling
    serving rendering encoding tokenization (?:token_|text_|image_|video_)?generation reconstruction
    retrieval search simulation verification matrix_multiplication convergence
"""
_PROCESS = re.compile(rf"(?<![\w-])(?P<name>(?:end-to-end )?(?:{alternatives(_PROCESSES)}))(?![\w-])")
"""What the words of a figure name as being done: "faster inference", "decoding latency"."""
_PROCESSED = re.compile(
    rf"{_PROCESS.pattern}(?= (?:speed|throughput|latency|time|accelerat|cost|efficien|convergence|runtime))"
)
"""The same, of what an earlier clause speaks of: "accelerates decoding latency, achieving 2x"."""
_NO_CASES = "which terms both all average these those this"
_CASE = re.compile(
    rf"(?: [\w-]+){{0,2}}? (?:for|under|in) (?:the |an? )?(?P<name>(?!(?:{alternatives(_NO_CASES)})\b)"
    r"[\w-]+(?: [\w-]+){0,3}?)(?=[,.;()]|$| (?:and|compared|over|than|while|on|with|by|at|respectively)\b)"
)
"""The case that stands right after a figure: "34 % for COT"."""
_ACRONYM = re.compile(r"[A-Z]{2,}\d?$")
_MEASURED_FOR = re.compile(
    r"[A-Z@a-z]{3,} for (?:the )?(?P<name>[A-Z][\w-]*(?: [\w-]+){0,2}?|[a-z][\w-]*ion)"
    r" (?:is|was|are|were|drops|falls|rises|to|from|by|of|improves)\b"
)
"""What a measure is taken for: "the RMSE for T2M is reduced to"."""
_TIMED = re.compile(
    rf"\b(?!{PARTICIPLE.pattern})(?P<name>(?!wait|comput|runn)[a-z]{{3,}}ing)"
    r"(?= (?:time|speed|throughput|latency)\b)"
)
"""What is being done whose time is measured: "captioning time"."""
_AT_PROCESS = re.compile(rf"^,? ?(?:at|during) {_PROCESS.pattern}")
_END_TO_END = re.compile(r"\bend[- ]to[- ]end\b", re.IGNORECASE)
_PER = re.compile(r"\bper[- ](?!cent|second|unit)[a-z]+")
_SPED_UP = re.compile(
    r"\b(?:accelerat(?:e|es|ed|ing)|speed(?:s|ing)? up) (?:the )?"
    r"(?P<name>[a-z][\w-]*(?: [\w-]+){0,3}?) (?:by|on|to|with)\b"
)
"""What is said to be made faster: "accelerates the training of large models on"."""
_MEAN_METRIC = re.compile(
    r"\bmean (?:average|absolute|squared?|intersection|reciprocal|opinion)", re.IGNORECASE
)
_JOINED = re.compile(r"^(?:integrated|combined|applied|deployed|paired) (?:in|into|to|with|on) ")
_KERNEL = re.compile(r"\bkernels?(?:-level)?\b", re.IGNORECASE)
_LAYER = re.compile(r"\b(?:linear|individual|attention|per)[ -]layers?\b|\blayer-wise speed", re.IGNORECASE)


def find_setting(sentence: Sentence, index: int, taken: str) -> Setting:
    """Return the conditions of one figure; the words of ``taken``, subject and baseline, are none."""
    found: dict[str, str] = {}
    pair = paired_condition(sentence, index)
    if pair and (kind := _kind_in(sentence.text, pair)):
        found[kind] = pair
    _add_labels(found, sentence, index)
    *near, opening = _zones(sentence, index)
    for zone in near:
        _add(found, zone, taken)
    _add_task(found, sentence, index, taken)
    _add(found, opening, taken)
    if carried := _CARRIED.match(sentence.before(sentence.run(index)[0])):
        shared: dict[str, str] = {}
        _add(shared, carried["said"], taken)
        found = {kind: shared[kind] for kind in _SHARED if kind in shared} | found
    if hedge := _averaged(sentence, index):
        found["task"] = f"{hedge}; {found['task']}" if "task" in found else hedge
    return Setting(**found, scope=_scope(sentence.text))


def _averaged(sentence: Sentence, index: int) -> str | None:
    """Return the word that tells that a figure is an average or a median."""
    hedges, text = sentence.figures[index].hedges, sentence.text
    if _MEAN_METRIC.search(text):
        return None
    if "average" in hedges and "average" not in text.lower() and "mean" in text:
        return "mean"
    return next((hedge for hedge in ("average", "median") if hedge in hedges), None)


def _kind_in(text: str, name: str) -> str | None:
    """Return the kind of a listed name: by its shape, by the word for the list, or by itself."""
    if shape := next((kind for kind, pattern in SHAPED.items() if pattern.fullmatch(name)), None):
        return shape
    listed = _MODELS_LIKE.search(text)
    return "model" if listed and name in listed["names"] else kind_of(name, "on")


def _add_labels(found: dict[str, str], sentence: Sentence, index: int) -> None:
    """Add what labels a figure: "an ImageNet accuracy of", "on A (90 %), B (80 %)"."""
    if measured := _SET_MEASURE.search(lead(sentence, index)):
        found.setdefault("dataset", measured["name"])
    listed = _BRACKETED.search(sentence.text[: sentence.figures[index].start])
    if listed is None:
        return
    name = listed["last"] or listed["name"]
    kind = kind_of(name, listed["how"])
    if kind or listed["how"] == "for":
        found.setdefault(kind or "task", name)


def _zones(sentence: Sentence, index: int) -> Iterator[str]:
    """Yield the parts of the sentence that state conditions of a figure, the nearest first."""
    run = sentence.run(index)
    yield _cut(_after(sentence, index) if index == run[-1] else "")
    if index + 1 < len(sentence.figures) and _SLASH.fullmatch(sentence.after(index)):
        yield _cut(_after(sentence, index + 1))
    if index != run[-1]:
        yield _cut(_after(sentence, run[-1]))
    yield lead(sentence, index)
    first = next(one for one in sentence.figures if not _counts(one) or one is sentence.figures[index])
    yield sentence.text[: first.start]


def _after(sentence: Sentence, index: int) -> str:
    """Return the text after a figure up to the next one that is more than a plain count."""
    end = sentence.figures[index].end
    later = (figure.start for figure in sentence.figures[index + 1 :] if not _counts(figure))
    return sentence.text[end : next(later, len(sentence.text))]


def _counts(figure: Figure) -> bool:
    return figure.unit in {COUNT, "K", "M", "B", "bit"} and figure.value == int(figure.value)


def _cut(text: str) -> str:
    end = _CLAUSE_CUT.search(text)
    return text[: end.start()] if end else text


def _add(found: dict[str, str], text: str, taken: str) -> None:
    """Add the conditions that a text states to those found so far."""
    if (bracketed := _BRACKETED_SET.match(text)) and not find_cues(bracketed["name"]):
        found.setdefault("dataset", bracketed["name"])
    for how, name in _phrases(text):
        kind = kind_of(name, how.removesuffix(" class"))
        if kind == "task" and how in {"to", "with", "using", "at", "over"}:
            continue
        if kind and name not in taken:
            found.setdefault(kind, name)
    for kind in SHAPED:
        value = shaped(kind, text)
        if value and value not in taken and value not in found.get("dataset", ""):
            found.setdefault(kind, value)
    for kind, pattern in (("hardware", DEVICE), ("model", INTRODUCED_MODELS), ("model", SIZED_MODEL)):
        named = next((match["name"] for match in pattern.finditer(text) if match["name"] not in taken), None)
        if named:
            found.setdefault(kind, named)


def _phrases(text: str) -> Iterator[tuple[str, str]]:
    """Yield the prepositional phrases of a text: names for their class, the doing apart from its object."""
    for match in _PHRASE.finditer(text):
        how, name = match["how"].lower(), _TRAILING.sub("", match["name"].strip(" ."))
        name = LOOSE_END.sub("", _JOINED.sub("", name))
        doing = _DOING.match(name)
        if doing and kind_of(doing["object"], how) in {"dataset", "model"}:
            yield how, doing["doing"]
            name = doing["object"]
        examples = _EXAMPLES.match(text, match.end())
        if examples and kind_of(name, how) in {"dataset", "model"}:
            yield f"{how} class", examples["names"]
        yield how, name


def _add_task(found: dict[str, str], sentence: Sentence, index: int, taken: str) -> None:
    """Add what is done when the figure is measured, as the figure's own words name it."""
    near = f"{lead(sentence, index)} {head(sentence, index)}"
    if whole := _END_TO_END.search(near) or _END_TO_END.match(sentence.text):
        found.setdefault("task", whole.group())
    said = sentence.text[: sentence.figures[index].start]
    case = _CASE.match(head(sentence, index) + _tail(sentence, index)) or _MEASURED_FOR.search(near)
    if case is None or case["name"] in taken:
        case = _MEASURED_FOR.search(said)
    if case and case["name"] not in taken and not _is_measured(case["name"], named=" for " in case.group()):
        found.setdefault("task", case["name"])
    before = sentence.before(sentence.run(index)[0])
    for pattern, text in (
        (_PROCESS, near),
        (_TIMED, near + sentence.after(index)),
        (_PROCESSED, before),
        (_AT_PROCESS, _tail(sentence, index)),
    ):
        if "task" not in found and (process := list(pattern.finditer(text))):
            found["task"] = process[-1]["name"]
    before = sentence.text[: sentence.figures[index].start]
    sped = _SPED_UP.search(before)
    if "task" not in found and sped and sped["name"] not in taken and not _is_measured(sped["name"]):
        found["task"] = sped["name"]
    if "task" not in found and (each := _PER.search(near)):
        found["task"] = each.group()


def _tail(sentence: Sentence, index: int) -> str:
    """Return what follows the noun phrase of a figure."""
    return _after(sentence, sentence.run(index)[-1])[len(head(sentence, index)) :]


def _is_measured(name: str, *, named: bool = False) -> bool:
    """Tell whether a phrase is a measure or another kind of condition; ``named`` lets it be an acronym."""
    cues = [cue for cue in find_cues(name) if not (named and cue.word.isupper())]
    if (
        cues
        or POINTING.match(name)
        or not re.search("[A-Za-z].*[A-Za-z0-9]", name)
        or (not named and _ACRONYM.search(name))
    ):
        return True
    return kind_of(name, "for") not in {None, "task"}


def _scope(text: str) -> Scope | None:
    if _END_TO_END.search(text):
        return "end_to_end"
    if _LAYER.search(text):
        return "layer"
    return "kernel" if _KERNEL.search(text) else None
