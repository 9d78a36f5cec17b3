"""Which bare numbers are results: values of a quality, and counts of what is needed."""

from __future__ import annotations

import re

from assistant.claims.grammar.around import head, same_unit
from assistant.claims.grammar.cues import abbreviated_cue, find_cues, near_cue
from assistant.claims.grammar.figures import PRINTED
from assistant.claims.grammar.measures import Measure
from assistant.claims.grammar.sentences import Sentence
from assistant.claims.grammar.tables import alternatives, any_of
from assistant.claims.grammar.vocabulary import CHANGE, EMPTY, VAGUE

NAMED: re.Pattern[str] = re.compile(r"\b[A-Z][\w-]*(?<!ing) $")
"""That a word with a capital stands before a figure, whose version it may be: "GitLab 16.11"."""
_BETWEEN = """
    scores? values? levels? up of to at from by is was are were above below over under reach* exceed* only
    about approximately and both as high low than improv\\w+ increas* reduc\\w+ gains? drops? no more less
    an? the
"""
_CONNECTING = re.compile(rf"(?:\W|\b(?:{alternatives(_BETWEEN)})\b)+$")
"""What may stand between the name of a quality and its value."""
_FIRST_WORD = re.compile(r"[ -](?:average |mean |macro-?|micro-?|weighted |zero-shot )?(\S+)")
_LEADING = re.compile(r"\b(?:of|to|at|reach\w*|achiev\w*|is|was)\W*$")
_NEEDS = re.compile(
    r"\b(?:(?:requir|need|us|consum|maintain)(?:e|es|ed|ing|s)(?: only| just| a constant| merely| as few as)?"
    r"|with (?:only|just|merely|as few as)) $"
)
_RESOURCES = re.compile(r" ?(?:[TGMBK] )?(?:tokens|parameters|params|MACs|(?:[TGM])?FLOPs)\b(?! (?:of|per))")

_OF_NOUN = re.compile(
    r"\b(?:achiev|attain|reach|obtain|yield|report|show|find|with|exhibit|deliver|record|demonstrat)\w* "
    r"(?:an?|the) (?P<noun>(?:[\w-]+ ){1,4})of (?:about |only |approximately |up to |over |around )?$"
)
_CORRELATES = re.compile(r"correlat|agree|pearson|spearman|predict|regress", re.IGNORECASE)
"""That an r is a coefficient of correlation."""
_REACHES = re.compile(
    r"\b(?:achiev|reach|attain|scor|obtain|record)\w* (?:only |about |around |up to |over )?$"
)
_ON = re.compile(r" (?:(?![a-z]{2}|\()\S{1,12} )?(?:on|in|for|across|over|against|compared|versus|vs)\b")
_CLOSES = re.compile(r"\)| (?:vs|versus|compared|against|±)\b")
_APART = re.compile(r"(?:in|of|to|and|or|improves?|achiev\w+) ")
_ENDS_VALUE = re.compile(
    r"\W*$|[,;:)]| \W"
    r"| (?:on|in|for|at|with|and|over|across|by|while|against|compared|under|vs|versus|when)\b"
)
"""What follows a value that counts no things: not "an average of 4.8 persons"."""
_CHOSEN = any_of("""
    rates? thresholds? temperature weight* decay dropout ratio resolution factor* size width depth budget
    sparsity step* radius range probability lambda alpha beta gamma epsilon sigma parameter* noise bandwidth
    frequency spacing value* prior margin coefficient momentum discount variance tolerance significance
    distance length time scale version level interval duration
""")
"""What one chooses rather than measures."""


def is_count(sentence: Sentence, index: int, said: Measure, *, previous: bool) -> bool:
    """Tell whether a bare number is the value of a quality: it stands beside the name of one."""
    if is_need(sentence, index) or _is_gain(sentence, index) or abbreviated_cue(sentence, index):
        return True
    if said.metric != "quality":
        return False
    if sentence.figures[index].unit == PRINTED:
        return previous or near_cue(sentence, index) is not None
    if _named_after(sentence, index) or named_before(sentence, index):
        return True
    return _is_fraction(sentence, index) and _is_value(sentence, index, said, previous=previous)


def _is_fraction(sentence: Sentence, index: int) -> bool:
    figure = sentence.figures[index]
    return figure.value != int(figure.value) or "." in sentence.printed(index)


def _is_value(sentence: Sentence, index: int, said: Measure, *, previous: bool) -> bool:
    """Tell whether a fraction is a value by its place: listed after another, in brackets, or after "of"."""
    before = sentence.before(index)
    if previous and same_unit(sentence, index) and not NAMED.search(before):
        return True
    if before.endswith("(") and _CLOSES.match(sentence.after(index)):
        return said.cue is not None
    if _LEADING.search(before) and near_cue(sentence, index):
        return True
    return _is_of_noun(sentence, index) or _is_reached(sentence, index)


def is_need(sentence: Sentence, index: int) -> bool:
    """Tell whether this counts what something needs: "using only 64 tokens", "requires 5.7B FLOPs"."""
    needed = _NEEDS.search(sentence.before(index)) is not None
    return needed and _RESOURCES.match(sentence.after(index)) is not None


def _named_after(sentence: Sentence, index: int) -> bool:
    """Tell whether the name of a quality follows at once: "0.748 precision", "1.31 FID"."""
    words = " ".join(head(sentence, index).split()[:3])
    if _is_fraction(sentence, index) and not NAMED.search(sentence.before(index)) and _names_quality(words):
        return True
    first = _FIRST_WORD.match(sentence.after(index))
    word = first.group(1).strip("}$.,)") if first else ""
    cues = [cue for cue in find_cues(word) if not EMPTY.fullmatch(cue.word)]
    return any(cue.metric == "quality" and cue.word == word for cue in cues)


def _names_quality(words: str) -> bool:
    cues = [cue for cue in find_cues(words) if not VAGUE.fullmatch(cue.word)]
    named = bool(cues) and cues[-1].metric == "quality" and words.endswith(cues[-1].word)
    return named and _APART.match(words) is None


def _is_gain(sentence: Sentence, index: int) -> bool:
    """Tell whether a number prints the plus of a gain: "improves over it by +23.3 BLEU"."""
    clause = sentence.before(index) + sentence.after(index)
    return sentence.figures[index].sign == "+" and CHANGE.search(clause) is not None


def _is_reached(sentence: Sentence, index: int) -> bool:
    """Tell whether a verb of achieving leads right to a fraction on something: "reaching 57.92 on it"."""
    reached = _REACHES.search(sentence.before(index)) is not None
    return reached and _ON.match(sentence.after(index)) is not None


def _is_of_noun(sentence: Sentence, index: int) -> bool:
    """Tell whether a fraction is the value of what is named before it: "achieves a utility of 0.41"."""
    noun = _OF_NOUN.search(sentence.before(index))
    if noun is None or _CHOSEN.search(noun["noun"]):
        return False
    return _ENDS_VALUE.match(sentence.after(index)) is not None


def named_before(sentence: Sentence, index: int) -> bool:
    """Tell whether the name of a quality leads to the figure: "an F1 score of 0.91", "(FID = 5)"."""
    before = sentence.before(index)[-80:]
    words = _CONNECTING.sub("", before)
    if re.search(r"\b[rR]$", words):
        return before != words and _CORRELATES.search(sentence.text) is not None
    cues = find_cues(words)
    return bool(cues) and words.rstrip("s ").endswith(cues[-1].word.rstrip("s "))
