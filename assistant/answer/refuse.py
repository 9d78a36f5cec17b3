"""Decides whether the papers that were found can answer a question at all.

Similarity cannot refuse: answerable and unanswerable questions have the same cosines. What an unanswerable
question shows is a name or subject that no paper has, so that is what is looked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from typing import Protocol

from assistant.answer.figures.subjects import label_of
from assistant.schema import Hit, Paper
from assistant.text.asking import topic_words
from assistant.text.folding import folded
from assistant.text.glossary import terms_in, uses
from assistant.text.naming import mentions, mentions_kin, names_in, rare_names, spells_out
from assistant.text.thesaurus import related
from assistant.text.words import content_words

MIN_COVERAGE = 0.5
"""Share of the question's telling words of which the papers read must contain more between them."""
MIN_COVERAGE_OF_FEW = 0.35
"""The same where words say little: there are few, or a name that the papers have says more."""
FEW_WORDS = 5
LIKELY = 0.85
"""Probability of a paper from which on other words than the question's may say the same."""
MOST_NAMES = 8
"""Missing names that are looked for in the library, and told."""
LOOKED_AT = 20
"""Papers among which a term or a kindred name is looked for."""

_HOW_MANY = re.compile(
    r"\bhow many (?:[\w-]+ ){0,2}?(?P<thing>[a-z]{3,})(?= (?:per|does|do|did|is|are|can|will|has|have)\b)"
)
_SOUGHT = re.compile(
    r"\b(?:what|which) (?P<what>(?:[a-z][\w-]* ){0,2}[a-z][\w-]*?)(?= (?:did|does|do|is|are|was|were"
    r"|can|has|have|will)\b)"
)
_OPEN = frozenset(
    content_words(
        """
way ways trick property reason benefit advantage problem kind part feature effect change role purpose idea
insight cause mechanism aim goal lesson conclusion finding evidence danger cure test set size hardware machine
"""
    )
)
"""What may be asked for by a word that the answer does not use."""
_DEVICE = re.compile(
    r"\bon (?:an? |the )?(?P<device>(?:mobile |smart|edge |embedded )?(?:phones?|smartphones?"
    r"|laptops?|tablets?|devices?)"
    r"|(?:raspberry pi|jetson|iphones?|androids?|microcontrollers?|fpgas?|tpus?|cpus?))\b",
    re.IGNORECASE,
)
_FIELD_WIDE = frozenset(["ai", "api", "cv", "dl", "dnn", "gpu", "llm", "lm", "ml", "nlp", "nn", "sota"])
"""Acronyms that a question uses in passing: an answer need not have them."""


class Search(Protocol):
    """Finds papers for a query."""

    def search(self, query: str, *, k: int = 10, scope: Collection[str] | None = None) -> list[Hit]:
        """Return at most ``k`` papers, best first."""
        ...


def why_unanswerable(
    question: str,
    papers: Sequence[Paper],
    search: Search,
    scope: Collection[str] | None = None,
    *,
    likely: float = 0.0,
) -> str | None:
    """Return one sentence that says what is missing, or ``None`` when the papers may answer.

    ``papers`` are those read, and those that hold a name of the question; ``likely`` is the probability of
    the best of them.
    """
    if not papers:
        return "Your library holds nothing on this question."
    find = _finder(search, scope)
    missing = missing_names(question, papers)[:MOST_NAMES]
    missing = [name for name in missing if not any(spells_out(paper, name) for paper in papers)]
    if missing := [name for name in missing if not any(mentions(paper, name) for paper in find(name))]:
        return " ".join([_unmentioned(missing, scope), *(_kin(name, find) for name in missing[:1])]).strip()
    if unknown := _unknown_terms(question, papers, find):
        return _unmentioned(unknown, scope)
    asked = topic_words(question)
    trusted = len(asked) < FEW_WORDS or likely >= LIKELY or bool(rare_names(question))
    if coverage(question, papers) <= (MIN_COVERAGE_OF_FEW if trusted else MIN_COVERAGE):
        return f"Nothing in {'your library' if scope is None else 'these papers'} answers this question."
    return None


def unstated(question: str, subject: Paper) -> str | None:
    """Return why a paper that a question names cannot answer: it counts no such thing, for one."""
    held = frozenset(content_words(f"{subject.title} {subject.abstract or ''}"))
    text = folded(question)
    whose = label_of(subject) or f'"{folded(subject.title)}"'
    many = _HOW_MANY.search(text.lower())
    if many and held.isdisjoint(content_words(many["thing"])):
        return f"The abstract of {whose} states no number of {many['thing']}."
    sought = _SOUGHT.search(text)
    words = [word for word in topic_words(sought["what"]) if word not in _OPEN] if sought else []
    if sought and words and not any(_holds(held, word) for word in words):
        return f"The abstract of {whose} states no {sought['what'].strip()}."
    device = _DEVICE.search(text)
    if device and not any(_holds(held, word) for word in content_words(device["device"])):
        return f"The abstract of {whose} does not mention a {device['device']}."
    return None


def missing_names(question: str, papers: Sequence[Paper]) -> list[str]:
    """Return the names in the question (``FlashAttention-3``, ``W4A8``) that no paper contains, in order."""
    telling = [name for name in names_in(question) if name.lower().removesuffix("s") not in _FIELD_WIDE]
    return [name for name in telling if not any(mentions(paper, name) for paper in papers)]


def coverage(question: str, papers: Sequence[Paper]) -> float:
    """Return the share of the question's telling words, or words related to them, that the papers hold."""
    asked = topic_words(question)
    if not asked:
        return 1.0
    read = frozenset(
        word for paper in papers for word in content_words(f"{paper.title} {paper.abstract or ''}")
    )
    return sum(_holds(read, word) for word in asked) / len(asked)


def _holds(words: frozenset[str], word: str) -> bool:
    return word in words or not related(word).isdisjoint(words)


def _unknown_terms(question: str, papers: Sequence[Paper], find: Callable[[str], list[Paper]]) -> list[str]:
    """Return the terms of the field in a question that no paper uses under any of their names."""
    return [
        terms[0]
        for terms in terms_in(question)
        if not any(_uses(paper, terms) for paper in papers)
        and not any(_uses(paper, terms) for term in terms for paper in find(term))
    ]


def _uses(paper: Paper, terms: Sequence[str]) -> bool:
    text = f"{paper.title}. {paper.abstract or ''}"
    return any(uses(text, term) for term in terms)


def _kin(name: str, find: Callable[[str], list[Paper]]) -> str:
    """Tell how many papers hold a name of the same family, such as FlashAttention-2."""
    kin = re.sub(r"[-\s]?v?\d[\w.]*$", "", name)
    if kin == name or len(kin) < 3:
        return ""
    count = sum(mentions_kin(paper, kin) for paper in find(kin))
    return f"{count} paper{'s mention' if count > 1 else ' mentions'} {kin}." if count else ""


def _unmentioned(names: Sequence[str], scope: Collection[str] | None) -> str:
    whose = "No paper in your library" if scope is None else "None of these papers"
    return f"{whose} mentions {', '.join(f'“{name}”' for name in names)}."


def _finder(search: Search, scope: Collection[str] | None) -> Callable[[str], list[Paper]]:
    return lambda text: [hit.paper for hit in search.search(text, k=LOOKED_AT, scope=scope)]
