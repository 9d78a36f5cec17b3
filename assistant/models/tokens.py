"""Counts tokens offline, with the tables that come with Quotient."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from assistant.errors import ConfigurationError

if TYPE_CHECKING:
    from tiktoken import Encoding

FALLBACK = "o200k_base"
"""Encoding of models that tiktoken does not know or whose table is not shipped."""

_FOLDER = Path(__file__).parent / "assets" / "tiktoken"


class _Table(NamedTuple):
    sha256: str
    pattern: str
    """How the text is cut before merging, as in tiktoken."""


_TABLES = {
    "o200k_base": _Table(
        "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d",
        "|".join(
            (
                r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?",
                r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?",
                r"\p{N}{1,3}",
                r" ?[^\s\p{L}\p{N}]+[\r\n/]*",
                r"\s*[\r\n]+",
                r"\s+(?!\S)",
                r"\s+",
            )
        ),
    ),
    "cl100k_base": _Table(
        "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7",
        r"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+"
        r"| ?[^\s\p{L}\p{N}]++[\r\n]*+|\s++$|\s*[\r\n]|\s+(?!\S)|\s",
    ),
}


class TokenCounter:
    """Counts the tokens of a text as an OpenAI model would; for any other model the count is an estimate.

    The table (2-4 MB) is read at the first count and kept for the process.

    Raises:
        ConfigurationError: At the first count, when the table of this installation is missing or damaged.
    """

    def __init__(self, model: str | None) -> None:
        self._model = model

    def count(self, text: str) -> int:
        """Return the number of tokens of ``text``; 0 for the empty text."""
        return len(_encoding(_encoding_name(self._model)).encode_ordinary(text))


def _encoding_name(model: str | None) -> str:
    from tiktoken.model import encoding_name_for_model  # noqa: PLC0415  # most commands count nothing

    try:
        name = encoding_name_for_model(model or "")
    except KeyError:
        return FALLBACK
    return name if name in _TABLES else FALLBACK


@cache
def _encoding(name: str) -> Encoding:
    """Build the encoding from our own file.

    tiktoken's loader would download, delete a file that fails its check, and need an environment variable
    to be kept from both.
    """
    from tiktoken import Encoding  # noqa: PLC0415  # most commands count nothing

    return Encoding(name, pat_str=_TABLES[name].pattern, mergeable_ranks=_ranks(name), special_tokens={})


def _ranks(name: str) -> dict[bytes, int]:
    path = _FOLDER / f"{name}.tiktoken"
    try:
        data = path.read_bytes()
    except OSError as exc:
        raise ConfigurationError(
            f"The token table {path.name!r} cannot be read; reinstall Quotient."
        ) from exc
    if hashlib.sha256(data).hexdigest() != _TABLES[name].sha256:
        raise ConfigurationError(f"The token table {path.name!r} is damaged; reinstall Quotient.")
    pairs = (line.split() for line in data.splitlines() if line)
    return {base64.b64decode(token): int(rank) for token, rank in pairs}
