"""Honest rewordings, made by program: what they say is what the sentence says."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping

from assistant.text.folding import folded
from evals.attack.names import own_name
from evals.attack.truths import Shelf, Truth

Rule = Callable[[str, str | None], str | None]
"""A rewording of a sentence, given the name of the paper's method; ``None`` where it does not apply."""

_LEADING = re.compile(
    r"^(?:Moreover|Additionally|Furthermore|Notably|Specifically|Finally|Importantly|Consequently|Overall"
    r"|Interestingly|Remarkably|Crucially|In addition|In particular|As a result|To this end|Therefore|Thus"
    r"|Meanwhile|Empirically|Here|In this (?:paper|work)), (?=\w)"
)
_SELF = r"(?:[Oo]ur|[Tt]his|[Tt]he proposed) (?:method|approach|framework|system|model|technique|algorithm)"
_RESULT = (
    "achieve reach attain deliver reduce improve outperform surpass require enable support maintain provide"
    " increase accelerate generate capture preserve exceed offer yield"
).split()
_RESULTS = "|".join(f"{verb}s" for verb in _RESULT)
_SIZED = "(?:re|over|down|up|out|under|cap|mid)?(?:size|sizing)|seiz|prize|quiz|maize|gauz"
_BRITISH: Mapping[str, str] = {
    rf"\b(?!{_SIZED})([A-Za-z]{{3,}})iz(e[sd]?|ing|ation|ations)\b": r"\1is\2",
    r"\b([Bb])ehavior": r"\1ehaviour",
    r"\b([Cc])olor": r"\1olour",
    r"\b([Mm])odeling\b": r"\1odelling",
    r"\b([Ll])abel(ed|ing)\b": r"\1abell\2",
    r"\b([Aa])nalyz": r"\1nalys",
    r"\b([Cc])enter\b": r"\1entre",
    r"\b([Ff])avor": r"\1avour",
}
_SYNONYMS: Mapping[str, str] = {
    "achieves": "attains",
    "demonstrates": "shows",
    "leverages": "uses",
    "utilizes": "uses",
    "significantly": "substantially",
    "enhances": "improves",
    "reduces": "lowers",
    "numerous": "many",
    "obtains": "achieves",
    "surpasses": "outperforms",
    "typically": "usually",
    "crucial": "essential",
    "introduce": "present",
    "propose": "introduce",
    "However": "Yet",
    "enables": "allows for",
}


def paraphrase(truth: Truth, name: str | None) -> Iterator[Truth]:
    """Yield the honest rewordings of a verbatim sentence, one for each rule that applies."""
    text = folded(truth.text)
    for rule, reword in RULES.items():
        said = reword(text, name)
        if said and said != text:
            yield Truth(f"{said} [1]", truth.papers, rule)


def joined(shelf: Shelf, truths: list[Truth], rng: random.Random) -> Iterator[Truth]:
    """Yield two sentences of one paper made one, and lists of a fact from each of two papers."""
    by_paper: dict[str, list[str]] = {}
    for truth in truths:
        by_paper.setdefault(truth.papers[0].id, []).append(folded(truth.text))
    for paper in shelf.papers:
        mine = [text for text in by_paper.get(paper.id, []) if _plain(text)]
        if len(mine) > 1:
            one, other = rng.sample(mine, 2)
            yield Truth(f"{one.rstrip('.')}, and {_lowered(other)} [1]", (paper,), "joined")
        for near in shelf.nearest(paper, 1):
            theirs = [text for text in by_paper.get(near.id, []) if _plain(text)]
            if mine and theirs:
                one, other = rng.choice(mine).rstrip("."), _lowered(rng.choice(theirs)).rstrip(".")
                yield Truth(f"{one} [1], while {other} [2].", (paper, near), "two papers")


def _plain(text: str) -> bool:
    """Tell whether a sentence stands on its own: a statement without brackets, quotes or links."""
    return (
        text.endswith(".")
        and not re.match(r"\W*[0-9ivx]+\)", text)
        and not re.search(r"[\[\]\"?:]|http", text)
        and len(text.split()) > 5
    )


def _lowered(text: str) -> str:
    word = text.split(" ", 1)[0]
    return text if re.search(r"[A-Z0-9]", word[1:]) or not word.isalpha() else text[:1].lower() + text[1:]


