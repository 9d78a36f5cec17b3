"""Whose figure it is: the subject of the statement, the paper's own method behind "we" and "it"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.claims.grammar.around import coordinated
from assistant.claims.grammar.cues import find_cues
from assistant.claims.grammar.sentences import Sentence
from assistant.claims.grammar.tables import alternatives
from assistant.claims.grammar.verbs import PARTICIPLE, VERB

_REPORTING = """
    shows? showed demonstrates? demonstrated reveals? revealed indicates? indicated finds? found suggests?
    confirms? confirmed observe[sd]? report(?:s|ed)?
"""
_REPORTED = re.compile(alternatives(_REPORTING))
_CONJUNCTIONS = "that while whereas where but when if because although since thus which who"
_EDGE = re.compile(
    rf"(?<!\d),|,(?!\d)|[;:]|\s-+\s|(?<![\w-])(?:{alternatives(_CONJUNCTIONS)}|{alternatives(_REPORTING)})(?![\w-])"
)
"""Where a clause begins, which is where its subject does."""
_BRACKETS = re.compile(r"\([^()]*\)")
_NAME_SHAPE = re.compile(r"[A-Z][\w.]*[A-Z0-9]|[A-Z][a-z]+-[A-Z0-9]")
_ADVERBS = """
    as-well-as also further only even still thus thereby not-only now then always alone already can could
    to does do not again itself more most less both (?!fly\\b|family\\b|assembly\\b|early\\b)[a-z]+ly
"""
_ARTICLE = re.compile(r"(?:the|an?|our|its|their|this|these|those)", re.IGNORECASE)
_LAST_AND = re.compile(r"(?s)(?P<first>.*)\b(?:and|or) (?P<rest>.*)")
_TAIL = re.compile(rf"(?:\b(?:{alternatives(_ADVERBS)})\s*)+$")
_OPENERS = (
    "overall finally notably moreover specifically here then thus now i\\.e\\. also overall for-example"
)
_OPENER = re.compile(rf"^(?:{alternatives(_OPENERS)})\s+", re.IGNORECASE)
_PREPOSITIONS = "in with for on using under at across from by to without after when via"
_PREPOSITION = re.compile(rf"\s(?:{alternatives(_PREPOSITIONS)})\b.*$")
_ADJUNCT = re.compile(
    rf"^(?:{alternatives(_PREPOSITIONS + ' compared during over between through while')})\b", re.IGNORECASE
)
"""What begins a phrase that is no subject."""
_SPEAKERS = re.compile(
    r"^(?:we|i|results?|there|the (?:results?|experiments?|authors?|evaluation))$", re.IGNORECASE
)
_PRONOUN = re.compile(
    r"^(?:it|they|this|these|those|that|which|one|both|each|all|the former)$", re.IGNORECASE
)
_THINGS = """
    method approach framework mechanism technique pipeline paradigm strategy architecture methodology solution
"""
_GENERIC = re.compile(
    rf"^(?:the|this) (?:(?:proposed|resulting|new|novel|overall|full) )*(?:{alternatives(_THINGS)})s?$",
    re.IGNORECASE,
)
"""A phrase that points back to the paper's own method."""
_REPORTS = """
    experiment result evaluation test stud(?:y|ies) analys[ei]s simulation finding benchmark assessment
    comparison validation ablation measurement profiling gain improvement reduction increase number rate
    ratio average score percent batch-?size (?:this|these)-(?:accuracy|performance|speedup) drop
"""
_REPORT = re.compile(rf"\b(?:{alternatives(_REPORTS)})s?\b", re.IGNORECASE)
"""The act of measuring, or the thing measured: no subject of a claim."""
_OWNER = re.compile(r"^(?P<owner>.+?)(?:'s|s') ")
_MEASURE_OF = re.compile(r"(?:the |[Tt]he )?[\w-]+(?: [\w-]+)? of (?P<owner>[^,]+)$")
_RELATIVE = re.compile(
    r"(?P<name>[A-Z][\w-]*[A-Z0-9][\w-]*(?: [A-Z][\w-]*)*|an? (?:[\w-]+ ){1,6}?|(?:[A-Z][\w-]+ ){2,})"
    r"\W*\b(?:which|that)\W*$"
)
_ABSOLUTE = re.compile(
    rf"(?:\bwith |, (?=[A-Z]\S* ))(?P<name>[^,;:()]{{2,60}}?)(?: such as [^;:()]*?)?"
    rf" {PARTICIPLE.pattern}(?: [a-z]+){{0,4}} ?$"
)
"""A subject of its own beside the main statement: "with one model achieving 27 %"."""
_USING = re.compile(r"^(?:Using|With) (?P<name>our [^,]+?)(?: on [^,]*)?,")
_OURS = f"{_THINGS} system algorithm model design operator tool implementation pipeline"
_REFERRED = re.compile(rf"\b[Oo]ur (?:proposed )?(?:{alternatives(_OURS)})s?\b")
_ASIDE = re.compile(r"^(?P<name>(?:The|Our|An?|This) [\w -]+), (?:which )?[a-z]+(?:ing|ed)\b")
"""A subject whose verb comes after the aside that a figure stands in: "The student, using 10 %, keeps"."""


@dataclass(frozen=True)
class Subject:
    """Name as printed, or the paper's own method; ``start`` is where the statement begins in the sentence."""

    name: str | None
    start: int


@dataclass(frozen=True)
class _Speakers:
    """Whom pronouns mean."""

    own: str | None
    last: str | None


