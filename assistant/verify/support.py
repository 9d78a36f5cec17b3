"""How far the wording of a statement is borne out by a cited text: one figure from 0 to 1."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from assistant.verify.coverage import REPORTING

Rarity = Callable[[str], float]
"""What a word, by its stem, counts; the rarer it is, the more it tells."""

_BEGINNING = 5
"""Letters in which two stems agree that belong to one word: ``replic`` and ``replicate``."""
_LONGEST = 10


def by_length(stem: str) -> float:
    """Return what a word counts by its length alone: the frequent words of a language are its short ones."""
    return float(min(len(stem), _LONGEST))


def support(
    words: Iterable[str], sentences: Sequence[frozenset[str]], *, rarity: Rarity = by_length
) -> float:
    """Return the weighted share of the telling words that stand in the text; 1 when there are none.

    Half of it is the share in the whole text, half the share in the one sentence that has most of them: what a
    paper says of its subject in general speaks for a statement less than a sentence that says it.
    """
    telling = {stem[:_BEGINNING]: rarity(stem) for stem in set(words) - REPORTING}
    whole = sum(telling.values())
    if not whole:
        return 1.0
    beginnings = [frozenset(stem[:_BEGINNING] for stem in sentence) for sentence in sentences]
    held = [sum(telling[it] for it in telling.keys() & sentence) for sentence in beginnings]
    anywhere = sum(telling[it] for it in telling.keys() & frozenset[str]().union(*beginnings))
    return (anywhere + max(held, default=0.0)) / (2 * whole)
