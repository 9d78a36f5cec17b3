"""Which figures are results or effects, and which only describe a setting."""

from __future__ import annotations

import re

from assistant.claims.grammar.around import head, same_unit
from assistant.claims.grammar.cues import find_cues, near_cue
from assistant.claims.grammar.figures import ORDERS, PART, PRINTED, RANGING, Figure
from assistant.claims.grammar.measures import Measure
from assistant.claims.grammar.sentences import Sentence
from assistant.claims.grammar.tables import alternatives, any_of
from assistant.claims.grammar.vocabulary import CHANGE, CHANGE_WORDS
from assistant.text.quantities import COUNT

_VARIABLE = re.compile(
    r"\b[pP](?:[ -]?values?)? ?(?:=|<|>|<=|of)? ?$"
    r"|\b(?:alpha|epsilon|lambda|tau|beta|gamma|delta|eps|[a-qs-zA-Z]) ?(?:=|<|>|in) ?$"
)
"""What a variable or a level of significance leads to: "p <", "n =", "epsilon ="."""
_SPREAD = re.compile(r"(?:\bCIs?\b|interval|\bstd\b|\bSD\b)[^a-z]*$")
_INTERVAL = re.compile(r" ?(?:bootstrap )?(?:CIs?\b|confidence|credible|prediction interval|HDI|CrI)|-CI")
_CHANGE_START = re.compile(r"\bfrom \W*(?:[a-z]+ ){0,2}$")
_CHANGE_END = re.compile(r"(?: [\w-]+){0,4} ?\W*\bto\b| ?->")
_DIFFERENCE = any_of(f"{CHANGE_WORDS} difference gap")
_THRESHOLD = re.compile(r"@[\w.:]*$")
_VERSION = re.compile(r"\b[A-Z][\w-]* $")
_CONSTANT = re.compile(r"\b(?:same|fixed|given|matched|equal)(?: [\w-]+)? $")

_RESIZED = """
    super up-?s up-?scal down-?s down-?scal SR\\b magnif zoom resolution bicubic scale\\b scaling-factor
    (?:\\w+-)?cross larger-(?:dataset|model)s?\\b coverage
"""
_RESIZES = re.compile(rf"[ -]?(?:{alternatives(_RESIZED)})")
_DEVICE_NEXT = re.compile(r" ?(?:NVIDIA|AMD|Nvidia|Intel|[AHVLB][0-9]{2,3}\b|RTX|GPUs?\b|TPUs?\b|CPUs?\b)")
_EVERY = re.compile(r" (?:every|per|an?|each)\b(?!-)")
_REPEATED = re.compile(r"(?:repeat|sampl|train|run|evaluat|annotat|queri|vot)\w* (?:\w+ )?$")
_MANIFOLD = re.compile(r"\b(?:is|are) (?:\w+ ){0,2}$")
_FOLD_ENDS = re.compile(r"[ -]?(?:[.:;,]|$)")
_NAME_BEFORE = re.compile(r"\b[A-Za-z] ?$|\b(?:scales?|upscaling) (?:of|by)? ?$")
_SMALL_BEFORE = re.compile(r"\b(?:a|an|is|at|to|by|of|and|or|the|up|over) ?$")

_SETTING_LEADS = """
    top bottom first last remaining at under with(?:-both)? random(?:ly)? select* sampl* mask* using given
    for p alpha budgets?-of thresholds?-of rates?-of ratios?-of sparsity-of confidence additional
"""
_SETTING_BEFORE = re.compile(
    rf"\b(?:{alternatives(_SETTING_LEADS)}) (?:only |just |up to |about )?\(?$", re.IGNORECASE
)
_SETTING_NOUNS = """
    sparsity compression pruning mask(?:ing)? noise dropout budgets? rates? ratios? missing overlap
    threshold confidence quantile percentile labels? labell?ed train validation test split poison* data
"""
_SETTING_AFTER = re.compile(
    rf"(?: and [0-9.]+%)? (?:of the )?(?:(?!on |in |for )[\w-]+ ){{0,2}}?(?:{alternatives(_SETTING_NOUNS)})\b"
)
_BOTH = re.compile(r"\b(?:at|with|under) both [0-9.]+% and $")
_RANKED = re.compile(r"\b(?:top|bottom|random(?:ly)?)[ -]$")
_SPLIT = re.compile(r" (?:was |were |is |are )?(?:used )?for (?:training|testing|validation|train|test)\b")

