"""Whose figure it is: the subject of the statement, the paper's own method behind "we" and "it"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.claims.grammar.measures import find_cues
from assistant.claims.grammar.sentences import Sentence

_PLAIN_STEMS = """
    achieve attain reach deliver obtain yield provide offer outperform surpass exceed improve boost enhance
    reduce lower save accelerate retain maintain preserve recover converge get require consume take incur
    enable beat suffer see exhibit produce train solve detect generate identify outpace lose slash come stay
    operate demonstrate show use perform process complete eliminate cost shrink compress
"""
"""Verbs that govern results; each also with the endings of the third person and of the past."""
_OTHER_FORMS = """
    increases increased decreases decreased gains gained drops dropped cuts speeds(?=_up) sped runs ran
    ranks ranked scores(?!_of) scored results resulted leads led set(?=_a) falls fell rises rose took goes
    went accounts needs needed discovers learns adapts introduces combines employs leverages selects applies
    avoids supports allows integrates unifies remains scales deploys distills converts generalizes
    generalize follows narrows closes bridges makes brings keeps eliminates is are was were has have had can
    could may might
"""
"""Further verbs as they are; ``_`` stands for a blank."""
_FORMS = "|".join(
    [
        rf"{stem[:-1]}(?:e|es|ed|y|ies|ied)" if stem[-1] in "ey" else rf"{stem}(?:s|es|ed)?"
        for stem in _PLAIN_STEMS.split()
    ]
    + [form.replace("_", " ") for form in _OTHER_FORMS.split()]
)
_VERB = re.compile(rf"(?<![\w-])(?:{_FORMS})(?![\w-])")
_REPORTING = frozenset(["show", "shows", "showed", "demonstrate", "demonstrates", "demonstrated"])
_EDGE = re.compile(
    r"[,;:]|\s-\s|\b(?:that|while|whereas|where|but|when|if|because|although|since|thus|find|finds"
    r"|reveal|reveals"
    r"|indicate|indicates|which|who)\b"
)
_BRACKETS = re.compile(r"\([^()]*\)")
_NAME_SHAPE = re.compile(r"[A-Z][\w.]*[A-Z0-9]|[A-Z][a-z]+-[A-Z0-9]")
_TAIL = re.compile(
    r"(?:\b(?:as well as|also|further|substantially|significantly|consistently|only|even|still|thus"
    r"|thereby|not only|now|then|always|alone|already|successfully"
    r"|effectively|empirically|itself|can|could|to|does|do|not|respectively|additionally|again|typically"
    r"|already|generally|[a-z]+ly)\s*)+$"
)
_PREPOSITION = re.compile(
    r"\s(?:in|with|for|on|using|under|at|across|from|by|of|to|without|after|when|via)\b.*$"
)
_PRONOUN = re.compile(
    r"^(?:we|it|they|this|these|those|which|that|one|i|results?|both|there|the (?:results?|experiments?"
    r"|authors?|evaluation)|each|all)$",
    re.IGNORECASE,
)
_GENERIC = re.compile(
    r"^(?:our|the|this|the proposed|our proposed|the resulting|the new|our new|this new|these|such) "
    r"(?:[\w-]+ ){0,4}(?:method|approach|framework|mechanism|technique|"
    r"system|work|operator|pipeline|operator|paradigm|strategy|architecture|design|methodology|solution)s?$",
    re.IGNORECASE,
)
_REPORTS = re.compile(
    r"\b(?:experiment|result|evaluation|test|stud(?:y|ies)|analys|simulation|finding|benchmark"
    r"|assessment|comparison|validation|ablation|measurement|profiling|gains?"
    r"|improvement|reduction|increase|number|rate|rates|ratio|average|score|percent|this (?:accuracy"
    r"|performance|speedup)|experiments|implementation|batch ?sizes?)(?:s|es|is)?\b",
    re.IGNORECASE,
)
_ADJUNCT = re.compile(
    r"^(?:[Uu]sing|[Ww]ith|[Bb]y|[Ww]hen|[Oo]n|[Ii]n|[Aa]t|[Ff]or|[Uu]nder|[Aa]cross|[Ff]rom|[Cc]ompared"
    r"|[Tt]o|[Aa]fter|[Dd]uring)\b"
)
_USING = re.compile(r"^Using (?P<name>our [^,]+?)(?: on [^,]*)?,")
_RELATIVE = re.compile(
    r"(?P<name>[A-Z][\w-]*[A-Z0-9][\w-]*(?: [A-Z][\w-]*)*|(?:[A-Z][\w-]+ ){2,}|)\W*\bwhich\W*$"
)
_REFERRED = re.compile(r"\b[Oo]ur (?:proposed )?(?:method|approach|framework|system|algorithm|model)s?\b")


@dataclass(frozen=True)
class Subject:
    """Name as printed, or the paper's own method; ``start`` is where the statement begins in the sentence."""

    name: str | None
    start: int


