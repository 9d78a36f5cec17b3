"""Which figures are results or effects, and which only describe a setting."""

from __future__ import annotations

import re

from assistant.claims.grammar.figures import ORDERS, PRINTED, Figure
from assistant.claims.grammar.measures import Measure, find_cues, head, near_cue
from assistant.claims.grammar.sentences import Sentence
from assistant.claims.grammar.vocabulary import CHANGE
from assistant.text.quantities import COUNT

_RESIZES = re.compile(
    r"[ -]?(?:super|up-?s|up-?scal|down-?s|down-?scal|SR\b|magnif|zoom|resolution|bicubic|scale\b"
    r"|scaling factor|larger (?:dataset|model)s?\b)"
)
_HARDWARE_NEXT = re.compile(r" ?(?:NVIDIA|AMD|Nvidia|Intel|[AHVLB][0-9]{2,3}\b|RTX|GPUs?\b|TPUs?\b|CPUs?\b)")
_EVERY = re.compile(r" (?:every|per|an?|each)\b")
_REPEATED = re.compile(r"(?:repeat|sampl|train|run|evaluat|annotat|queri|vot)\w* (?:\w+ )?$")
_SETTING_BEFORE = re.compile(
    r"\b(?:top|bottom|first|last|remaining|at|under|with(?: both)?|random(?:ly)?|select\w*|sampl\w*"
    r"|mask\w*|using|given|for|p|alpha|budgets? of"
    r"|thresholds? of|rates? of|ratios? of|sparsity of|confidence) (?:only |just |up to |about )?\(?$",
    re.IGNORECASE,
)
_SETTING_AFTER = re.compile(
    r"(?: and [0-9.]+%)? (?:[\w-]+ ){0,2}?(?:sparsity|compression|pruning|mask(?:ing)?|noise|dropout"
    r"|budgets?|rates?|ratios?|missing|overlap|threshold"
    r"|confidence|quantile|percentile|labels?|labell?ed|train|validation|test|split|threshold|poison\w*)\b"
)
_INTERVAL = re.compile(r" ?(?:bootstrap )?(?:CIs?\b|confidence|credible|prediction interval|HDI|CrI)|-CI")
_SPLIT = re.compile(r" (?:was |were |is |are )?(?:used )?for (?:training|testing|validation|train|test)\b")
_INTERVAL_BEFORE = re.compile(r"(?:\bCIs?\b|interval|±|\+/-|\bstd\b|\bSD\b)[^a-z]*$")
_PROBABILITY = re.compile(
    r"\b[pP](?:[ -]?values?)? ?(?:=|<|>|<=|of)? ?$|\b(?:alpha|epsilon|lambda|tau|beta|gamma|delta|n|N|k"
    r"|K|h|d|t|eps) ?(?:=|<|>|in) ?$"
)
_CONNECTING = re.compile(
    r"(?:\W|\b(?:scores?|values?|levels?|up|of|to|at|from|by|is|was|are|were|above|below|over|under"
    r"|reach\w*|exceed\w*|only"
    r"|about|approximately|and|both|as|high|low|than|improv\w+|increas\w*|reduc\w+|gains?|drops?|no|more"
    r"|less|an?|the)\b)+$"
)
"""What may stand between the name of a quality and its value."""
_FIRST_WORD = re.compile(r"[ -](?:average |mean |macro-?|micro-?|weighted )?(\S+)")
_LEADING = re.compile(r"\b(?:of|to|at|reach\w*|achiev\w*|is|was)\W*$")
_THRESHOLD = re.compile(r"@[\w.:]*$")
_VERSION = re.compile(r"\b[A-Z][\w-]* $")
_PART_OF = re.compile(r" (?:out )?of (?:the |all )?$")
_WON = re.compile(
    r"\b(?:outperform|improv|best|win|won|solv|beat|surpass|state-of-the-art|rank|success|exceed|correct"
    r"|pass|detect|find|found|identif)\w*",
    re.IGNORECASE,
)
_CONTENT_NEXT = re.compile(
    r"[ -]?(?:of )?(?:\w+ )?(?:video|audio|speech|footage|recording|data|clips?|music|image|context"
    r"|windows?|segments?|games?|corpus|experience|"
    r"GPUs?|cards?|device|memory GPU|period|horizon|forecast|prediction|ahead|old|budget|interval"
    r"|resolution|camera|sensor|radar|band|signal)\b"
)
_LATENCY_WORDS = re.compile(
    r"\b(?:latenc|time|delay|runs?\b|running|runtime|takes?|taking|took|within|per |inference|process"
    r"|train|overhead|generat|speed|only|under|respon|complet|convert|finish|faster|"
    r"detect|requir|real-time|down|reduc|comput|build|solv)",
    re.IGNORECASE,
)
_MEMORY_WORDS = re.compile(
    r"\b(?:memory|VRAM|RAM|footprint|storage|size|requir|consum|usage|overhead|model|only|compress|occup)",
    re.IGNORECASE,
)
_RESULT_LEAD = re.compile(
    r"\b(?:in|of|to|at|with|within|only|under|takes?|requir\w+|needs?|us(?:es|ing)|consum\w+|than|below"
    r"|about|just|by|from|is|was|~|<|reach\w*|achiev\w*|"
    r"run\w*|deliver\w*|over|around|approximately|nearly|sub|as|maintain\w*|sustain\w*|exceed\w*|average"
    r"|an?|up to|for|spends?|and|or|estimated|) ?\(?[~<>]?$",
    re.IGNORECASE,
)
_DURATIONS = frozenset(["ns", "us", "ms", "s", "min", "h"])
_BYTES = frozenset(["bytes", "kb", "mb", "gb", "tb"])
_POWERS = frozenset(["w", "kw", "mw", "j", "mj", "kwh"])
_SIZES = frozenset(
    ["K", "M", "B", "T", "bit", "nm", "mm", "cm", "km", "hz", "khz", "mhz", "ghz", "year", "month", "day"]
)


