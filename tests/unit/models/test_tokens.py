"""Tokens are counted offline, exactly as tiktoken would."""

from __future__ import annotations

import importlib
import socket
import tempfile
from pathlib import Path

import pytest

from assistant.errors import ConfigurationError
from assistant.models import tokens
from assistant.models.tokens import TokenCounter


def _no_table(url: str, expected_hash: str) -> dict[bytes, int]:
    return {}


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("counting tokens opened a socket")

    monkeypatch.setattr(socket, "socket", refuse)


@pytest.fixture
def _unread() -> None:
    """Forget the tables, so that they are read anew."""
    tokens._encoding.cache_clear()  # pyright: ignore[reportPrivateUsage]


@pytest.mark.parametrize(
    ("model", "text", "count"),
    [
        ("gpt-4o", "", 0),
        ("gpt-4.1-mini", "tiktoken is great!", 6),
        ("gpt-4", "tiktoken is great!", 6),
        ("gpt-4o", "お誕生日おめでとう", 8),
        ("gpt-4", "お誕生日おめでとう", 9),
        ("gpt-4o", "<|endoftext|>", 7),
    ],
)
def test_count_is_that_of_the_models_tokenizer(model: str, text: str, count: int) -> None:
    """The counts are those that OpenAI publishes for its tokenizers."""
    assert TokenCounter(model).count(text) == count


@pytest.mark.parametrize("model", [None, "", "gpt-99", "llama3.2:3b", "gpt-oss-20b", "text-davinci-003"])
def test_other_models_are_counted_with_the_newest_table(model: str | None) -> None:
    text = "Ölförderung in 2025: 2.8× schneller 🚀"
    assert TokenCounter(model).count(text) == TokenCounter("gpt-4o").count(text)


@pytest.mark.parametrize("name", ["o200k_base", "cl100k_base"])
def test_pattern_is_that_of_tiktoken(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    tables = importlib.import_module("tiktoken_ext.openai_public")
    monkeypatch.setattr(tables, "load_tiktoken_bpe", _no_table)
    expected = tables.ENCODING_CONSTRUCTORS[name]()["pat_str"]
    assert tokens._TABLES[name].pattern == expected  # pyright: ignore[reportPrivateUsage]


def test_half_a_surrogate_pair_is_counted() -> None:
    assert TokenCounter(None).count("a\ud800b") > 0


@pytest.mark.usefixtures("_unread")
def test_counting_writes_no_file_and_no_variable(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    TokenCounter(None).count("word")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("_unread")
@pytest.mark.parametrize("damage", ["changed", "missing"])
def test_damaged_table_is_reported_and_kept(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, damage: str
) -> None:
    table = tmp_path / "o200k_base.tiktoken"
    if damage == "changed":
        table.write_bytes(b"IQ== 0\n")
    monkeypatch.setattr(tokens, "_FOLDER", tmp_path)
    with pytest.raises(ConfigurationError, match="reinstall Quotient"):
        TokenCounter(None).count("word")
    assert table.exists() is (damage == "changed")


def test_table_is_read_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    counter = TokenCounter("gpt-4")
    counter.count("word")
    monkeypatch.setattr(tokens, "_FOLDER", tmp_path)
    assert TokenCounter("gpt-4").count("word") == 1
