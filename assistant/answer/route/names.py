"""Names in a question: methods, machines, datasets, abbreviations."""

from __future__ import annotations

import re

from assistant.text.folding import folded

_NAME = re.compile(r"[^\W\d_](?:[\w.+^-]*[^\W_])?")
_PLAIN_SUFFIX = re.compile(r"-[a-z]{3,}$")
"""``FP8-trained`` names FP8."""
_ORDINARY = frozenset(
    [
        "llm",
        "llms",
        "gpu",
        "gpus",
        "cpu",
        "cpus",
        "ai",
        "ml",
        "kv",
        "kvcache",
        "cuda",
        "cnn",
        "cnns",
        "nlp",
        "svm",
        "svms",
        "vae",
        "vaes",
        "rag",
        "fft",
        "gan",
        "gans",
    ]
)


def names_in(text: str) -> list[str]:
    """Return the tokens of a text that are no plain words: with a digit, or a capital after the first letter."""
    tokens = (_PLAIN_SUFFIX.sub("", found[0]) for found in _NAME.finditer(folded(text)))
    return list(dict.fromkeys(token for token in tokens if _is_name(token)))


def rare_names(text: str) -> list[str]:
    """Return the names of a text without those that every paper of the field uses."""
    return [name for name in names_in(text) if name.lower() not in _ORDINARY]


def _is_name(token: str) -> bool:
    return any(character.isdigit() or character.isupper() for character in token[1:])
