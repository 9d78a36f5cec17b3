"""The names under which a paper's method is known: ``MARLIN``, ``H2O``, ``Neural Tangent Kernel (NTK)``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assistant.schema import Paper
from assistant.text.folding import folded
from assistant.text.sentences import split_sentences

_TOKEN = r"[\w^][\w^.\-]*(?:\(\))?"
_CAPITALISED = r"[A-Z][\w^\-]*"
_INTRODUCE = (
    r"(?:propos|present|introduc|develop|describ|design|build|implement|contribut|construct|releas|deploy)"
    r"(?:es?|ing|s)?(?: and (?:propos|present|introduc|develop|describ|design|build|implement|deploy)\w*)?"
)
_PREPOSITION = r"(?:of|for|in|on|with|to|from|by|using|that|which|under|via|and|or)"
_MODIFIERS = rf"(?:(?!{_PREPOSITION} )[a-z][\w\-]*,? ){{0,7}}?"
_CALLED = r"(?:called|named|dubbed|termed|coined|denoted(?: as| by)?|referred to as|known as)"
_AUTHORS = re.compile(r"\b(?:we|our|ours|this (?:paper|work|article|study|report))\b", re.IGNORECASE)

_TITLE = re.compile(r"([^:?!]{2,40}):(?:\s|(?=[A-Z]))")
_WORDS = rf"(?:{_CAPITALISED} (?:(?:{_PREPOSITION}|the) )?){{1,7}}"
_EXPANDED = re.compile(rf"\b(?:{_INTRODUCE}|{_CALLED}) {_MODIFIERS}({_WORDS})\(([\w^\-]{{2,12}})\)")
_OBJECT = re.compile(
    rf"\b{_INTRODUCE} {_MODIFIERS}({_TOKEN})(?=[,.:;()]|$| (?:which|that|to|for|as|and|in|with|a|an)\b)"
)
_NAMED = re.compile(rf"\b{_CALLED},? (?:the )?({_TOKEN})(?![\w\-^]| [A-Z])")
_APPOSED = re.compile(rf"\b{_INTRODUCE} (?:an?|the|our) [^.;:()]{{0,90}}?, ({_TOKEN})(?=[,.:(]|$)")
_SET_OFF = re.compile(r", (?:an?|the|which)\b")
"""What follows a name that a comma sets off, as in "we introduce Quartet, a new approach"."""
_DESCRIPTION = re.compile(r"[A-Z]{2,}-[a-z]+(?:ed|en|ing|ive|aware|free)")
"""What only says of what kind a method is: "an AI-powered system"."""
_NO_KEY = re.compile(r"[^a-z0-9]+")
_LONGEST = 5
"""Words of a name at most."""


def method_names(paper: Paper) -> tuple[str, ...]:
    """Return the names of a paper's own method in one spelling, those of its title first; often none."""
    return tuple(dict.fromkeys([*title_names(paper), *introduced_names(paper)]))


def title_names(paper: Paper) -> list[str]:
    """Return the name that the title sets before a colon; of several words only if the abstract uses it."""
    match = _TITLE.match(folded(paper.title))
    if match is None:
        return []
    name = match[1].strip()
    words = name.split()
    if len(words) > 1:
        abstract = folded(paper.abstract or "")
        named = len(words) <= _LONGEST and all(word[0].isupper() for word in words) and name in abstract
        return [name, *_acronyms_of(name, abstract)] if named else []
    return [name] if is_name(name) or name.istitle() else []


def introduced_names(paper: Paper) -> list[str]:
    """Return the names that the abstract gives to what its authors made."""
    return names_introduced(_sentences(folded(paper.abstract or "")))


def names_introduced(sentences: Iterable[str]) -> list[str]:
    """Return the names that folded sentences give to what their authors made."""
    return [name for one in sentences if _AUTHORS.search(one) for name in _introduced(one)]


def is_name(word: str) -> bool:
    """Tell whether a word has the shape of a name: ``xKV``, ``H2O``, ``Qwen2``, but not ``Attention``."""
    letters = re.sub(r"[^A-Za-z]", "", word)
    digits = any(map(str.isdigit, word))
    if len(letters) < 3 and not digits:
        return False
    return any(map(str.isupper, letters[1:])) or (digits and letters[:1].isupper())


def is_proper_name(word: str) -> bool:
    """Tell whether a word is shaped like the name of one thing: ``MLPs`` and ``ConvNets`` are not."""
    return is_name(word) and re.search(r"[A-Za-z]s$(?<!ss)", word) is None


def name_key(name: str) -> str:
    """Return what all spellings of a name share: its letters and digits in lower case."""
    return plain_key(folded(name))


def plain_key(name: str) -> str:
    """Return the key of a name in folded text."""
    # "Objaverse++" is not "Objaverse".
    return _NO_KEY.sub("", name.lower().replace("+", "plus"))


def _introduced(sentence: str) -> Iterator[str]:
    for match in _EXPANDED.finditer(sentence):
        words, acronym = match[1].split(), match[2]
        if is_proper_name(acronym) and acronym[0].lower() == words[0][0].lower():
            yield acronym
            yield from [" ".join(words)] if len(words) > 1 else []
    for pattern in (_OBJECT, _NAMED, _APPOSED):
        for match in pattern.finditer(sentence):
            name = match[1].rstrip(".-")
            if _DESCRIPTION.fullmatch(name):
                continue
            if is_proper_name(name) or (name.istitle() and _SET_OFF.match(sentence, match.end(1))):
                yield name


def _acronyms_of(name: str, abstract: str) -> list[str]:
    match = re.search(re.escape(name) + r" \(([\w^\-]{2,12})\)", abstract)
    return [match[1]] if match and is_name(match[1]) else []


def _sentences(text: str) -> Iterator[str]:
    return (text[span.start : span.end] for span in split_sentences(text))
