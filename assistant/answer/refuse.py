"""Decides whether the papers that were found can answer a question at all.

Similarity cannot refuse: answerable and unanswerable questions have the same cosines. What an unanswerable
question shows is a name or subject that no paper has, so that is what is looked for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.schema import Paper
from assistant.text.folding import folded
from assistant.text.words import content_words

MIN_COVERAGE = 0.5
"""Share of the question's content words that the papers read must contain between them."""

_TOKEN = re.compile(r"[^\W_]+")
_NAME = re.compile(r"[^\W\d_](?:[\w.+^-]*[^\W_])?")
_PLAIN_SUFFIX = re.compile(r"-[a-z]{3,}$")
"""``FP8-trained`` names FP8."""
_LONGEST_NAME = 4
"""Parts of a hyphenated or spaced name, as in ``LLaMA-2-7B-chat``."""


def why_unanswerable(question: str, papers: Sequence[Paper]) -> str | None:
    """Return one sentence that says what is missing, or ``None`` when the papers may answer."""
    if not papers:
        return "Your library holds nothing on this question."
    missing = missing_names(question, papers)
    if missing:
        named = ", ".join(f"“{name}”" for name in missing)
        return f"No paper in your library mentions {named}."
    if coverage(question, papers) < MIN_COVERAGE:
        return "Nothing in your library answers this question."
    return None


def missing_names(question: str, papers: Sequence[Paper]) -> list[str]:
    """Return the names in the question (``FlashAttention-3``, ``W4A8``) that no paper contains, in order."""
    return [name for name in _names(question) if not any(mentions(paper, name) for paper in papers)]


def mentions(paper: Paper, name: str) -> bool:
    """Tell whether a paper contains a name, however it is hyphenated, spaced or capitalised."""
    run = "".join(_TOKEN.findall(folded(name))).casefold()
    known = _joined_tokens(f"{paper.title} {paper.abstract or ''}")
    return run in known or run.removesuffix("s") in known


def coverage(question: str, papers: Sequence[Paper]) -> float:
    """Return the share of the question's content words found in the papers together; 1 for none."""
    asked = set(content_words(question))
    if not asked:
        return 1.0
    read = {word for paper in papers for word in content_words(f"{paper.title} {paper.abstract or ''}")}
    return len(asked & read) / len(asked)


def _names(question: str) -> list[str]:
    tokens = (_PLAIN_SUFFIX.sub("", found[0]) for found in _NAME.finditer(folded(question)))
    return list(dict.fromkeys(token for token in tokens if _is_name(token)))


def _is_name(token: str) -> bool:
    """A digit, or a capital after the first letter: not a plain word."""
    return any(character.isdigit() or character.isupper() for character in token[1:])


@lru_cache(maxsize=1024)
def _joined_tokens(text: str) -> frozenset[str]:
    tokens = [token.casefold() for token in _TOKEN.findall(folded(text))]
    return frozenset(
        "".join(tokens[start : start + length])
        for start in range(len(tokens))
        for length in range(1, _LONGEST_NAME + 1)
    )
