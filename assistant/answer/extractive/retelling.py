"""A sentence of an abstract as somebody else tells it: in the third person and in the present."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.answer.extractive.preamble import REPORT, without_preamble
from assistant.answer.extractive.subjects import Subject
from assistant.answer.extractive.verbs import base_of, singular
from assistant.answer.extractive.wording import wordings
from assistant.claims.names import name_key
from assistant.schema import Paper
from assistant.text.prose import article, closed, uncapitalized

_WE_SHOW = re.compile(
    r"^(?:(?:through|by|in|from|with) [^,]{3,60}, )?we (?:also |further |then |experimentally |empirically )*"
    r"(?:show|demonstrate|find|observe)(?: experimentally| empirically)?(?: that)? "
    r"(?=(?:our|the proposed|it|this) )",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"\b(?:our|the proposed) (?:[\w-]+ ){0,2}?(?:method|approach|framework|system|model|mechanism|scheme"
    r"|algorithm|technique|design|architecture|methodology|solution)\b(?!s)",
    re.IGNORECASE,
)
_OWNED_THING = re.compile(_OWN.pattern + r"(?:'s|’s)", re.IGNORECASE)
_THIS_OWN = re.compile(
    r"^(?:this|the) (?:method|approach|framework|system|mechanism|scheme|algorithm|technique|methodology)\b",
    re.I,
)
_THIS_PAPER = re.compile(
    r"^(?:this|the present|our) (?:paper|work|study|article|survey|report|analysis|research)\b", re.IGNORECASE
)
_IT = re.compile(
    r"^it(?= (?!(?:is|was) (?:shown|known|possible|impossible|important|noteworthy|clear|hard|difficult"
    r"|crucial|essential|necessary|worth)\b)\w+)",
    re.IGNORECASE,
)
_WE = re.compile(
    r"^we (?P<adverbs>(?:(?:also|further|first|then|now|instead|\w+ly) )*)(?P<verb>[\w-]+)", re.I
)
_AND = re.compile(r"(?P<before>(?:,? and|,? or|,) (?:also |further |then |\w+ly )?)(?P<verb>[\w-]+)(?= )")
_OBJECT = re.compile(
    r" (?:an?|the|its|our|their|this|that|how|whether|why|it|them|some|several|many|two|three|various|novel"
    r"|new|empirical|extensive|experimentally|[A-Z0-9]|\w+[a-z]-\w+|\(under)"
)
_NO_OBJECT = re.compile(r" (?:of|for|in|on|at|with|by|from|to|as|across|over|and|or|is|are)\b")
_BELOW = re.compile(
    r"\b(?:to|can|could|may|might|will|must|that|which|who|how|where|when|whose|while)\b", re.IGNORECASE
)
_INFINITIVE = re.compile(r"\b(?:to|can|could|may|might|will|must)\b")
_NOUNS = frozenset(
    [
        *("design", "model", "process", "profile", "search", "schedule", "sample", "survey", "study"),
        *("review", "report", "benchmark", "measure", "approach", "plan", "test", "view", "treat", "release"),
    ]
)
"""Verbs that before "that" are nouns."""
_TRIED = frozenset(
    [
        *("evaluate", "test", "conduct", "compare", "train", "validate", "run", "use", "plan", "apply"),
        *("integrate", "perform", "carry", "take", "fine-tune", "verify", "implement", "deploy", "benchmark"),
    ]
)
"""What people do and a method does not."""
_NOVEL = re.compile(
    r"\b(?P<article>an?) (?:novel|new|pioneering|simple yet effective|simple but effective"
    r"|effective yet straightforward|innovative)"
    r"(?:,? and (?=\w)|, | )(?P<next>\w)",
    re.IGNORECASE,
)
_LINKING = re.compile(
    r"\b(?:also|further|then|first|therefore|thus|additionally|furthermore) ", re.IGNORECASE
)
_LINKS = rf"(?:{_LINKING.pattern})*"
_WE_AND_LINKS = re.compile(rf"^we {_LINKS}", re.IGNORECASE)
_LIST = re.compile(r": \(?(?:1|i|a)\)")
"""Where a list of details begins that a survey leaves out."""
_OPEN_END = re.compile(r"\b(?:is|are|includes?|including|follows|following|namely|by|that)$", re.IGNORECASE)
"""What cannot end a sentence whose list is left out."""
_PRESENTS = r"(?:propose|present|introduce|develop|design|describe|build)s?"


def retellings(text: str, paper: Paper, subject: Subject, *, whole: bool = False) -> list[str]:
    """Return a sentence in the third person, the best wording first; the last ones name "we" and "it" only.

    Unless ``whole`` is asked for, a list of details after a colon is left out where it can be.
    """
    bare = without_preamble(text)
    listed = None if whole else _LIST.search(bare)
    shorter = [bare[: listed.start()]] if listed and not _OPEN_END.search(bare, 0, listed.start()) else []
    told = [_polished(one) for part in (*shorter, bare) for one in _told(part, subject)]
    plain = [_introduced(one, subject) for one in wordings(text, paper, again=subject.again)]
    return list(dict.fromkeys([*told, *plain, *wordings(text, paper, again=subject.again)]))


def _introduced(text: str, subject: Subject) -> str:
    """Say whose authors these are, where the paper has not been spoken of."""
    method = f"|{re.escape(subject.method)}" if subject.method else ""
    found = re.match(rf'^The authors (?:of (?:"[^"]*"{method}) )?{_LINKS}', text)
    if subject.again or not found:
        return text
    who = f"The authors of {subject.method}" if subject.method else _in_the_study(subject)
    return f"{subject.name if subject.plural else who} {text[found.end() :]}"


def _in_the_study(subject: Subject) -> str:
    return f"In {uncapitalized(subject.name)}, the authors"


def _told(text: str, subject: Subject) -> Iterator[str]:
    if definition := _defined(text, subject):
        yield _others(definition, subject)
    if report := REPORT.match(text):
        lead = f"In experiments{report['on'] or ''}, "
        yield lead + _small(_others(_owned(text[report.end() :], subject, inside=True), subject), subject)
    if shown := _WE_SHOW.match(text):
        yield _others(_owned(text[shown.end() :], subject), subject)
    for way in (_paper_first, _we_first, _in_one_study, _owned_first):
        if told := way(text, subject):
            yield _others(told, subject)
    if not re.search(r"\b(?:we|our|ours|us)\b", text, re.IGNORECASE) and not _THIS_PAPER.match(text):
        yield text


def _defined(text: str, subject: Subject) -> str | None:
    """Return "X is a ..." for "we propose X, a ..." and for "we propose a ..., called X, ..."."""
    if not subject.method:
        return None
    name = re.escape(subject.method)
    before = rf"^(?:we|this (?:paper|work)) (?:also |further |here )?{_PRESENTS} "
    shown = rf"(?P<full>[^,.]{{0,60}}?)\(?{name}\)?(?P<short> \([^)]{{1,90}}\))?"
    first = rf"{before}{shown}(?:,| as) (?P<is>(?:an?|the) .+)$"
    if found := re.match(first, text, re.IGNORECASE):
        told = f"{subject.method}{found['short'] or ''} is {found['is']}"
        return None if _goes_on(found["is"]) else told
    naming = rf"(?:called|named|dubbed|termed|namely|i\.e\.,) {name}(?: \([^)]+\))?"
    called = rf"{before}(?P<is>an? [^,]+?),? {naming},? ?(?P<rest>.*)$"
    if found := re.match(called, text, re.IGNORECASE):
        told = f"{found['is']} {found['rest']}".rstrip(" .")
        return None if _goes_on(told) else f"{subject.method} is {told}."
    return None


def _goes_on(text: str) -> bool:
    """Tell whether what a method is said to be is followed by what its authors do besides."""
    return any(
        _beside(text, found) and not _INFINITIVE.search(text, 0, found.start())
        for found in _AND.finditer(text)
    )


def _paper_first(text: str, subject: Subject) -> str | None:
    """Name the paper where a sentence begins with "this paper"."""
    found = _THIS_PAPER.match(text)
    if not found:
        return None
    whole = f"The work on {subject.method}" if subject.method and not subject.again else subject.shown
    if subject.plural:
        whole = "Their work" if subject.again else f"The work of {subject.name}"
    return whole + text[found.end() :]


def _we_first(text: str, subject: Subject) -> str | None:
    """Put whoever it is for "we", with the verbs that depend on it; ``None`` where it would read wrongly."""
    found = _WE.match(text)
    base = base_of(found["verb"]) if found else None
    verb = (base if subject.plural else singular(found["verb"])) if found else None
    if not found or verb is None:
        return None
    rest = text[found.end() :]
    who = subject.shown
    if subject.method and not subject.plural:
        if base in _TRIED or (base == "have" and _has_tried(rest)):
            return None
        if name_key(subject.method) in name_key(rest):
            if subject.again:
                return None
            who = f"The work on {subject.method}"
    told = rest if subject.plural else _with_singulars(rest)
    if told is None:
        return None
    adverbs = found["adverbs"] if subject.again else _LINKING.sub("", found["adverbs"])
    return f"{who} {adverbs}{verb}{told}"


def _has_tried(rest: str) -> bool:
    """Tell whether "have" goes on with what people do: "have extensively evaluated"."""
    found = re.match(r" (?:\w+ly )?(\w+)", rest)
    return found is not None and base_of(found[1]) in _TRIED


def _in_one_study(text: str, subject: Subject) -> str | None:
    """Let "the authors" speak where there is no name and the verbs are better left as they are."""
    found = _WE_AND_LINKS.match(text)
    if subject.method or subject.again or subject.plural or not found:
        return None
    return f"{_in_the_study(subject)} {text[found.end() :]}"


def _with_singulars(rest: str) -> str | None:
    """Return what follows a verb with the verbs beside it as for one; ``None`` where that is not clear."""
    told, done = "", 0
    for found in _AND.finditer(rest):
        if base_of(found["verb"]) != found["verb"] or _NO_OBJECT.match(rest, found.end()):
            continue
        if _BELOW.search(rest, 0, found.start()) or not _beside(rest, found):
            return None
        told += rest[done : found.start()] + f"{found['before']}{singular(found['verb'])}"
        done = found.end()
    return told + rest[done:]


def _beside(text: str, found: re.Match[str]) -> bool:
    """Tell whether what a match of `_AND` found is a verb with an object of its own."""
    verb = found["verb"]
    noun = verb in _NOUNS and text.startswith(" that ", found.end())
    return base_of(verb) == verb and not noun and _OBJECT.match(text, found.end()) is not None


def _owned_first(text: str, subject: Subject) -> str | None:
    """Name the method where a sentence begins with "it" or speaks of "our method"."""
    told = _owned(text, subject)
    return told if told != text else None


def _owned(text: str, subject: Subject, *, inside: bool = False) -> str:
    """Put the method's name, or a pronoun, for the first "our method"; ``inside`` follows words of ours."""
    shown = "it" if inside and subject.again else subject.shown
    if subject.method is None and not subject.again:
        shown = "the approach" if inside else "The approach"
    if subject.plural and subject.again:
        shown = "their approach" if inside else "Their approach"
    if subject.again and _IT.match(text):
        shown = "it" if inside else "It"
    for pattern in (_IT, _THIS_OWN):
        if pattern.match(text):
            return pattern.sub(lambda _: shown, text, count=1)
    if subject.method and name_key(subject.method) in name_key(text):
        return text
    if _OWNED_THING.match(text):
        return _OWNED_THING.sub(f"{subject.method}'s" if subject.method else "The approach's", text, count=1)
    if found := _OWN.search(text):
        put = shown if found.start() == 0 else subject.method or "the approach"
        return text[: found.start()] + put + text[found.end() :]
    if text.lower().startswith("our "):
        return ("Their" if subject.plural or not subject.again else "Its") + text[3:]
    return text


