"""What a figure is measured against, read from the structure of its sentence."""

from __future__ import annotations

import re

from assistant.claims.grammar.measures import find_cues
from assistant.claims.grammar.phrases import listed, phrase
from assistant.claims.grammar.sentences import Sentence

_MARKER = re.compile(
    r"\b(?:over|than|compar(?:ed|ing|ison)(?: (?:to|with|against))?|versus|vs\.?|relative to|against|as "
    r"opposed to"
    r"|with respect to|(?<=, )(?:outperforming|surpassing|exceeding|beating))(?= )"
)
_SHARED = re.compile(r"\b(?:to|within|by|at) (?:[a-z]+ ){0,3}$")
_BRACKETS = re.compile(r"\([^()]*\)")
_BEATEN = re.compile(
    r"\b(?:outperform|surpass|exceed|beat|outpac|outscor)(?:s|es|ed|ing)? |\bimprov\w+ (?:up)?on "
    r"|\bimprov\w+ over "
    r"|\b(?:same|similar|comparable) [\w-]+ (?:as|to) "
)
_SPED = re.compile(
    r"\b(?:accelerat|speed)\w*(?: up)? (?P<name>(?:the )?(?:original|baseline|vanilla|standard|existing"
    r"|native)"
    r" [^,;]+?) by\b[^,;]*"
)
_UPFRONT = re.compile(
    r"(?:^|, |that )(?:[Cc]ompared (?:to|with|against)|[Rr]elative to|[Oo]ver|[Vv]ersus|[Aa]gainst"
    r"|[Ii]n comparison (?:to|with)|[Uu]nlike) (?P<rest>(?:[^0-9]|(?<=\w)[0-9]|(?<=\w[.-])[0-9])+?), "
    r"(?!and |as well)"
)
_BREAK = re.compile(r"[;(]|\b(?:while|whereas|but)\b")
_NUMERAL = re.compile(r"(?:about |around |nearly |only |the )*(?:[~<>]?[0-9]|\w+fold\b|half\b|twice\b)")
_COUNTED = re.compile(
    r"[0-9]+ (?:[\w-]+ ){0,3}(?:baselines?|methods?|models?|approaches|competitors|systems?|algorithms?"
    r"|techniques)\b"
)
_NOT_NAMED = re.compile(
    r"^(?:[\w-]+ )*(?:datasets?|benchmarks?|tasks?|runs?|seeds?|time|conditions?|years?|iterations|half)$"
    r"|^(?:half|one|two|three|five|ten|many|multiple|several)\b(?!.*(?:baselines?|methods?|models?"
    r"|competitors))"
)
_BESIDE = re.compile(r"(?<![\w-])(?=([A-Z][\w.-]*)(?:,? and |, )([A-Z][\w.-]*))")
_INTRODUCED = re.compile(r"(?: [\w-]+){0,4}? (?:on|in|for|at|with|across|under) ")
_BY_FIGURE = re.compile(
    r"\b(?:over|than|compared (?:to|with)|relative to|against) (?P<name>[^,;:()]+?) (?:by |\()(?:[a-z]+ "
    r"){0,5}\W*$"
)
_CASES = re.compile(r"(?:For|On|In|At|With|Across) (?P<rest>.+?),? (?:we|our|it|the) ")
_CONTINUED = re.compile(r"^[^;]*(?:, with|\(| with|, and| and|,|as well as) ?(?:[\w-]+ ){0,3}$")


def find_baseline(sentence: Sentence, index: int) -> str | None:
    """Return the baseline of a figure: paired with it, named after it or after its list, or before it."""
    return (
        _paired(sentence, index)
        or _following(sentence, index)
        or _beaten(sentence, index)
        or _just_before(sentence, index)
        or _upfront(sentence, index)
        or _earlier(sentence, index)
    )


