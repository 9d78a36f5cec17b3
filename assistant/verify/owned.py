"""How a paper calls what it proposes."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.schema import Paper
from assistant.text.folding import folded
from assistant.text.sentences import split_sentences
from assistant.verify.tokens import Token, key_of, tokens_of

_PROPOSING = frozenset(
    key_of(word) for word in "propose present introduce develop call name dub term design release".split()
)
_LONGEST_TITLE_NAME = 4
"""Words before the colon of a title that may be a name."""
_REACH = 25
"""Words after "we propose" within which the name follows, as in "a new kind of model, called Alpha"."""


def own_names(paper: Paper) -> frozenset[str]:
    """Return the keys of the names that title and abstract give to the paper's own method."""
    abstract = folded(paper.abstract or "")
    head, colon, _ = folded(paper.title).partition(":")
    named = tokens_of(head) if colon and len(head.split()) <= _LONGEST_TITLE_NAME else ()
    found = {token.key for token in named if token.telling}
    for span in split_sentences(abstract):
        found |= _introduced(tokens_of(abstract[span.start : span.end]))
    return frozenset(found)


def _introduced(tokens: Sequence[Token]) -> set[str]:
    at = next((n for n, token in enumerate(tokens) if token.key in _PROPOSING), None)
    if at is None:
        return set()
    names = [token.key for token in tokens[at + 1 : at + 1 + _REACH] if token.name]
    return set(names[:3])
