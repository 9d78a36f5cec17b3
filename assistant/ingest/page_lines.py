"""What one line of a saved web page is, judged by its shape alone."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import Final


class Kind(Enum):
    """The part that a line plays on a page of papers."""

    DATE = auto()
    FURNITURE = auto()
    """Something that belongs to the page and not to a paper: a count, a button, a notice."""
    NAMES = auto()
    """A list of people."""
    SHORT = auto()
    """Too short to be told from page furniture by itself."""
    TITLE = auto()
    PROSE = auto()


_MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY: Final = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_DAY: Final = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE: Final = re.compile(
    rf"{_WEEKDAY}(?:{_MONTH}\s+{_DAY}(?:,?\s+\d{{4}})?|{_DAY}\s+{_MONTH}(?:,?\s+\d{{4}})?|{_MONTH},?\s+\d{{4}}"
    r"|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}|today|yesterday"
    r"|week\s+\d{1,2}(?:,?\s+\d{4})?)",
    re.IGNORECASE,
)

_COUNTED: Final = (
    r"(?:upvotes?|votes?|likes?|comments?|authors?|views?|replies|stars?|citations?|papers?|points?)\b"
)
# Possessive throughout: a line of digits must not be tried in every way there is to cut it.
_FURNITURE_LINE: Final = re.compile(
    rf"(?:[\W_]*+\d[\d.,]*+\s*+(?:[km]\b)?+\s*+(?:{_COUNTED})?+)++[\W_]*+|{_COUNTED}[\W_\d]*+[km]?|[\W_]++"
    r"|(?:submitted|posted|shared|published|updated)\s+(?:by|on|at)\b.{0,60}"
    r"|https?://\S+|arxiv:\s*\S+|(?:doi:\s*)?10\.\d{4,9}/\S+"
    r"|(?:view|open|read|download|show|load|see|add|share|copy|save|back|go)"
    r"(?:\s+(?:more|all|less|pdf|papers?|arxiv|pages?|full|text|on|the|to|hugging|face|comments?|details|abstract"
    r"|links?|collections?|this|next|previous))++[\s.…→]*+"
    r"|(?:(?:abstract|authors?|title|summary|project page|github|pdf|html|code|demo|new|hot|top|trending"
    r"|popular|home|search|menu|next|previous|prev|subscribe|sign\s?up|sign\s?in|log\s?in|log\s?out|daily|weekly|monthly"
    r"|company|about|jobs|careers|press|blog|forum|help|contact us|tos|terms of (?:service|use)|legal"
    r"|privacy policy|privacy|cookie (?:policy|settings)|cookies|website|models|datasets|spaces|pricing|docs"
    r"|papers|community|enterprise|system theme)\b|\W)++",
    re.IGNORECASE,
)
_ACCOUNT: Final = re.compile(r"@?[a-z][a-z0-9_-]*")
_NOTICE: Final = re.compile(
    r"©|\(c\)\s+\d{4}|\ball rights reserved\b|\byour (?:e-?mail )?inbox\b|\bsubscribe to\b|\bnewsletter\b"
    r"|\bsign up (?:for|to)\b|\bcookie (?:policy|settings|preferences)\b|\bresearch community$",
    re.IGNORECASE,
)
_LONGEST_NOTICE: Final = 30

_LONGEST_TITLE: Final = 250
_SENTENCE_BREAK: Final = re.compile(r"(?<!\bvs)[.?!][\"')\]]*\s+(?=[A-Z0-9$\\(])")
_FULL_STOP: Final = re.compile(r"(?<!\.)\.[\"')\]}]*$")
_URL: Final = re.compile(r"https?://|\bwww\.")
_OPENING: Final = re.compile(
    r"(?:we|in this|this|these|our (?:code|results|method|work)|code (?:is|and|will)|keywords?:|index terms"
    r"|project page|however|moreover|furthermore|finally,|to (?:address|this end)|extensive experiments)"
    r"(?!\w)",
    re.IGNORECASE,
)

_NAME_WORD: Final = r"(?:[^\W\d_a-z][\w'’.-]*|van|von|der|den|de|del|da|di|la|le|bin|al|el)"
_NOT_A_NAME: Final = r"(?!.*\b(?i:the|of|on|in|for|to|towards|with|via|from|by|is|are|learning|models?)\b)"
_NAME: Final = re.compile(rf"{_NOT_A_NAME}{_NAME_WORD}(?:\s+{_NAME_WORD}){{1,3}}")
_NAME_BREAK: Final = re.compile(r"\s*[,;·•]\s*(?:and\s+)?|\s+(?:and|&)\s+")
_NAME_LABEL: Final = re.compile(r"(?:authors?\s*:|by)\s+", re.IGNORECASE)
_AND_OTHERS: Final = re.compile(r",?\s*(?:et al\.?|and \d+ (?:others|more)|…|\.\.\.)$", re.IGNORECASE)


def is_title_case(text: str, *, share: float = 0.6) -> bool:
    """Tell whether at least this share of the words of four letters or more begin with a capital."""
    words = [word for word in re.findall(r"[^\W\d_][\w'-]*", text) if len(word) >= 4]
    capitals = sum(word[0].isupper() for word in words)
    return bool(words) and capitals >= share * len(words)


def names_in(text: str) -> tuple[str, ...]:
    """Return the people that a line consists of; empty when it is anything but a list of names."""
    label = _NAME_LABEL.match(text)
    rest = _AND_OTHERS.sub("", text[label.end() :] if label else text)
    parts = tuple(part for part in _NAME_BREAK.split(rest.strip()) if part)
    sure = label or rest != text
    if len(parts) < (1 if sure else 2) or not all(_NAME.fullmatch(part) for part in parts):
        return ()
    # "Markov Blanket Density and Free Energy Minimization" has the shape of two people, only longer.
    return parts if sure or "," in text or len(text.split()) <= 6 else ()


def is_one_name(text: str) -> bool:
    """Tell whether a line could be the name of a single person."""
    words = text.split()
    return 2 <= len(words) <= 3 and all(re.fullmatch(r"[^\W\d_a-z][^\W\d_]*[.]?", word) for word in words)


def kind_of(text: str) -> Kind:
    """Judge one non-blank line, given without outer white space."""
    if _DATE.fullmatch(text):
        return Kind.DATE
    if _is_furniture(text):
        return Kind.FURNITURE
    if _is_prose(text):
        return Kind.PROSE
    if names_in(text):
        return Kind.NAMES
    return Kind.SHORT if _is_short(text) else Kind.TITLE


def _is_furniture(text: str) -> bool:
    if len(text) > _LONGEST_TITLE:
        return False
    notice = len(text.split()) <= _LONGEST_NOTICE and _NOTICE.search(text)
    return bool(notice or _FURNITURE_LINE.fullmatch(text) or _ACCOUNT.fullmatch(text))


def _is_short(text: str) -> bool:
    words = len(text.split())
    return words <= 3 or (words <= 5 and ":" not in text and not is_title_case(text))


def _is_prose(text: str) -> bool:
    if len(text) > _LONGEST_TITLE:
        return True
    words = len(text.split())
    if words > 6 and _OPENING.match(text) and _FULL_STOP.search(text):
        return True
    # Not one of 100,000 titles ends in a full stop, so one that does must look like a title all the more.
    share = 0.85 if _FULL_STOP.search(text) else 0.6
    if words <= 3 or (words <= 25 and is_title_case(text, share=share)):
        return bool(_URL.search(text))
    if _FULL_STOP.search(text) or _URL.search(text) or _OPENING.match(text):
        return True
    breaks: list[str] = _SENTENCE_BREAK.findall(text)
    return len(breaks) >= 2 or (len(text) > 180 and any(found.startswith(".") for found in breaks))