def paired_condition(sentence: Sentence, index: int) -> str | None:
    """Return the condition that a list pairs with a figure: "89 % and 87 % on A and B"."""
    run = sentence.run(index)
    if len(run) < 2:
        return None
    told = _CASES.match(sentence.text)
    if told and told.end() <= sentence.figures[run[0]].start and (names := listed(told["rest"], len(run))):
        return names[index - run[0]]
    after = sentence.text[sentence.figures[run[-1]].end :]
    introduced = _INTRODUCED.match(after)
    names = listed(after[introduced.end() :], len(run)) if introduced else []
    return names[index - run[0]] if names else None


def _paired(sentence: Sentence, index: int) -> str | None:
    run = sentence.run(index)
    if len(run) < 2:
        return None
    after = sentence.text[sentence.figures[run[-1]].end :]
    names: list[str] = []
    if marker := _MARKER.search(after[:80]):
        names = listed(after[marker.end() :], len(run))
    upfront = _UPFRONT.search(sentence.text[: sentence.figures[run[0]].start])
    if not names and upfront:
        names = listed(upfront["rest"], len(run)) or _scattered(upfront["rest"])
    return names[index - run[0]] if len(names) == len(run) else None


def _scattered(text: str) -> list[str]:
    """Return the names beside another one: A, B, C and D of "ones like A and B, as well as C and D"."""
    return list(dict.fromkeys(name for pair in _BESIDE.findall(text) for name in pair))


def _following(sentence: Sentence, index: int) -> str | None:
    """Return the baseline named after the figure, or after a later one of the same statement."""
    if share := _share(sentence, index):
        return share
    for later in range(index, len(sentence.figures)):
        after = _BRACKETS.sub(_blank, sentence.after(later))
        if found := _marked(after, sentence.text[sentence.figures[later].end :]):
            return found
        if _BREAK.search(after.lstrip(")")) and after != " (":
            return None
    return None


def _share(sentence: Sentence, index: int) -> str | None:
    """Return what a share is a share of: "to 12.8 % of uniform voxels", "within one point of A"."""
    figure, after, before = sentence.figures[index], sentence.after(index), sentence.before(index)
    if not after.startswith(" of ") or figure.unit not in {"%", "pp"} or not _SHARED.search(before):
        return None
    name = phrase(after[len(" of ") :])
    return None if name is None or find_cues(name) else name


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _marked(after: str, rest: str) -> str | None:
    """Return what a comparison names between a figure and the next; ``rest`` runs on to the end."""
    for marker in _MARKER.finditer(after):
        if _BREAK.search(after[: marker.start()].lstrip(")")):
            return None
        if name := _name(rest[marker.end() :].lstrip()):
            return name
        if marker.group() == "than":
            return None
    return None


def _name(text: str) -> str | None:
    if _NUMERAL.match(text) and not _COUNTED.match(text):
        return None
    name = phrase(text)
    return None if name is None or _NOT_NAMED.search(name) else name


def _beaten(sentence: Sentence, index: int) -> str | None:
    """Return the object of "outperforms" and the like, where it stands before the figure."""
    before = sentence.text[: sentence.figures[index].start]
    if sped := _SPED.search(before):
        return sped["name"]
    verbs = list(_BEATEN.finditer(before))
    if not verbs or _BREAK.search(before[verbs[-1].end() :].removesuffix("(")):
        return None
    return _name(before[verbs[-1].end() :])


def _just_before(sentence: Sentence, index: int) -> str | None:
    """Return what a comparison names right before the figure: "improves over A by 5 %"."""
    found = _BY_FIGURE.search(sentence.before(index))
    return _name(found["name"]) if found else None


def _upfront(sentence: Sentence, index: int) -> str | None:
    before = sentence.text[: sentence.figures[index].start]
    named = list(_UPFRONT.finditer(before))
    if not named or _BREAK.search(before[named[-1].end() :]):
        return None
    return phrase(named[-1]["rest"])


def _earlier(sentence: Sentence, index: int) -> str | None:
    """Return the baseline of the figure before, when this one continues its statement."""
    if index == 0 or not _CONTINUED.match(sentence.before(index)):
        return None
    between = sentence.before(index)
    if re.search(r"\bwhile\b|\bwhereas\b|;", between):
        return None
    return _marked(between, sentence.text[sentence.figures[index - 1].end :]) or _earlier(sentence, index - 1)
