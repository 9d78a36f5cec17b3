"""Which figures are results or effects, and which only describe a setting."""

from __future__ import annotations

import re

from assistant.claims.grammar.around import head
from assistant.claims.grammar.counts import NAMED, is_count, is_need, named_before
from assistant.claims.grammar.cues import find_cues, near_cue
from assistant.claims.grammar.figures import ORDERS, PART, PRINTED, Figure
from assistant.claims.grammar.measures import Measure
from assistant.claims.grammar.sentences import Sentence
from assistant.claims.grammar.tables import alternatives, any_of
from assistant.claims.grammar.vocabulary import CHANGE, CHANGE_WORDS
from assistant.text.quantities import COUNT

_VARIABLE = re.compile(
    r"\b[pP](?:[ -]?values?)? ?(?:=|<|>|<=|of)? ?$"
    r"|\b(?:alpha|epsilon|lambda|tau|beta|gamma|delta|eps|[a-qs-zA-QS-Z]) ?(?:=|<|>|in) ?$"
)
"""What a variable or a level of significance leads to: "p <", "n =", "epsilon ="."""
_SPREAD = re.compile(r"(?:\bCIs?\b|interval|\bstd\b|\bSD\b)[^a-z]*$")
_INTERVAL = re.compile(r" ?(?:bootstrap )?(?:CIs?\b|confidence|credible|prediction interval|HDI|CrI)|-CI")
_CHANGE_START = re.compile(r"\bfrom \W*(?:[a-z]+ ){0,2}$")
_CHANGE_END = re.compile(r"(?: [\w-]+){0,4} ?\W*\bto\b| ?->")
_ACROSS = re.compile(
    r"\b(?:across|rang\w+|spann?\w*|vary\w*|varie[sd]|lengths?)\b[^,;(]*\bfrom \W*(?:[a-z]+ ?){0,2}$"
)
"""That figures are where a range of settings begins and ends: "across vocabulary sizes from 10K"."""
_DIFFERENCE = any_of(f"{CHANGE_WORDS} difference gap")
_THRESHOLD = re.compile(r"(?:@\[?[\w.:]*|\b[A-Za-z]\w*\d:)$")
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
_AMOUNT = re.compile(r"(?:double|triple|quadruple)", re.IGNORECASE)
_TUPLES = re.compile(r"(?:double|triple|quadruple)s", re.IGNORECASE)
_NO_OBJECT = re.compile(r"\W*$|[,.;:)]| (?:and|or|from|in|of|for|with|that|to|is|are|as)\b")
_OF_OTHERS = re.compile(r"\W*$| (?:the|that|those|its|their|as|or|in|what|of|this|our)\b|[,;]")
"""What follows where double is an amount and not an adjective: "double that of"."""
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
_WITH = re.compile(r"(?<!but )\bwith (?:about )?$")
_COMPONENT = re.compile(
    r" (?!(?:of|higher|lower|less|more|fewer|better|faster|success)\b)(?:[a-z-]+ ){0,2}?[a-z-]+(?<!s)s\b"
)
"""What is present in part: "with 20% heavy hitters"."""
_BOTH = re.compile(r"\b(?:at|with|under) both [0-9.]+% and $")
_RANKED = re.compile(r"\b(?:top|bottom|random(?:ly)?)[ -]$")
_SPLIT = re.compile(
    r" (?:was |were |is |are )?(?:used )?for (?:training|testing|validation|train|test)"
    r"(?: and\b| purposes|[,.;)]|$)"
)

