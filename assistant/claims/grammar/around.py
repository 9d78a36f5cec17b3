"""The words around a figure that belong to its statement."""

from __future__ import annotations

import re

from assistant.claims.grammar.sentences import Sentence
from assistant.claims.grammar.tables import alternatives
from assistant.claims.grammar.verbs import CONTINUES, PLAIN_VERB

_ENDS_HEAD = """
    over than versus vs compared comparing relative_to against while whereas when with without on at for
    across by from under using and but which that as among between after through via during or is are was
    were due per within if where (?<!improvement_)(?<!improvements_)to upon
"""
_HEAD_END = re.compile(rf"[,;:()\"\]]|\.(?:\s|$)|\s-\s|\b(?:{alternatives(_ENDS_HEAD)})\b(?!-)")
_STARTS_CLAUSE = """
    and while whereas but with (?<!more_)(?<!less_)(?<!fewer_)(?<!greater_)(?<!higher_)than compared
    versus vs that which when over without
"""
_CLAUSE_START = re.compile(rf"[,;:(]|\s-\s|\b(?:{alternatives(_STARTS_CLAUSE)})\b(?!-)")
_JOINT = re.compile(r",|\b(?:and|or|as well as)\b")
_NEW_STATEMENT = re.compile(r"[;:]|\b(?:while|whereas|but|versus|vs|compared|against|than|from|which|with)\b")


def head(sentence: Sentence, index: int) -> str:
    """Return the words after a figure, or after the list it stands in, that belong to its noun phrase."""
    after = re.sub(r"^\)", "", sentence.after(sentence.run(index)[-1]))  # "close to maximum (4x) speedup"
    end = _HEAD_END.search(after)
    return after[: end.start()] if end else after


def lead(sentence: Sentence, index: int) -> str:
    """Return the words before a figure, or before the list it stands in, back to the edge of its clause."""
    before = sentence.before(sentence.run(index)[0])
    edges = [
        edge.end()
        for edge in _CLAUSE_START.finditer(before)
        if edge.group() != "over" or before[edge.end() :].strip()  # "a drop of over 30 %"
    ]
    return before[edges[-1] :] if edges else before


def coordinated(sentence: Sentence, index: int) -> bool:
    """Tell whether a figure shares the verb of the one before it: "cuts cost by 90% and latency by 50%"."""
    if index == 0:
        return False
    between = sentence.before(index)
    if _JOINT.search(between) is None or _NEW_STATEMENT.search(between):
        return False
    return PLAIN_VERB.search(between) is None and CONTINUES.search(between) is None


def same_unit(sentence: Sentence, index: int) -> bool:
    """Tell whether a figure has the unit of the one before it."""
    return sentence.figures[index - 1].unit == sentence.figures[index].unit
