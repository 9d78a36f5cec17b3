from __future__ import annotations

import pytest

from assistant.errors import ConfigurationError
from assistant.index import wordpieces
from assistant.index.wordpieces import WINDOW, WordPieces


def test_words_and_punctuation_are_counted_without_markers() -> None:
    assert WordPieces().count(["", "hello world", "unaffable!"]) == [0, 2, 4]


def test_encoding_carries_both_markers() -> None:
    assert len(WordPieces().encode("hello world")) == 4
    assert len(WordPieces().encode("")) == 2


def test_long_text_fills_the_window_and_keeps_its_end_marker() -> None:
    wordpieces = WordPieces()
    ids = wordpieces.encode("hello " * 1000)
    assert len(ids) == WINDOW
    assert ids[-1] == wordpieces.encode("hello")[-1]


def test_altered_tokenizer_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wordpieces, "TOKENIZER_SHA256", "0" * 64)
    with pytest.raises(ConfigurationError, match="reinstall Quotient"):
        WordPieces().count(["hello"])