_BETWEEN = """
    scores? values? levels? up of to at from by is was are were above below over under reach* exceed* only
    about approximately and both as high low than improv\\w+ increas* reduc\\w+ gains? drops? no more less
    an? the
"""
_CONNECTING = re.compile(rf"(?:\W|\b(?:{alternatives(_BETWEEN)})\b)+$")
"""What may stand between the name of a quality and its value."""
_FIRST_WORD = re.compile(r"[ -](?:average |mean |macro-?|micro-?|weighted |zero-shot )?(\S+)")
_LEADING = re.compile(r"\b(?:of|to|at|reach\w*|achiev\w*|is|was)\W*$")
_SUCCESSES = """
    outperform* improv* best win* won solv* beat* surpass* state-of-the-art rank* success* exceed*
    correct* pass* detect* find* found identif*
"""
_SUCCEEDS = re.compile(rf"\b(?:{alternatives(_SUCCESSES)})\b", re.IGNORECASE)
_NEEDS = re.compile(
    r"\b(?:(?:requir|need|us|consum|maintain)(?:e|es|ed|ing|s)(?: only| just| a constant| merely| as few as)?"
    r"|with (?:only|just|merely|as few as)) $"
)
_RESOURCES = re.compile(r" ?(?:[TGMBK] )?(?:tokens|parameters|params|MACs|(?:[TGM])?FLOPs)\b(?! (?:of|per))")

_CONTENT = """
    video audio speech footage recording data clips? music image context windows? segments? games? corpus
    experience GPUs? cards? device memory-GPU period horizon forecast prediction ahead old budget interval
    resolution camera sensor radar band signal
"""
_CONTENT_NEXT = re.compile(rf"[ -]?(?:of )?(?:\w+ )?(?:{alternatives(_CONTENT)})\b")
_RESULT_LEADS = """
    in of to at with within only under takes? requir\\w+ needs? us(?:es|ing) consum\\w+ than below about
    just by from is was ~ < reach* achiev* run* deliver* over around approximately nearly sub as maintain*
    sustain* exceed* average an? up-to for spends? and or estimated attain* obtain* constant process*
    serv* handl* generat*
"""
_RESULT_LEAD = re.compile(rf"(?<!\w)(?:{alternatives(_RESULT_LEADS)}) ?\(?[~<>]?$", re.IGNORECASE)
_CONTEXTS: dict[str, str] = {
    "duration": """
        latenc* time* delay* runs? running runtime takes? taking took within per inference process* train*
        overhead generat* speed* only under respon* complet* convert* finish* faster detect* requir*
        real-time down reduc* comput* build* solv* TTFT TPOT
        """,
    "bytes": """
        memory VRAM RAM footprint storage size* requir* consum* usage overhead model* only compress* occup*
        """,
    "money": "cost* price* budget* only spend* expens* less",
}
_CONTEXT = {
    name: re.compile(rf"\b(?:{alternatives(words)})\b", re.IGNORECASE) for name, words in _CONTEXTS.items()
}
"""Words beside a physical unit that make it a result rather than the size of a thing."""
_UNIT_CONTEXT = {
    **dict.fromkeys(["ns", "us", "ms", "s", "min", "h"], "duration"),
    **dict.fromkeys(["bytes", "kb", "mb", "gb", "tb"], "bytes"),
    "$": "money",
}
_SIZES = frozenset(
    [
        "K",
        "M",
        "B",
        "T",
        "bit",
        "nm",
        "mm",
        "cm",
        "m",
        "km",
        "hz",
        "khz",
        "mhz",
        "ghz",
        "year",
        "month",
        "day",
    ]
)
"""Units that mostly tell the size of a thing."""