def admits(sentence: Sentence, index: int, said: Measure, *, previous: bool) -> bool:
    """Tell whether a figure is a result; ``previous`` says whether the figure before it was one."""
    figure = sentence.figures[index]
    before = sentence.before(index)
    if (
        _PROBABILITY.search(before)
        or _INTERVAL_BEFORE.search(before)
        or _starts_change(sentence, index)
        or _is_version(sentence, index)
    ):
        return False
    if figure.unit in {"x", ORDERS}:
        return _is_ratio(sentence, index)
    if figure.unit == "%":
        return _is_percentage(sentence, index, said)
    if figure.unit == "pp":
        return said.metric == "quality" or bool(CHANGE.search(sentence.text))
    if figure.unit in {COUNT, PRINTED}:
        return _is_count(sentence, index, said, previous=previous)
    return _is_measured(sentence, index, said)


def _starts_change(sentence: Sentence, index: int) -> bool:
    """Tell whether this is the first of "from 70 % to 97 %": where a change started is not its result."""
    return bool(
        re.search(r"\bfrom \W*(?:[a-z]+ ){0,2}$", sentence.before(index))
        and re.match(r"(?: [\w-]+){0,4} ?\W*\bto\b", sentence.after(index))
        and index + 1 < len(sentence.figures)
    )


def _is_version(sentence: Sentence, index: int) -> bool:
    """Tell whether a number belongs to a name: "GitLab 16.11", "mAP@.50:.95"."""
    figure = sentence.figures[index]
    if _THRESHOLD.search(sentence.text, 0, figure.start):
        return True
    return (
        sentence.text[figure.end - 1].isdigit()
        and figure.unit not in {COUNT, "$"}
        and (_VERSION.search(sentence.before(index)) is not None)
    )


def _is_ratio(sentence: Sentence, index: int) -> bool:
    before, after = sentence.before(index), sentence.after(index)
    if _RESIZES.match(after) or _HARDWARE_NEXT.match(after) or _EVERY.match(after):
        return False
    if _REPEATED.search(before) and not CHANGE.search(head(sentence, index)):
        return False
    if re.match(r" (?:a|per) |,? respectively smaller", after) or re.search(
        r"\b[A-Za-z] ?$|\b(?:scales?|upscaling) (?:of|by)? ?$", before
    ):
        return re.search(
            r"\b(?:a|an|is|at|to|by|of|and|or|the|up|over) ?$", before
        ) is not None and not _RESIZES.match(after)
    return True


