"""A question that leans on its thread, made to stand alone: "and how much does it gain over FlexGen?"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from assistant.answer.figures.subjects import label_of, named_in
from assistant.schema import Paper, StoredTurn, Thread
from assistant.text.asking import topic_words
from assistant.text.folding import folded
from assistant.text.naming import rare_names
from assistant.text.prose import listed

PapersById = Callable[[Sequence[str]], Mapping[str, Paper]]

_LINK = re.compile(
    r"^\W*(?:and|but|so|or|also|then|now|what about|how about|what of|apart from|besides)\b", re.I
)
_OF_THOSE = re.compile(
    r"\b(?:which|who|what|any|one|two|some|all|none|how many) (?:one )?(?:of|among|from) (?:these"
    r"|those|them|the (?:two|three|four))\b"
    r"|\b(?:among|between|of) (?:these|those|them|the (?:two|three|four))\b",
    re.IGNORECASE,
)
_THEY = re.compile(
    r"\b(?:they|them|their|theirs|these|those|both|each|the (?:two|three|four|papers|methods|others))\b", re.I
)
_THAT_BASELINE = re.compile(r"\b(?:that|this|the) baseline(?:'s)?(?: own)?(?: paper)?\b", re.IGNORECASE)
_IT = re.compile(
    r"\b(?:it|this one|that one|(?:this|that|the same) (?:paper|method|system|work|approach|one|model"
    r"|study|scheme|kernel)"
    r"|the (?:paper|method|system|authors|original)|the former)\b",
    re.IGNORECASE,
)
_ITS = re.compile(r"\b(?:its|the (?:original|authors|method|system|paper)(?:'s|'))(?=\s|$)", re.IGNORECASE)
_EXPLETIVE = re.compile(
    r"\bit (?:is|was|possible|takes?|seems?|'s)\b.*\b(?:that|to|whether|how)\b|\b(?:is|was"
    r"|does) it (?:possible|true|matter)\b",
    re.IGNORECASE,
)
_BRIEF = 6
"""Words up to which a follow-up that names nothing leaves its subject to the thread."""
_THIN = 3
"""Topic words below which a question cannot stand alone."""
_MOST = 8
"""Papers at most that "those" is taken to mean by name."""


@dataclass(frozen=True)
class Resolved:
    """A question as it reads without its thread."""

    query: str
    papers: tuple[str, ...] | None = None
    """Ids of the papers to which "which of those" confines it."""
    earlier: frozenset[str] = frozenset()
    """Ids of the papers that the last answer cites, where the question leans on it."""
    leans: bool = False
    """True when the thread was needed."""


def resolve(question: str, thread: Thread, papers: PapersById) -> Resolved:
    """Return the question with the methods named that it calls "it", "those" or nothing at all."""
    turn = _last_told(thread)
    if turn is None or not _leans(question):
        return Resolved(question)
    cited = _cited(turn, papers)
    if not cited:
        return Resolved(f"{turn.question} {question}", leans=True)
    focus = _focus(turn, cited)
    text = folded(question)
    ids = tuple(paper.id for paper in cited)
    if _OF_THOSE.search(text):
        return Resolved(text, ids, leans=True)
    if swapped := _swapped(text, turn, cited):
        return Resolved(swapped, leans=True)
    return Resolved(_named(text, focus, cited, turn), earlier=frozenset(ids), leans=True)


def _leans(question: str) -> bool:
    text = folded(question)
    pointing = any(pattern.search(text) for pattern in (_LINK, _OF_THOSE, _THEY, _THAT_BASELINE, _ITS))
    it = _IT.search(text) is not None and not _EXPLETIVE.search(text)
    return pointing or it or (len(topic_words(text)) < _THIN and not rare_names(text))


def _last_told(thread: Thread) -> StoredTurn | None:
    """Return the last turn that told something, else the last one."""
    told = [turn for turn in thread.turns if turn.statements]
    return next(iter(reversed(told or list(thread.turns))), None)


def _cited(turn: StoredTurn, papers: PapersById) -> list[Paper]:
    """Return the papers that an answer cites, in order."""
    statements = turn.answer.statements if turn.answer else turn.statements
    ids = dict.fromkeys(citation.paper_id for one in statements for citation in one.citations)
    known = papers(list(ids))
    return [known[id_] for id_ in ids if id_ in known]


def _focus(turn: StoredTurn, cited: Sequence[Paper]) -> list[Paper]:
    """Return whom the turn was about: the papers that its question names, else the one it cites most."""
    named = named_in(turn.question, cited)
    if named:
        return named
    statements = turn.answer.statements if turn.answer else turn.statements
    counts = Counter(citation.paper_id for one in statements for citation in one.citations)
    return [max(cited, key=lambda paper: counts[paper.id])]


def _named(text: str, focus: Sequence[Paper], cited: Sequence[Paper], turn: StoredTurn) -> str:
    """Put names for pronouns; where there is none, the name goes ahead."""
    if _THAT_BASELINE.search(text) and (baseline := _baseline(turn, focus)):
        return _THAT_BASELINE.sub(baseline, text)
    many = _THEY.search(text) is not None and len(cited) > 1
    meant = (named_in(turn.question, cited) if len(focus) > 1 else list(cited[:_MOST])) if many else focus[:1]
    names = listed([_name(paper) for paper in meant])
    if many:
        return f"{names}: {text}" if len(focus) > 1 or len(cited) <= _MOST else _with_topic(text, turn)
    for pattern, put in ((_ITS, f"{names}'s"), (_IT, names)):
        if pattern.search(text):
            return pattern.sub(put.replace("\\", r"\\"), text, count=1)
    return f"{names}: {text}"


def _swapped(text: str, turn: StoredTurn, cited: Sequence[Paper]) -> str | None:
    """Return the earlier question about another name: "And for FlexQ?" asks the same of FlexQ."""
    names = rare_names(text)
    before = named_in(turn.question, cited)
    if len(text.split()) > _BRIEF or len(names) != 1 or len(before) != 1 or _IT.search(text):
        return None
    old = label_of(before[0])
    asked = folded(turn.question)
    place = asked.lower().find(old.lower()) if old else -1
    if old is None or place < 0 or names[0].lower() in asked.lower():
        return None
    return f"{asked[:place]}{names[0]}{asked[place + len(old) :]}"


def _baseline(turn: StoredTurn, focus: Sequence[Paper]) -> str | None:
    """Return the name that the last answer sets its figures against."""
    own = {_name(paper).lower() for paper in focus}
    said = " ".join(statement.text for statement in turn.statements)
    match = re.search(
        r"\b(?:over|than|against|compared (?:to|with)|while|outperforms?|beats?) (?:the )?([A-Z][\w.+^-]*\w)",
        said,
    )
    return match[1] if match and match[1].lower() not in own else None


def _with_topic(text: str, turn: StoredTurn) -> str:
    return f"{text} ({folded(turn.question)})"


def _name(paper: Paper) -> str:
    return label_of(paper) or folded(paper.title)
