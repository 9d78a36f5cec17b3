"""Percentages that are shares of something: "17.5 % of the original parameters", "95 % of the accuracy"."""

from __future__ import annotations

import re
from typing import Final

from assistant.claims.grammar.sentences import Sentence
from assistant.claims.grammar.tables import alternatives
from assistant.claims.grammar.vocabulary import CHANGE

_SMALL = """
    an? as just only about around approximately nearly less more than below under low high up over roughly
    the
"""
ENDS_CHANGE: Final = re.compile(rf"(?<!up )\bto (?:(?:{alternatives(_SMALL)}) ?)*\W*$")
"""That a figure is where a change ended: "to about 3 ms"."""
KEEPS: Final = re.compile(r"\b(?:retain|maintain|preserv|recover|keep)\w*\b[^,;]*$")
"""That a figure says how much of something is kept."""
_KEPT_WORDS = "performance accuracy quality original baseline fidelity capabilit* score"
_KEPT = re.compile(rf" of (?:[\w'-]+ ){{0,4}}(?:{alternatives(_KEPT_WORDS)})\b")
_USES = re.compile(r"\b(?:(?:us|requir|need|consum|occupy|tak|utiliz)\w*\b[^,;]*|with (?:[a-z]+ ){0,2})$")
_OF_OTHER = re.compile(r" of (?!the art\b)| the (?:[\w-]+ ){0,2}?\w+")
_ADDS = re.compile(r"\b(?:add|introduc|contribut)(?:s|es|ed|ing)? (?:[a-z]+ ){0,2}\W*$")
_TO_COST = re.compile(
    r" to (?:the |its |their )?(?:[\w-]+ ){0,3}(?:time|runtime|latency|cost|memory|overhead|footprint)\b"
)
_HALF_THE = re.compile(r"half the", re.IGNORECASE)
_WITHOUT_CHANGE = re.compile(r" [\w-]+")
_SHARE_OF_SPEED = re.compile(r" (?:[\w-]+ )?(?:throughputs?|speeds?|performance)(?= (?:of|when|compared)\b)")


def is_share(sentence: Sentence, index: int) -> bool:
    """Tell whether a percentage is a share of a baseline: "17.5 % of the original parameter count"."""
    if sentence.figures[index].unit == "%" and is_share_of_speed(sentence, index):
        return True
    if _HALF_THE.fullmatch(sentence.printed(index)) and _WITHOUT_CHANGE.match(sentence.after(index)):
        return True  # "with half the training data"
    if sentence.figures[index].unit != "%" or not _OF_OTHER.match(sentence.after(index)):
        return False
    before = sentence.before(index)
    if not sentence.text[sentence.figures[index].start].isdigit():
        return True  # "for one tenth of the memory"
    changed = ENDS_CHANGE.search(before) and CHANGE.search(before)
    keeps = KEEPS.search(before) and _KEPT.match(sentence.after(index))
    return bool(changed or keeps or _USES.search(before))


def adds_to(sentence: Sentence, index: int) -> bool:
    """Tell whether a percentage is what is added to a cost: "adds only 5 % to the captioning time"."""
    if sentence.figures[index].unit != "%":
        return False
    return bool(_ADDS.search(sentence.before(index)) and _TO_COST.match(sentence.after(index)))


def is_share_of_speed(sentence: Sentence, index: int) -> bool:
    """Tell whether "95 % throughput of A" follows, and no change: "5 % higher throughput compared to A"."""
    share = _SHARE_OF_SPEED.match(sentence.after(index))
    return share is not None and CHANGE.search(share.group()) is None


def is_kept(sentence: Sentence, index: int) -> bool:
    """Tell whether a percentage is what is kept of a quality: "retains 90 % of its performance"."""
    return sentence.figures[index].unit == "%" and _KEPT.match(sentence.after(index)) is not None