def _reported(text: str, _: str | None) -> str | None:
    if not _plain(text) or re.match(r"(?:We|Our|I|To|In this|Here)\b", text) or _LEADING.match(text):
        return None
    return f"The authors report that {_lowered(text)}"


def _according(text: str, _: str | None) -> str | None:
    if not _plain(text) or re.match(r"(?:We|Our|I|In this|Here)\b", text) or _LEADING.match(text):
        return None
    return f"According to the paper, {_lowered(text)}"


def _authors(text: str, _: str | None) -> str | None:
    said = re.sub(r"^We ", "The authors ", text)
    said = re.sub(r"^(In this (?:paper|work|study)), we ", r"\1, the authors ", said)
    if said == text or not _plain(text):
        return None
    return re.sub(r"\bour\b", "their", re.sub(r"\bwe\b", "they", said))


def _named(text: str, name: str | None) -> str | None:
    if not name or name in text:
        return None
    return re.sub(rf"^(?:{_SELF}|It)(?= (?:{_RESULTS})\b)", name, text)


def _without_adverb(text: str, _: str | None) -> str | None:
    rest = _LEADING.sub("", text)
    return rest[:1].upper() + rest[1:]


def _is_reported(text: str, _: str | None) -> str | None:
    return re.sub(rf"\b({'|'.join(_RESULT)})s\b", r"is reported to \1", text, count=1)


def _passive(text: str, _: str | None) -> str | None:
    if match := re.match(r"^We (propose|present|introduce|develop|design) ([^,;:]+?)(, .*|\.)$", text):
        verb = match[1] + ("ed" if not match[1].endswith("e") else "d")
        number = "are" if re.match(r"(?:two|three|several|novel \w+s)\b", match[2]) else "is"
        return f"{match[2][:1].upper()}{match[2][1:]} {number} {verb}{match[3]}"
    match = re.match(r"^([A-Z][\w-]*(?: \w+){0,2}) outperforms ([\w -]{3,40}?)(?= (?:by|on|in)\b|,|\.)", text)
    if match is None:
        return None
    return f"{match[2][:1].upper()}{match[2][1:]} is outperformed by {match[1]}{text[match.end() :]}"


def _british(text: str, _: str | None) -> str | None:
    if '"' in text:  # words in quotation marks stay as they are
        return None
    for pattern, spelling in _BRITISH.items():
        text = re.sub(pattern, spelling, text)
    return text


def _spelled_factor(text: str, _: str | None) -> str | None:
    return re.sub(r"(?<=[0-9])x(?![\w])", " times", text)


def _signed_factor(text: str, _: str | None) -> str | None:
    return re.sub(r"(?<=[0-9])x(?![\w])", "×", text)


def _fronted(text: str, _: str | None) -> str | None:
    match = re.match(r"^([^,;:]+) (on|across|with|for) ((?:[\w-]+ ){0,3}[\w-]+)\.$", text)
    if match is None or not _plain(text) or len(match[1].split()) < 5:
        return None
    return f"{match[2].title()} {match[3]}, {_lowered(match[1])}."


def _cut(text: str, _: str | None) -> str | None:
    match = re.match(r"^([^,;:()]+), (?:while|whereas) ", text)
    return f"{match[1]}." if match and len(match[1].split()) > 5 else None


def _synonyms(text: str, _: str | None) -> str | None:
    pattern = r"\b(?:" + "|".join(_SYNONYMS) + r")\b"
    return re.sub(pattern, lambda match: _SYNONYMS[match.group()], text)


RULES: Mapping[str, Rule] = {
    "reported speech": _reported,
    "according to": _according,
    "we as authors": _authors,
    "we by name": _named,
    "leading adverb dropped": _without_adverb,
    "is reported to": _is_reported,
    "passive": _passive,
    "British spelling": _british,
    "times": _spelled_factor,
    "×": _signed_factor,
    "fronted": _fronted,
    "clause cut": _cut,
    "synonyms": _synonyms,
}


def reword_all(shelf: Shelf, truths: list[Truth], rng: random.Random) -> list[Truth]:
    """Return all honest rewordings of verbatim sentences."""
    names = {paper.id: own_name(paper) for paper in shelf.papers}
    alone = [truth for truth in truths if len(truth.papers) == 1 and "]" not in truth.text]
    said = [one for truth in alone for one in paraphrase(truth, names[truth.papers[0].id])]
    return said + list(joined(shelf, alone, rng))
