"""The names that a question sets as conditions: a dataset, a model, a machine."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.answer.figures.subjects import names_of
from assistant.claims.names import name_key
from assistant.schema import Paper
from assistant.text.folding import folded
from assistant.text.naming import mentions

_TOKEN = re.compile(r"(?<![\w.%])[\w^](?:[\w.^-]*[\w^])?(?:\(\))?")
_ORDINARY = frozenset(["llm", "llms", "gpu", "gpus", "cpu", "cpus", "ai", "ml", "kv", "kvcache", "cuda"])
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*(?:x|k|%|times|fold|-fold)?")


def conditions(question: str, papers: Iterable[Paper]) -> list[str]:
    """Return the names in a question other than those of the papers: ``ImageNet``, ``OPT-175B``, ``4090``."""
    own = {name_key(name) for paper in papers for name in names_of(paper)}
    text = folded(question)
    found = [match.group() for match in _TOKEN.finditer(text) if _is_condition(match, text)]
    return [name for name in dict.fromkeys(found) if not _is_own(name, own)]


def unmet(names: Sequence[str], papers: Sequence[Paper]) -> list[str]:
    """Return the names that none of the papers mentions."""
    return [name for name in names if not any(mentions(paper, name) for paper in papers)]


def _is_condition(match: re.Match[str], text: str) -> bool:
    token = match.group()
    if name_key(token) in _ORDINARY:
        return False
    if _FIGURE.fullmatch(token.lower()):  # the number of a device: RTX 4090
        return re.search(r"\b[A-Z]{2,} $", text[: match.start()]) is not None
    return any(map(str.isdigit, token)) or any(map(str.isupper, token[1:]))


def _is_own(name: str, own: set[str]) -> bool:
    key = name_key(name.removesuffix("'s"))
    return any(key == other or key.removesuffix("s") == other for other in own)