def find_subject(sentence: Sentence, index: int, own: str | None) -> Subject:
    """Return the subject of the verb that governs a figure; ``own`` stands for "we", "it" and the like."""
    end = sentence.figures[index].start
    text = _without_brackets(sentence.text, end)
    for verb in reversed(list(_VERB.finditer(text, 0, end))):
        start, name = _before(text, verb.start())
        if name and verb.group() in _REPORTING and not _NAME_SHAPE.search(name):
            name = "results"
        if name:
            return _resolved(Subject(name, start), _unnamed(text, end, own), own)
    return Subject(_unnamed(sentence.text, end, own), _clause_start(sentence.text, end))


def _without_brackets(text: str, end: int) -> str:
    """Blank what stands in brackets before a figure, at equal length: it interrupts the statement."""
    return _BRACKETS.sub(lambda match: " " * len(match.group()), text[:end]) + text[end:]


def _unnamed(text: str, end: int, own: str | None) -> str | None:
    """Return who "we" are: the paper's method, or what this sentence calls it where it has no name."""
    if own is not None and _NAME_SHAPE.search(own):
        return own
    using, referred = _USING.match(text), _REFERRED.search(text, 0, end)
    return using["name"] if using else referred.group().lower() if referred else own


def _resolved(found: Subject, unnamed: str | None, own: str | None) -> Subject:
    name = found.name or ""
    if _PRONOUN.match(name) or _is_measure(name):
        return Subject(unnamed, found.start)
    if own and ((_NAME_SHAPE.search(own) and _GENERIC.match(name)) or own in name.split()):
        return Subject(own, found.start)
    return found


def _is_measure(name: str) -> bool:
    """Tell whether the subject is the thing measured or the act of measuring, not what is measured."""
    cues = find_cues(name)
    measured = bool(cues) and (name.endswith(cues[-1].word) or not _NAME_SHAPE.search(name))
    return measured or _REPORTS.search(name) is not None or name[:1].isdigit()


def _before(text: str, end: int) -> tuple[int, str]:
    """Return the noun phrase that ends before a verb, and its start; empty for a verb that continues."""
    edges = [edge.end() for edge in _EDGE.finditer(text, 0, end)]
    start = edges[-1] if edges else 0
    name = _last_conjunct(text[start:end].strip())
    if not name and text[:end].rstrip().endswith(","):
        start, name = _apposed(text, end, edges)
    name = _TAIL.sub("", name).strip()
    if not name and (relative := _RELATIVE.search(text[:end])):
        return start, relative["name"] or "which"
    if _ADJUNCT.match(name) or name.endswith(" us") or re.match(r"[a-z]+ing\b", name):
        return start, ""
    return start, _shortened(name)


def _last_conjunct(name: str) -> str:
    """Return what follows "and" where a statement ends before it: "A achieves 2x and B"."""
    first, joined, rest = name.rpartition(" and") if " and " in f"{name} " else ("", "", name)
    if name == "and":
        return ""
    return rest.strip() if joined and (_VERB.search(first) or not rest.strip()) else name.removeprefix("and ")


def _apposed(text: str, end: int, edges: list[int]) -> tuple[int, str]:
    """Return the phrase between the commas before a verb: 'The model, "X", achieves'."""
    start = edges[-2] if len(edges) > 1 else 0
    name = text[start:end].strip(" ,")
    return (start, name) if name[:1].isupper() or name[:1] == '"' else (start, "")


def _shortened(name: str) -> str:
    name = re.sub(r"^(?:our|Our) (?=[A-Z0-9][\w-]*[A-Z0-9])", "", name.strip(' "'))
    cut = _PREPOSITION.sub("", name)
    cut = re.sub(
        r"^(?:overall|finally|notably|moreover|specifically|here|then|thus|now|i\.e\.|also)\s+",
        "",
        cut,
        flags=re.IGNORECASE,
    )
    return cut.strip(' "') if cut.strip() else name


def _clause_start(text: str, end: int) -> int:
    edges = [edge.end() for edge in re.finditer(r"[;:]|\bthat\b|, (?:while|whereas|but|and)\b", text[:end])]
    return edges[-1] if edges else 0
