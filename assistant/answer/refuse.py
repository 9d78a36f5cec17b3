"""Decides whether the papers that were found can answer a question at all.

Similarity cannot refuse: answerable and unanswerable questions have the same cosines. What an unanswerable
question shows is a name or subject that no paper has, so that is what is looked for.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.schema import Paper
from assistant.text.asking import topic_words
from assistant.text.naming import mentions, names_in, rare_names
from assistant.text.thesaurus import related
from assistant.text.words import content_words

MIN_COVERAGE = 0.5
"""Share of the question's telling words of which the papers read must contain more between them."""
MIN_COVERAGE_OF_FEW = 0.35
"""The same where words say little: there are few, or a name that the papers have says more."""
FEW_WORDS = 5


def why_unanswerable(question: str, papers: Sequence[Paper]) -> str | None:
    """Return one sentence that says what is missing, or ``None`` when the papers may answer."""
    if not papers:
        return "Your library holds nothing on this question."
    missing = missing_names(question, papers)
    if missing:
        named = ", ".join(f"“{name}”" for name in missing)
        return f"No paper in your library mentions {named}."
    asked = topic_words(question)
    trusted = len(asked) < FEW_WORDS or bool(rare_names(question))
    if coverage(question, papers) <= (MIN_COVERAGE_OF_FEW if trusted else MIN_COVERAGE):
        return "Nothing in your library answers this question."
    return None


def missing_names(question: str, papers: Sequence[Paper]) -> list[str]:
    """Return the names in the question (``FlashAttention-3``, ``W4A8``) that no paper contains, in order."""
    return [name for name in names_in(question) if not any(mentions(paper, name) for paper in papers)]


def coverage(question: str, papers: Sequence[Paper]) -> float:
    """Return the share of the question's telling words, or words related to them, that the papers hold."""
    asked = topic_words(question)
    if not asked:
        return 1.0
    read = {word for paper in papers for word in content_words(f"{paper.title} {paper.abstract or ''}")}
    return sum(word in read or bool(related(word) & read) for word in asked) / len(asked)
