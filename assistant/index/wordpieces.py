"""The tokenizer of the embedded encoder, shipped with Quotient."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Sequence
from importlib.resources import files
from typing import TYPE_CHECKING

from assistant.errors import ConfigurationError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

WINDOW = 256
"""Wordpieces that the encoder was trained to read at once, its two markers included."""

TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"


class WordPieces:
    """Cuts text into the encoder's wordpieces; loaded on first use, safe in several threads."""

    def __init__(self) -> None:
        self._loading = threading.Lock()
        self._tokenizer: Tokenizer | None = None

    def count(self, texts: Sequence[str]) -> list[int]:
        """Return the number of wordpieces of each text, markers not included."""
        encoded = self._loaded().encode_batch(list(texts), add_special_tokens=False)
        return [len(encoding.ids) for encoding in encoded]

    def encode(self, text: str) -> list[int]:
        """Return the ids of the wordpieces of a text with both markers, cut at ``WINDOW``."""
        ids = self._loaded().encode(text).ids
        return ids if len(ids) <= WINDOW else [*ids[: WINDOW - 1], ids[-1]]

    def _loaded(self) -> Tokenizer:
        with self._loading:
            if self._tokenizer is None:
                self._tokenizer = _load()
            return self._tokenizer


def _load() -> Tokenizer:
    # Imported on first use: most commands never embed.
    from tokenizers import Tokenizer  # noqa: PLC0415

    content = files("assistant.index").joinpath("assets", "minilm", "tokenizer.json").read_bytes()
    if hashlib.sha256(content).hexdigest() != TOKENIZER_SHA256:
        raise ConfigurationError(
            "The file 'assistant/index/assets/minilm/tokenizer.json' is not the one Quotient ships; "
            "reinstall Quotient."
        )
    tokenizer = Tokenizer.from_buffer(content)
    # The file asks for 128 wordpieces, padded.
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer
