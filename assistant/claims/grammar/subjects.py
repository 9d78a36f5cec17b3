"""Whose figure it is: the subject of the statement, the paper's own method behind "we" and "it"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.claims.grammar.around import coordinated
from assistant.claims.grammar.cues import find_cues
from assistant.claims.grammar.phrases import LOOSE_END
from assistant.claims.grammar.sentences import Sentence
from assistant.claims.grammar.tables import alternatives
from assistant.claims.grammar.things import BENCHMARK
from assistant.claims.grammar.verbs import PARTICIPLE, VERB

_REPORTING = """
    shows? showed demonstrates? demonstrated reveals? revealed indicates? indicated finds? found suggests?
    confirms? confirmed observe[sd]? report(?:s|ed)?
"""
_REPORTED = re.compile(alternatives(_REPORTING))
_FURTHER_VERBS = """
    average[sd] pass(?:es|ed) spends? spent reproduce[sd] deviate[sd] plateau(?:s|ed) completes hits wins won
    earn(?:s|ed) trails tops ties costs correlate[sd] agree[sd] lag(?:s|ged) land(?:s|ed) ranks converges
"""
_STATES = re.compile(rf"{VERB.pattern}|(?<![\w-])(?:{alternatives(_FURTHER_VERBS)})(?![\w-])")
"""Verbs that have a subject, those by which no result is told by rule among them."""
_CONJUNCTIONS = "that while whereas where but when if because although since thus which who"
_EDGE = re.compile(
    rf"(?<!\d),|,(?!\d)|[;:]|\s-+\s|(?<![\w-])(?:{alternatives(_CONJUNCTIONS)}|{alternatives(_REPORTING)})(?![\w-])"
)
"""Where a clause begins, which is where its subject does."""
_BRACKETS = re.compile(r"\([^()]*\)")
_NAME_SHAPE = re.compile(r"[A-Z][\w.]*[A-Z0-9]|[A-Z][a-z]+-[A-Z0-9]")
_NAME = re.compile(r"(?!The |Our |An? |This )[A-Z]\S*(?: [A-Z]\S*)*|\S*[A-Z]\S*")
_ADVERBS = """
    as-well-as also further only even still thus thereby not-only now then always alone already can could
    to does do not again itself more most less both (?!fly\\b|family\\b|assembly\\b|early\\b)[a-z]+ly