def _others(text: str, subject: Subject) -> str:
    """Put the right words for what is left of "we", "our" and "us"."""
    their = "their" if subject.plural else "its"
    text = _OWN.sub("the approach" if not subject.method else subject.method, text)
    text = re.sub(r"\b([Tt]o (?:the best of )?)our knowledge\b", r"\1the authors' knowledge", text)
    text = re.sub(r"\b[Oo]ur proposed\b", "the proposed", text)
    text = re.sub(r"^[Oo]ur\b", their.capitalize(), text)
    text = re.sub(r"\bours\b", "theirs", text)
    text = re.sub(r"\b[Oo]ur\b", their, text)
    text = re.sub(r"\b[Ww]e\b(?!-)", "the authors", text)
    return re.sub(r"\bus\b", "the authors", text)


def _small(text: str, subject: Subject) -> str:
    """Return text with a small first letter, unless a name begins it."""
    named = subject.method and text.startswith(subject.method.split(maxsplit=1)[0])
    return text if named else uncapitalized(text)


def _polished(text: str) -> str:
    """Return a sentence without praise of its own newness, with a capital and a full stop."""
    return closed(_NOVEL.sub(_with_article, " ".join(text.split())))


def _with_article(found: re.Match[str]) -> str:
    word = article(found.string[found.end() - 1 :])
    return f"{word.capitalize() if found['article'][0].isupper() else word} {found['next']}"