def _is_percentage(sentence: Sentence, index: int, said: Measure) -> bool:
    before, after = sentence.before(index), sentence.after(index)
    if _INTERVAL.match(after) or _SPLIT.match(after):
        return False
    if index and before == " (" and sentence.figures[index - 1].unit == "x" and after.startswith(")"):
        return False
    if said.relative:
        return not re.search(r"\b(?:top|bottom|random(?:ly)?)[ -]$", before)
    setting = _SETTING_BEFORE.search(before) or re.search(
        r"\b(?:at|with|under) both [0-9.]+% and $", sentence.text[: sentence.figures[index].start]
    )
    return not (setting and _SETTING_AFTER.match(after)) and not re.search(
        r"\b(?:top|bottom|random(?:ly)?)[ -]$", before
    )


def _is_count(sentence: Sentence, index: int, said: Measure, *, previous: bool) -> bool:
    """Tell whether a bare number is the value of a quality: it stands beside the name of one."""
    figure, before = sentence.figures[index], sentence.before(index)
    if _counts_wins(sentence, index):
        return True
    if said.metric != "quality":
        return False
    fractional = figure.value != int(figure.value) or "." in sentence.text[figure.start : figure.end]
    if (
        previous
        and fractional
        and sentence.figures[index - 1].unit == figure.unit
        and not _VERSION.search(before)
    ):
        return True
    if figure.unit == PRINTED:
        return previous or near_cue(sentence, index) is not None
    if _named_after(sentence, index) or _named_before(sentence, index):
        return True
    return fractional and _LEADING.search(before) is not None and near_cue(sentence, index) is not None


def _named_after(sentence: Sentence, index: int) -> bool:
    """Tell whether the name of a quality follows at once: "0.748 precision", "1.31 FID"."""
    first = _FIRST_WORD.match(sentence.after(index))
    word = first.group(1).strip("}$.,)") if first else ""
    return any(cue.metric == "quality" and cue.word == word for cue in find_cues(word))


def _named_before(sentence: Sentence, index: int) -> bool:
    """Tell whether the name of a quality leads to the figure: "an F1 score of 0.91", "(FID = 5)"."""
    before = sentence.before(index)
    words = _CONNECTING.sub("", before[-80:])
    cues = find_cues(words)
    return bool(cues) and words.rstrip("s ").endswith(cues[-1].word.rstrip("s "))


def _counts_wins(sentence: Sentence, index: int) -> bool:
    """Tell whether this counts successes: "improved performance in 12 out of 13 tasks"."""
    return (
        index + 1 < len(sentence.figures)
        and _PART_OF.fullmatch(sentence.after(index)) is not None
        and _WON.search(sentence.before(index)) is not None
    )


def _is_measured(sentence: Sentence, index: int, said: Measure) -> bool:
    """Tell whether a figure with a physical unit is a measured level rather than a size."""
    figure, before, after = sentence.figures[index], sentence.before(index), sentence.after(index)
    if figure.unit in _SIZES or " " in figure.unit:
        return figure.unit in {"K", "mm", "cm", "m"} and said.metric == "quality" and _is_error(said)
    if said.relative:
        return near_cue(sentence, index) is not None
    if _CONTENT_NEXT.match(after) or _RESULT_LEAD.search(before) is None:
        return False
    return _has_context(figure, before[-80:] + after[:40])


def _is_error(said: Measure) -> bool:
    """Tell whether lengths and temperatures are meant as the size of an error."""
    return said.cue is not None and said.cue.lower_is_better


def _has_context(figure: Figure, around: str) -> bool:
    if figure.unit in _DURATIONS:
        return _LATENCY_WORDS.search(around) is not None
    if figure.unit in _BYTES:
        return _MEMORY_WORDS.search(around) is not None
    if figure.unit == "$":
        return re.search(r"\b(?:cost|price|budget|only|spend|expens|less)", around) is not None
    if figure.unit in _POWERS:
        return re.search(r"\b(?:power|energy|consum|per)\b", around) is not None
    return True