"""
_ARTICLE = re.compile(r"(?:the|an?|our|its|their|this|these|those)", re.IGNORECASE)
_DOING = re.compile(r"(?!Using|During|using|during)[A-Za-z]+ing\b(?! [a-z]+ing)")
_OWN_FIGURE = re.compile(
    r"(?:,|,? and) (?P<name>[A-Z][\w.-]*(?: [A-Z0-9][\w.-]*)*)(?: only| up to| about)? $"
)
_OPEN = re.compile(r"(?:^|\s)(?:and|or|by|than|as)$", re.IGNORECASE)
_MODAL = re.compile(r"\s(?:must|may|might|shall|will|would|should|fails?|failed|seems?|tends?)$")
_LAST_AND = re.compile(r"(?s)(?P<first>.*)\b(?:and|or) (?P<rest>.*)")
_TAIL = re.compile(rf"(?:\b(?:{alternatives(_ADVERBS)})\s*)+$")
_OPENERS = (
    "overall finally even notably moreover specifically here then thus now i\\.e\\. also overall for-example"
)
_OPENER = re.compile(rf"^(?:{alternatives(_OPENERS)})\s+", re.IGNORECASE)
_PREPOSITIONS = "in with for on using under at across from by to without after when via"
_PREPOSITION = re.compile(rf"\s(?:{alternatives(_PREPOSITIONS)})\b.*$")
_ADJUNCT = re.compile(
    rf"^(?:{alternatives(_PREPOSITIONS + ' compared during over between through while as')})\b", re.IGNORECASE
)
"""What begins a phrase that is no subject."""
_SPEAKERS = re.compile(
    r"^(?:we(?: [a-z]+)?|i|results?|there|the (?:results?|experiments?|authors?|evaluation))$", re.IGNORECASE
)
_PRONOUN = re.compile(
    r"^(?:it|they|this|these|those|that|which|one|both|each|all|the former)$", re.IGNORECASE
)
_PROPOSED = re.compile(r"(?:the |our )?proposed\b", re.IGNORECASE)
_CONTRASTS = re.compile(r"(?:While|Whereas|Unlike|Compared|In contrast|Despite)\b")
_THINGS = """
    method approach framework mechanism technique pipeline paradigm strategy architecture methodology solution
    system
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
_APPOSITION = re.compile(r"(?P<name>[A-Z]\S*[A-Za-z0-9](?: \([^()]*\))?), $")
"""The name before the words that explain it: "A, a method that"."""
_ABSOLUTE = re.compile(
    rf"(?:\bwith |, (?=[A-Z]\S* ))(?P<name>[^,;:()]{{2,60}}?)(?: such as [^;:()]*?)?"
    rf" {PARTICIPLE.pattern}(?: [\w@-]+){{0,4}} ?$"
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
    if beside := _beside(sentence, index):
        return beside
    while coordinated(sentence, index):
        index -= 1
    end = sentence.figures[sentence.run(index)[0]].start
    text = _without_brackets(sentence.text, end)
    absolute = _ABSOLUTE.search(text, 0, end)
    if absolute and (name := _bare(absolute["name"])):
        return Subject(_resolved(name, text[:end], speakers), absolute.start())
    for verb in reversed(list(_STATES.finditer(text, 0, end))):
        start, name = _before(text, verb.start(), end)
        if name and _REPORTED.fullmatch(verb.group()) and not _shows_itself(name):
            name = "results"
        if name.lower() in {"it", "they"}:
            name = _antecedent(text, start, end) or name
        if name:
            return Subject(_resolved(_as_printed(sentence.text, start, name), text[:end], speakers), start)
    if aside := _ASIDE.match(text):
        return Subject(_resolved(aside["name"], text[:end], speakers), 0)
    return Subject(_unnamed(sentence.text, end, speakers.own), _clause_start(sentence.text, end))


def _beside(sentence: Sentence, index: int) -> Subject | None:
    """Return the name that has a figure to itself: B of "A achieves 5x and B 3x"."""
    found = _OWN_FIGURE.search(sentence.before(index)) if index else None
    if found is None or find_cues(found["name"]) or BENCHMARK.search(found["name"]):
        return None
    return Subject(found["name"], sentence.figures[index - 1].end + found.start("name"))


def _bare(name: str) -> str:
    """Return the subject of a participle without earlier ones: A of "A beating B and"; empty for none."""
    bare = " ".join(PARTICIPLE.split(name)[0].strip(" -").split()) or name
    return "" if VERB.search(name) or _OPEN.search(bare) else bare


def _antecedent(text: str, end: int, figure: int) -> str | None:
    """Return the subject with which a sentence begins, for "it" in a later clause of it."""
    first = _STATES.search(text, 0, end)
    if first is None or _CONTRASTS.match(text):
        return None
    _, name = _before(text, first.start(), figure)
    told = (
        _SPEAKERS.match(name)
        or _PRONOUN.match(name)
        or _is_measure(name)
        or _REPORTED.fullmatch(first.group())
    )
    return None if told or not name or _PROPOSED.match(name) else name


def _shows_itself(name: str) -> bool:
    """Tell whether what "shows" a figure has it, and is no experiment."""
    return _NAME_SHAPE.search(name) is not None or _GENERIC.match(name) is not None


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
    """Return what a subject as printed stands for."""
    if _PRONOUN.match(name) and speakers.last:
        return speakers.last
    if _PRONOUN.match(name) or _SPEAKERS.match(name):
        return _unnamed(before, len(before), speakers.own)
    if _DOING.match(name) and len(name.split()) > len(("training", "accuracy")):
        return name
    if owner := _owner(name, speakers):
        return owner
    return _unnamed(before, len(before), speakers.own) if _is_measure(name) else _named(name, speakers)


def _named(name: str, speakers: _Speakers) -> str:
    """Return the name of the method that a phrase means, or the phrase."""
    if speakers.own and speakers.own in name.split():
        return speakers.own
    known = (one for one in (speakers.own, speakers.last) if one and _NAME.fullmatch(one))
    return next(known, name) if _GENERIC.match(name) else name


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
    name = _MODAL.sub("", _TAIL.sub("", name).strip())
    if not name and (relative := _RELATIVE.search(text[:end])):
        if "," in text[end:figure]:
            return start, ""
        named = _APPOSITION.search(text, 0, relative.start())
        return relative.start(), (named["name"] if named else relative["name"]).strip()
    begins = not text[:start].strip() or text[:start].rstrip().endswith((" that", ":"))
    if begins and _DOING.match(name) and not VERB.search(name):
        return start, name
    return start, "" if _continues(name) else _shortened(name)


def _continues(name: str) -> bool:
    """Tell whether what stands before a verb is no subject, the verb going on with an earlier one.

    So it is after an article ("the automatically generated kernels"), after "and" ("on A and improving"),
    after another verb, where it is a participle or a noun, and after an adjunct.
    """
    found = (_ARTICLE.fullmatch(name), _OPEN.search(name), VERB.search(name), _ADJUNCT.match(name))
    return any(found) or name.endswith(" us") or _DOING.match(name) is not None


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
    cut = LOOSE_END.sub("", _OPENER.sub("", _PREPOSITION.sub("", name)))
    return cut.strip(' "') if cut.strip() else name


def _clause_start(text: str, end: int) -> int:
    edges = [edge.end() for edge in re.finditer(r"[;:]|\bthat\b|, (?:while|whereas|but|and)\b", text[:end])]
    return edges[-1] if edges else 0
