"""How a paper calls what it proposes."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.schema import Paper
from assistant.text.folding import folded
from assistant.text.sentences import split_sentences
from assistant.verify.tokens import key_of, tokens_of

_PROPOSING = frozenset(
    key_of(word)
    for word in [
        "propose",
        "present",
        "introduce",
        "develop",
        "call",
        "name",
        "dub",
        "term",
        "design",
        "release",
    ]
)
_CALLING = frozenset(key_of(word) for word in ["call", "name", "dub", "term"])
_COMMON = frozenset(
    key_of(word)
    for word in [
        "LLM",
        "LLMs",
        "GPU",
        "CPU",
        "AI",
        "ML",
        "NLP",
        "RL",
        "VLM",
        "MLLM",
        "CNN",
        "RNN",
        "KV",
        "2D",
        "3D",
    ]
)
_LONGEST_TITLE_NAME = 4
"""Words before the colon of a title that may be a name."""
_REACH = 30
"""Words after "we propose" within which the name follows, as in "a new kind of model, called Alpha"."""
_DIRECT = 3
"""Words after the verb within which a name stands that is given at once: "present the novel Alpha"."""


def own_names(paper: Paper) -> frozenset[str]:
    """Return the keys of the names that title and abstract give to the paper's own method."""
    abstract = folded(paper.abstract or "")
    head, colon, _ = folded(paper.title).partition(":")
    named = tokens_of(head) if colon and len(head.split()) <= _LONGEST_TITLE_NAME else ()
    found = {token.key for token in named if token.telling}
    for span in split_sentences(abstract):
        found.update(_introduced(abstract[span.start : span.end]))
    return frozenset(found)


def _introduced(text: str) -> Iterator[str]:
    """Yield the names that are given at once, in brackets, or after "called"."""
    tokens = tokens_of(text)
    at = next((n for n, token in enumerate(tokens) if token.key in _PROPOSING), None)
    if at is None:
        return
    for place in range(at + 1, min(len(tokens), at + 1 + _REACH)):
        token = tokens[place]
        direct = place <= at + _DIRECT or tokens[place - 1].key in _CALLING
        if token.name and token.key not in _COMMON and (direct or text[token.start - 1] == "("):
            yield token.key