def find_subject(sentence: Sentence, index: int, own: str | None, *, last: str | None = None) -> Subject:
    """Return the subject of the verb that governs a figure.

    ``own`` is the paper's own method, which "we" stands for; ``last`` is what "it" stands for.
    """
    speakers = _Speakers(own, last)
    while coordinated(sentence, index):
        index -= 1
    end = sentence.figures[sentence.run(index)[0]].start
    text = _without_brackets(sentence.text, end)
    if absolute := _ABSOLUTE.search(text, 0, end):
        return Subject(_resolved(absolute["name"], text[:end], speakers), absolute.start())
    for verb in reversed(list(VERB.finditer(text, 0, end))):
        start, name = _before(text, verb.start(), end)
        if name and _REPORTED.fullmatch(verb.group()) and not _NAME_SHAPE.search(name):
            name = "results"
        if name:
            return Subject(_resolved(_as_printed(sentence.text, start, name), text[:end], speakers), start)
    if aside := _ASIDE.match(text):
        return Subject(_resolved(aside["name"], text[:end], speakers), 0)
    return Subject(_unnamed(sentence.text, end, speakers.own), _clause_start(sentence.text, end))


def _without_brackets(text: str, end: int) -> str:
    """Blank what stands in brackets before a figure, at equal length: it interrupts the statement."""
    return _BRACKETS.sub(lambda match: " " * len(match.group()), text[:end]) + text[end:]


def _as_printed(text: str, start: int, name: str) -> str:
    """Return a name with the brackets inside it that were blanked."""
    if "  " not in name:
        return name
    words = re.escape(name)
    found = re.search(re.sub(r"(?:\\ ){2,}", r" ?\\([^()]*\\) ?", words), text[start:])
    return found.group() if found else " ".join(name.split())


def _unnamed(text: str, end: int, own: str | None) -> str | None:
    """Return who "we" are: the paper's method, or what this sentence calls it where it has no name."""
    using, referred = _USING.match(text), _REFERRED.search(text, 0, end)
    if own is not None and _NAME_SHAPE.search(own) and not referred:
        return own
    return using["name"] if using else referred.group().lower() if referred else own


def _resolved(name: str, before: str, speakers: _Speakers) -> str | None:
    own = speakers.own
    if _PRONOUN.match(name):
        return speakers.last or _unnamed(before, len(before), own)
    if _SPEAKERS.match(name):
        return _unnamed(before, len(before), own)
    if owner := _owner(name, speakers):
        return owner
    if _is_measure(name):
        return _unnamed(before, len(before), own)
    if own and ((_NAME_SHAPE.search(own) and _GENERIC.match(name)) or own in name.split()):
        return own
    return name


def _owner(name: str, speakers: _Speakers) -> str | None:
    """Return whose measure this is: "our model's memory use", "the accuracy of A"."""
    found = _OWNER.match(name) or (_MEASURE_OF.match(name) if find_cues(name) else None)
    if found is None or _is_measure(found["owner"]):
        return None
    return speakers.own if _PRONOUN.match(found["owner"]) else found["owner"]


def _is_measure(name: str) -> bool:
    """Tell whether the subject is the thing measured or the act of measuring, not what is measured."""
    cues = find_cues(name)
    measured = bool(cues) and name.endswith(cues[-1].word)
    return measured or _REPORT.search(name) is not None or name[:1].isdigit()


def _before(text: str, end: int, figure: int) -> tuple[int, str]:
    """Return the noun phrase that ends before a verb, and its start; empty for a verb that continues.

    A comma between the verb and the figure ends a relative clause.
    """
    edges = [edge for edge in _EDGE.finditer(text, 0, end)]
    start = edges[-1].end() if edges else 0
    name = _last_conjunct(text[start:end].strip())
    if not name and text[:end].rstrip().endswith(","):
        start, name = _apposed(text, end, [edge.end() for edge in edges])
    name = _TAIL.sub("", name).strip()
    if _ARTICLE.fullmatch(name):
        return start, ""  # "the automatically generated kernels"
    if VERB.search(name):
        return start, ""  # the verb after a verb is a participle or a noun
    if not name and (relative := _RELATIVE.search(text[:end])):
        return (start, "") if "," in text[end:figure] else (relative.start(), relative["name"].strip())
    if _ADJUNCT.match(name) or name.endswith(" us") or re.match(r"[A-Za-z]+ing\b(?! [a-z]+ing)", name):
        return start, ""
    return start, _shortened(name)


def _last_conjunct(name: str) -> str:
    """Return what follows "and" where a statement ends before it: "A achieves 2x and B"."""
    joined = _LAST_AND.match(f"{name} ")
    if joined is None:
        return name
    first, rest = joined["first"], joined["rest"]
    if VERB.search(first) or not rest.strip() or not first.strip():
        return rest.strip()
    return name


def _apposed(text: str, end: int, edges: list[int]) -> tuple[int, str]:
    """Return the phrase between the commas before a verb: 'The model, "X", achieves'."""
    start = edges[-2] if len(edges) > 1 else 0
    name = text[start:end].strip(" ,")
    return (start, name) if name[:1].isupper() or name[:1] == '"' else (start, "")


def _shortened(name: str) -> str:
    """Return the core of a noun phrase, without what introduces or qualifies it."""
    name = re.sub(r"^(?:our|Our) (?=[A-Z0-9][\w-]*[A-Z0-9])", "", name.strip(' "'))
    cut = _OPENER.sub("", _PREPOSITION.sub("", name))
    return cut.strip(' "') if cut.strip() else name


def _clause_start(text: str, end: int) -> int:
    edges = [edge.end() for edge in re.finditer(r"[;:]|\bthat\b|, (?:while|whereas|but|and)\b", text[:end])]
    return edges[-1] if edges else 0