_SUCCESSES = """
    outperform* improv* best win* won solv* beat* surpass* state-of-the-art rank* success* exceed*
    correct* pass* detect* find* found identif* attribut* locali[sz]* assign* recover* complet* succe*
    perfect* match* handl* prov(?:ed|es) reproduc* achiev* resolv* convert* accept* recogni[sz]* fail*
    reach* satisf* verif* answer* failures? errors? accura* classif* predict*
"""
_SUCCEEDS = re.compile(rf"\b(?:{alternatives(_SUCCESSES)})\b", re.IGNORECASE)
_CONTENT = """
    video audio speech footage recording data clips? music image context windows? segments? games? corpus
    experience (?:GPU|card)s?(?!-memory) device memory-GPU period horizon forecast prediction ahead old budget
    interval resolution camera sensor radar band signal threshold requirement* limit
"""
_CONTENT_NEXT = re.compile(
    rf"[ -]?(?:of )?(?:(?!(?:on|in|for|with|at|per|using|and) )[\w-]+ ){{0,2}}?(?:{alternatives(_CONTENT)})\b"
)
_RESULT_LEADS = """
    in of to at with within only under takes? requir\\w+ needs? us(?:es|ing) consum\\w+ than below about
    just by from is was ~ < reach* achiev* run* deliver* over around approximately nearly sub[-_]? as
    maintain* sustain* exceed* average an? up-to for spends? and or estimated attain* obtain* constant
    process* serv* handl* generat*
"""
_RESULT_LEAD = re.compile(
    rf"(?<!\w)(?:{alternatives(_RESULT_LEADS)}) ?\(?(?:\{{?[~<>]\}}?|&[lg]t;)?$", re.IGNORECASE
)
_CONTEXTS: dict[str, str] = {
    "duration": """
        latenc* time* delay* runs? running runtime takes? taking took within per inference process* train*
        overhead generat* speed* only under respon* complet* convert* finish* faster detect* requir* overheads
        synthesi* produc* forecast* transmit* reconstruct* render* optimi* answer* execut* search* retriev*
        return* adapt* encod* decod* edit* creat* deliver*
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
_ERROR_UNITS = frozenset(["K", "mm", "cm", "m", "km", "hz", "year", "month", "day"])
"""Units in which errors are stated."""
_SIZES = frozenset(
    [
        *("K", "M", "B", "T", "bit", "nm", "mm", "cm", "m", "km"),
        *("hz", "khz", "mhz", "ghz", "year", "month", "day"),
    ]
)
"""Units that mostly tell the size of a thing."""


def admits(sentence: Sentence, index: int, said: Measure, *, previous: bool) -> bool:
    """Tell whether a figure is a result; ``previous`` says whether the figure before it was one."""
    unit = sentence.figures[index].unit
    if _is_setting(sentence, index):
        return False
    if unit == PART and _restates(sentence, index):
        return False
    if unit == PART:
        return previous or _SUCCEEDS.search(sentence.text) is not None
    return _is_result(sentence, index, said, previous=previous)


def _restates(sentence: Sentence, index: int) -> bool:
    """Tell whether a count in brackets only says a percentage again: "90.7% accuracy (136/150)"."""
    return index > 0 and sentence.figures[index - 1].unit == "%" and sentence.before(index).endswith("(")


def _is_result(sentence: Sentence, index: int, said: Measure, *, previous: bool) -> bool:
    """Tell whether a figure is a result by the rule for its kind of unit."""
    unit = sentence.figures[index].unit
    if unit in {"x", ORDERS}:
        return _is_ratio(sentence, index)
    if unit in {"%", "pp"}:
        return _is_percentage(sentence, index, said) if unit == "%" else _is_difference(sentence, index, said)
    if _ends_change(sentence, index) and (said.cue is not None or _moves(sentence, index)):
        return True
    if unit in {COUNT, PRINTED}:
        return is_count(sentence, index, said, previous=previous)
    return _is_measured(sentence, index, said)


def _is_difference(sentence: Sentence, index: int, said: Measure) -> bool:
    """Tell whether points are a difference or a level, not those of a "two-point correlation"."""
    if sentence.printed(index).endswith("-point") and not _DIFFERENCE.search(head(sentence, index)):
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
    return _ACROSS.search(sentence.before(index - 1)) is None


def _moves(sentence: Sentence, index: int) -> bool:
    """Tell whether a verb says that a count rose or fell: "events rise from 1.3 to 3.9"."""
    count = sentence.figures[index].unit == COUNT
    return count and CHANGE.search(sentence.before(index - 1)) is not None


def _is_version(sentence: Sentence, index: int) -> bool:
    """Tell whether a number belongs to a name: "GitLab 16.11", "mAP@.50:.95"."""
    figure = sentence.figures[index]
    if _THRESHOLD.search(sentence.text, 0, figure.start):
        return True
    named = NAMED.search(sentence.before(index)) is not None
    return named and figure.unit not in {COUNT, "$"} and sentence.text[figure.end - 1].isdigit()


def _is_ratio(sentence: Sentence, index: int) -> bool:
    before, after = sentence.before(index), sentence.after(index)
    if _RESIZES.match(after) or _DEVICE_NEXT.match(after) or _EVERY.match(after):
        return False
    if _REPEATED.search(before) and not CHANGE.search(head(sentence, index)):
        return False
    if _is_adjective(sentence, index):
        return False
    return _NAME_BEFORE.search(before) is None or _SMALL_BEFORE.search(before) is not None


def _is_adjective(sentence: Sentence, index: int) -> bool:
    """Tell whether a factor only says of how many parts: "the gains are two-fold", "double coding"."""
    before, after, printed = sentence.before(index), sentence.after(index), sentence.printed(index)
    if _TUPLES.fullmatch(printed) and _NO_OBJECT.match(after):
        return True
    if _AMOUNT.fullmatch(printed):
        return _OF_OTHERS.match(after) is None
    return bool("fold" in printed and _MANIFOLD.search(before) and _FOLD_ENDS.match(after))


def _is_percentage(sentence: Sentence, index: int, said: Measure) -> bool:
    before, after = sentence.before(index), sentence.after(index)
    if (
        _INTERVAL.match(after)
        or _SPLIT.match(after)
        or _RANKED.search(before)
        or _is_component(before, after)
    ):
        return False
    if said.relative:
        return True
    setting = _SETTING_BEFORE.search(before) or _BOTH.search(sentence.text[: sentence.figures[index].start])
    return not (setting and _SETTING_AFTER.match(after))


def _is_component(before: str, after: str) -> bool:
    """Tell whether a percentage says how much of a part is present: "with 20% heavy hitters"."""
    part = _COMPONENT.match(after) if _WITH.search(before) else None
    return part is not None and not (CHANGE.search(part.group()) or find_cues(part.group()))


def _is_measured(sentence: Sentence, index: int, said: Measure) -> bool:
    """Tell whether a figure with a physical unit is a measured level rather than a size."""
    figure, before, after = sentence.figures[index], sentence.before(index), sentence.after(index)
    if is_need(sentence, index) or _is_named_error(sentence, index, said):
        return True
    if figure.unit in _SIZES or " " in figure.unit:
        return figure.unit in _ERROR_UNITS and said.metric == "quality" and _is_error(said)
    if said.relative:
        return near_cue(sentence, index) is not None or figure.unit == "db"
    if before.endswith("(") and said.cue and named_before(sentence, index):
        return True
    if _CONTENT_NEXT.match(after) or _RESULT_LEAD.search(before) is None:
        return False
    return _has_context(figure, sentence.text[: figure.start][-80:] + after[:40])


def _is_named_error(sentence: Sentence, index: int, said: Measure) -> bool:
    """Tell whether a figure of whatever unit is the size of an error beside it: "a bias of 1.84 ms"."""
    sized = sentence.figures[index].unit in _SIZES
    return (
        said.metric == "quality" and not sized and near_cue(sentence, index) is not None and _is_error(said)
    )


def _is_error(said: Measure) -> bool:
    """Tell whether lengths and temperatures are meant as the size of an error."""
    return said.cue is not None and said.cue.lower_is_better


def _has_context(figure: Figure, around: str) -> bool:
    needed = _UNIT_CONTEXT.get(figure.unit)
    return needed is None or _CONTEXT[needed].search(around) is not None
