"""A quoted sentence as it reads apart from its abstract: whoever it calls "we" or "it" is named."""

from __future__ import annotations

import re

from assistant.answer.figures.subjects import label_of
from assistant.claims.names import name_key
from assistant.schema import Paper
from assistant.text.folding import folded
from assistant.text.prose import closed, uncapitalized

_COUNTER = re.compile(
    r"^(?:\(?(?:\d|[ivx]{1,4}|[a-d])\)|\d\.(?!\d)|[Ff]irst(?:ly)?,|[Ss]econd(?:ly)?,|[Tt]hird(?:ly)?,) ?"
)
_OPENING = re.compile(
    r"^(?:(?:moreover|furthermore|additionally|however|importantly|notably|most notably|specifically"
    r"|finally|yet"
    r"|concretely|in addition|for example|for instance|as a result|consequently|therefore|thus|hence"
    r"|besides|also"
    r"|overall|on the other hand|in particular|remarkably|meanwhile|that is|in this way|further"
    r"|to this end|and|but"
    r"|in contrast|in other words|more importantly|lastly|next|then|instead|nonetheless|nevertheless|in short"
    r"|in this (?:paper|work|study|article|report|survey)|here|(?:building|based) (?:up)?on (?:this"
    r"|these)[^,]{0,40}"
    r"|to (?:address|bridge|mitigate|overcome|tackle|solve|resolve|remedy|fill|alleviate) (?:this"
    r"|these|that|it)[^,]{0,50}"
    r"|(?:given|with|motivated by|inspired by|from|exploiting|using|following) (?:this|these)[^,]{0,40}"
    r"|for these reasons|to do so|because of this|in so doing)\b(?! (?:of|to)\b),? )+",
    re.IGNORECASE,
)
_IT = re.compile(
    r"^(?:it|this|they)(?= (?!(?:is|was) (?:shown|known|possible|important|noteworthy|clear)\b)\w+)", re.I
)
_THIS_PAPER = re.compile(
    r"^(?:this|the present) (paper|work|study|article|survey|report|analysis|research)\b", re.I
)
_OURS = re.compile(
    r"\b(?:our|the proposed|this) (?:[\w-]+ ){0,2}?(?:method|approach|framework|system|model"
    r"|mechanism|scheme|algorithm"
    r"|technique|design|architecture|kernel|methodology)\b",
    re.IGNORECASE,
)
_WE_FIRST = re.compile(r"^We\b")
_WE = re.compile(r"\b[Ww]e\b(?!-)")
_REFERENCE = re.compile(r" ?\[[0-9]{1,3}(?:[,; –-]+[0-9]{1,3})*\]")
"""A paper's own reference, which would read as ours."""
_US = re.compile(r"\bus\b")
_OUR = re.compile(r"\bours?\b", re.IGNORECASE)


def wordings(text: str, paper: Paper, *, again: bool) -> list[str]:
    """Return the sentence with names for "we" and "it", the best wording first, and the sentence as it is.

    ``again`` says that the sentence before it spoke of the same paper, so that "the authors" is enough.
    """
    text = _REFERENCE.sub("", text)
    bare = _OPENING.sub("", _COUNTER.sub("", folded(text).strip())).strip()
    label = label_of(paper)
    named = _about(bare, label, paper, again=again)
    return list(dict.fromkeys([closed(named), closed(_theirs(bare)), text]))


def _about(text: str, label: str | None, paper: Paper, *, again: bool) -> str:
    whose = label or f'"{folded(paper.title)}"'
    if label and name_key(label) in name_key(text):
        return _theirs(text)
    if _WE_FIRST.match(text):
        return _theirs(text if again else _WE_FIRST.sub(f"The authors of {whose}", text))
    if _THIS_PAPER.match(text):
        return _theirs(_THIS_PAPER.sub(rf"The \1 on {whose}" if label else rf"The \1 {whose}", text))
    if label:
        for pattern in (_IT, _OURS):
            if pattern.search(text):
                return _theirs(pattern.sub(label, text, count=1))
    speaks = _WE.search(text) or _OUR.search(text)
    return _theirs(text) if again or not speaks else f"In {whose}, {uncapitalized(_theirs(text))}"


def _theirs(text: str) -> str:
    text = _WE_FIRST.sub("The authors", text)
    return _US.sub("them", _OUR.sub("their", _WE.sub("the authors", text)))