def admits(sentence: Sentence, index: int, said: Measure, *, previous: bool) -> bool:
    """Tell whether a figure is a result; ``previous`` says whether the figure before it was one."""
    unit = sentence.figures[index].unit
    if _is_setting(sentence, index):
        return False
    if unit == PART:
        return _SUCCEEDS.search(sentence.text) is not None
    return _is_result(sentence, index, said, previous=previous)


def _is_result(sentence: Sentence, index: int, said: Measure, *, previous: bool) -> bool:
    """Tell whether a figure is a result by the rule for its kind of unit."""
    unit = sentence.figures[index].unit
    if unit in {"x", ORDERS}:
        return _is_ratio(sentence, index)
    if unit in {"%", "pp"}:
        return _is_percentage(sentence, index, said) if unit == "%" else _is_difference(sentence, index, said)
    if _ends_change(sentence, index) and said.cue is not None:
        return True
    if unit in {COUNT, PRINTED}:
        return _is_count(sentence, index, said, previous=previous)
    return _is_measured(sentence, index, said)


def _is_difference(sentence: Sentence, index: int, said: Measure) -> bool:
    """Tell whether points are a difference or a level, not those of a "two-point correlation"."""
    if _printed(sentence, index).endswith("-point") and not _DIFFERENCE.search(head(sentence, index)):
        return False
    return said.metric == "quality" or bool(CHANGE.search(sentence.text))


def _is_setting(sentence: Sentence, index: int) -> bool:
    """Tell whether a figure is a variable, a spread, a version, or where a change began."""
    before = sentence.before(index)
    return bool(
        _VARIABLE.search(before)
        or _SPREAD.search(before)
        or _CONSTANT.search(before)
        or _starts_change(sentence, index)
        or _is_version(sentence, index)
    )


def _starts_change(sentence: Sentence, index: int) -> bool:
    """Tell whether this is the first of "from 70 % to 97 %": where a change started is not its result."""
    if index + 1 == len(sentence.figures) or _CHANGE_END.match(sentence.after(index)) is None:
        return False
    return _CHANGE_START.search(sentence.before(index)) is not None or "->" in sentence.after(index)


def _ends_change(sentence: Sentence, index: int) -> bool:
    if index == 0 or not _starts_change(sentence, index - 1):
        return False
    return RANGING.search(sentence.before(index - 1)) is None


def _is_version(sentence: Sentence, index: int) -> bool:
    """Tell whether a number belongs to a name: "GitLab 16.11", "mAP@.50:.95"."""
    figure = sentence.figures[index]
    if _THRESHOLD.search(sentence.text, 0, figure.start):
        return True
    named = _VERSION.search(sentence.before(index)) is not None
    return named and figure.unit not in {COUNT, "$"} and sentence.text[figure.end - 1].isdigit()


def _is_ratio(sentence: Sentence, index: int) -> bool:
    before, after = sentence.before(index), sentence.after(index)
    if _RESIZES.match(after) or _DEVICE_NEXT.match(after) or _EVERY.match(after):
        return False
    if _REPEATED.search(before) and not CHANGE.search(head(sentence, index)):
        return False
    if _MANIFOLD.search(before) and _FOLD_ENDS.match(after) and "fold" in _printed(sentence, index):
        return False  # "our contributions are two-fold:"
    return _NAME_BEFORE.search(before) is None or _SMALL_BEFORE.search(before) is not None


def _printed(sentence: Sentence, index: int) -> str:
    figure = sentence.figures[index]
    return sentence.text[figure.start : figure.end]


