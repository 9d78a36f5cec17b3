"""What stands before the message of a sentence, as in "Extensive experiments show that"."""

from __future__ import annotations

import re

from assistant.answer.extractive.verbs import base_of_participle, singular
from assistant.text.folding import folded

_PREAMBLE = re.compile(
    r"^(?:(?:\(?(?:\d|[ivx]{1,4}|[a-d])\)|\d\.(?!\d)"
    r"|first(?:ly)?,|second(?:ly)?,|third(?:ly)?,|next,|then,) ?"
    r"|(?:in|through(?:out)?|with) this (?:paper|work|study|article|report|survey|insight|regard),? "
    r"(?:to |and )?"
    r"|(?:here|moreover|furthermore|additionally|however|importantly|notably|most notably"
    r"|more remarkably|remarkably"
    r"|specifically|finally|lastly|yet|concretely|in addition|for example|for instance|as a result"
    r"|in contrast|by contrast|on the other hand|accordingly"
    r"|consequently|therefore|thus|hence|also|besides(?=,)|overall(?=,)|in particular|meanwhile|in response"
    r"|to this end"
    r"|to do so|and|but|next|then|instead|nonetheless|nevertheless|in short|further"
    r"|more importantly|in this way|for these reasons)\b(?! (?:of|to)\b),? "
    r"|(?:building|based) (?:up)?on (?:this|these|that|the)[^,]{0,45}, "
    r"|(?:to|in order to) (?:address|bridge|mitigate|overcome|tackle|solve|resolve|remedy|fill|alleviate|cope"
    r"|handle|achieve|accomplish|improve)\b(?: with)?"
    r" (?:this|these|that|those|it|them|such|the above)\b[^,]{0,60}, "
    r"|(?:given|with|motivated by|inspired by|from|exploiting|using|following|by|thanks to)"
    r" (?:this|these|that|the above)\b[^,]{0,45}, )+",
    re.IGNORECASE,
)
_AIM = re.compile(
    r",? to (?:handle|address|tackle|solve|overcome|mitigate|remedy|alleviate|resolve|bridge|fill|close)"
    r" (?:the aforementioned|the above|these|this)(?: \w+){0,3}(?=[.,;]|$)",
    re.IGNORECASE,
)
_BY = re.compile(
    r"^(?P<who>we|this (?:paper|work|study))"
    r" (?:address|tackle|solve|resolve|answer|overcome|fill|bridge|close)(?:e?s)?"
    r" (?:this|these|that)[^,]{0,40}? by (?P<verb>\w+ing) ",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r" ?\[[0-9]{1,3}(?:[,; –-]+[0-9]{1,3})*\]")
_TESTS = (
    r"(?:experiment(?:s|al results)?|results?|evaluations?|analys[ei]s|findings|observations|studies"
    r"|validation)"
)
_DOES = (
    r"(?:achiev|reduc|improv|enabl|provid|requir|surpass|outperform|deliver|yield|maintain|perform|attain|obtain"
    r"|accelerat|exceed|preserv|retain|generaliz|reach|match|sustain|boost|eliminat|lower|support|offer|work)e?s"
    r"|(?:surpass|reach|match)es"
)
"""What a method does; many other words that end like a verb are nouns, as in "show large gains"."""
REPORT = re.compile(
    rf"^(?:(?:our|the|these|extensive|comprehensive|experimental|empirical|numerical|initial|detailed|further"
    rf"|thorough|quantitative|experiment|more) )*{_TESTS}"
    r"(?P<on> (?:on|with|over|across) [^,]{3,70}?)?,? (?:also |further )?"
    r"(?:show|demonstrate|reveal|indicate|confirm|suggest|verify|prove)s?"
    r"(?: that|(?= (?:[\w.+^()-]+ ){1,3}?(?:is|are|can|could|has|have|" + _DOES + r") )) ",
    re.IGNORECASE,
)
"""A report of experiments up to what they show; ``on`` holds on what they were run."""


def without_preamble(text: str) -> str:
    """Return a sentence, folded, without what links it to those before it, nor "in this paper"."""
    plain = _REFERENCE.sub("", folded(text)).strip()
    while (shorter := _PREAMBLE.sub("", plain, count=1).strip()) != plain:
        plain = shorter
    plain = _BY.sub(_directly, _AIM.sub("", plain))
    return re.sub(r",? in this (?:paper|work|study|article)\b,?", "", plain)


def _directly(found: re.Match[str]) -> str:
    """Return "we describe" for "we address this gap by describing"."""
    base = base_of_participle(found["verb"])
    if base is None:
        return found[0]
    return f"{found['who']} {base if found['who'].lower() == 'we' else singular(base)} "
