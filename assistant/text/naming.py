"""Names in a text: methods, machines, datasets, abbreviations; and whether a paper holds one."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.schema import Paper
from assistant.text.folding import folded

_NAME = re.compile(r"(?:(?<!\d)|(?=[A-Z]))[^\W\d_](?:[\w.+^-]*[^\W_])?")
"""A small letter behind a digit belongs to the number, as in 9e999 and 2x3."""
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
_TOKEN = re.compile(r"[^\W_]+")
_ACRONYM = re.compile(r"([A-Z]{3,6})s?")
_LONGEST_NAME = 4
"""Parts of a hyphenated or spaced name, as in ``LLaMA-2-7B-chat``."""


def names_in(text: str) -> list[str]:
    """Return the tokens of a text that are no plain words: with a digit, or a capital that is not first."""
    tokens = (_PLAIN_SUFFIX.sub("", found[0]) for found in _NAME.finditer(folded(text)))
    return list(dict.fromkeys(token for token in tokens if _is_name(token)))


def rare_names(text: str) -> list[str]:
    """Return the names of a text without those that every paper of the field uses."""
    return [name for name in names_in(text) if name.lower() not in _ORDINARY]


def _is_name(token: str) -> bool:
    return any(character.isdigit() or character.isupper() for character in token[1:])


def mentions(paper: Paper, name: str) -> bool:
    """Tell whether a paper contains a name, however it is hyphenated, spaced or capitalised."""
    run = "".join(_TOKEN.findall(folded(name))).casefold()
    known = _joined_tokens(f"{paper.title} {paper.abstract or ''}")
    return run in known or run.removesuffix("s") in known or f"{run}s" in known


def spells_out(paper: Paper, name: str) -> bool:
    """Tell whether a paper may spell out an acronym: "post-training quantization" for PTQ."""
    short = _ACRONYM.fullmatch(name)
    return short is not None and short[1].lower() in _initials(f"{paper.title} {paper.abstract or ''}")


def mentions_kin(paper: Paper, stem: str) -> bool:
    """Tell whether a paper contains a name that begins in this way: FlashAttention2 for FlashAttention."""
    run = "".join(_TOKEN.findall(folded(stem))).casefold()
    return any(known.startswith(run) for known in _joined_tokens(f"{paper.title} {paper.abstract or ''}"))


@lru_cache(maxsize=1024)
def _joined_tokens(text: str) -> frozenset[str]:
    tokens = [token.casefold() for token in _TOKEN.findall(folded(text))]
    return frozenset(
        "".join(tokens[start : start + length])
        for start in range(len(tokens))
        for length in range(1, _LONGEST_NAME + 1)
    )


@lru_cache(maxsize=1024)
def _initials(text: str) -> str:
    """Return the first letters of all words: "post-training quantization" holds ``ptq``."""
    return "".join(token[0] for token in _TOKEN.findall(folded(text).casefold()))