def _is_percentage(sentence: Sentence, index: int, said: Measure) -> bool:
    before, after = sentence.before(index), sentence.after(index)
    if _INTERVAL.match(after) or _SPLIT.match(after) or _RANKED.search(before):
        return False
    if said.relative:
        return True
    setting = _SETTING_BEFORE.search(before) or _BOTH.search(sentence.text[: sentence.figures[index].start])
    return not (setting and _SETTING_AFTER.match(after))


def _is_count(sentence: Sentence, index: int, said: Measure, *, previous: bool) -> bool:
    """Tell whether a bare number is the value of a quality: it stands beside the name of one."""
    if _is_need(sentence, index):
        return True
    if said.metric != "quality":
        return False
    if sentence.figures[index].unit == PRINTED:
        return previous or near_cue(sentence, index) is not None
    if _named_after(sentence, index) or _named_before(sentence, index):
        return True
    return _is_fraction(sentence, index) and _is_value(sentence, index, said, previous=previous)


def _is_fraction(sentence: Sentence, index: int) -> bool:
    figure = sentence.figures[index]
    return figure.value != int(figure.value) or "." in _printed(sentence, index)


def _is_value(sentence: Sentence, index: int, said: Measure, *, previous: bool) -> bool:
    """Tell whether a fraction is a value by its place: listed after another, in brackets, or after "of"."""
    before = sentence.before(index)
    if previous and same_unit(sentence, index) and not _VERSION.search(before):
        return True
    if before.endswith("(") and sentence.after(index).startswith(")"):
        return said.cue is not None
    return _LEADING.search(before) is not None and near_cue(sentence, index) is not None


def _is_need(sentence: Sentence, index: int) -> bool:
    """Tell whether this counts what something needs: "using only 64 tokens", "requires 5.7B FLOPs"."""
    needed = _NEEDS.search(sentence.before(index)) is not None
    return needed and _RESOURCES.match(sentence.after(index)) is not None


def _named_after(sentence: Sentence, index: int) -> bool:
    """Tell whether the name of a quality follows at once: "0.748 precision", "1.31 FID"."""
    first = _FIRST_WORD.match(sentence.after(index))
    word = first.group(1).strip("}$.,)") if first else ""
    return any(cue.metric == "quality" and cue.word == word for cue in find_cues(word))


def _named_before(sentence: Sentence, index: int) -> bool:
    """Tell whether the name of a quality leads to the figure: "an F1 score of 0.91", "(FID = 5)"."""
    words = _CONNECTING.sub("", sentence.before(index)[-80:])
    cues = find_cues(words)
    return bool(cues) and words.rstrip("s ").endswith(cues[-1].word.rstrip("s "))


def _is_measured(sentence: Sentence, index: int, said: Measure) -> bool:
    """Tell whether a figure with a physical unit is a measured level rather than a size."""
    figure, before, after = sentence.figures[index], sentence.before(index), sentence.after(index)
    if _is_need(sentence, index):
        return True
    if figure.unit in _SIZES or " " in figure.unit:
        return figure.unit in {"K", "mm", "cm", "m"} and said.metric == "quality" and _is_error(said)
    if said.relative:
        return near_cue(sentence, index) is not None or figure.unit == "db"
    if before.endswith("(") and said.cue and _named_before(sentence, index):
        return True
    if _CONTENT_NEXT.match(after) or _RESULT_LEAD.search(before) is None:
        return False
    return _has_context(figure, sentence.text[: figure.start][-80:] + after[:40])


def _is_error(said: Measure) -> bool:
    """Tell whether lengths and temperatures are meant as the size of an error."""
    return said.cue is not None and said.cue.lower_is_better


def _has_context(figure: Figure, around: str) -> bool:
    needed = _UNIT_CONTEXT.get(figure.unit)
    return needed is None or _CONTEXT[needed].search(around) is not None
