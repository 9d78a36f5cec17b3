"""Bytes in every encoding that a saved file has."""

from __future__ import annotations

import random

import pytest

from assistant.errors import IngestError
from assistant.ingest.decoding import decode

TEXT = "Schrödinger Bridges for Naïve Bayes\n\nWe study a café of “smart quotes” – and it is 2.8× faster.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"])
def test_unicode_is_read_without_remark(encoding: str) -> None:
    decoded = decode(TEXT.encode(encoding), "f.txt")
    assert (decoded.text, decoded.problems) == (TEXT, ())


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (TEXT, "cp1252"),
        ("Jürgen Müller über größere Modelle\n", "latin-1"),
        ("El Niño\n", "cp1252"),
        ("Быстрый вывод больших языковых моделей\n", "cp1251"),
        ("大型语言模型的推理加速方法研究\n", "gb18030"),
    ],
)
def test_other_encoding_is_guessed_and_the_guess_reported(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding), "f.txt")
    assert decoded.text == text
    assert "is not UTF-8 and was read as" in decoded.problems[0].reason


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_line_ends_of_other_systems_become_newlines(ends: str) -> None:
    assert decode(TEXT.replace("\n", ends).encode(), "f.txt").text == TEXT


def test_single_broken_byte_does_not_turn_utf8_into_another_encoding() -> None:
    decoded = decode(TEXT.encode() + b"line \xff three\n", "f.txt")
    assert decoded.text == TEXT + "line \ufffd three\n"
    assert [problem.line for problem in decoded.problems] == [4]


def test_nul_in_text_is_removed_and_reported_with_its_line() -> None:
    decoded = decode((TEXT * 5).encode() + b"a\x00b\n", "f.txt")
    assert decoded.text == TEXT * 5 + "ab\n"
    assert [(problem.line, problem.text) for problem in decoded.problems] == [(16, "ab")]


@pytest.mark.parametrize("data", [bytes(range(256)) * 20, random.Random(0).randbytes(4096), b"ab\x00" * 100])
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    with pytest.raises(IngestError, match=r"'f\.bin' is (a binary file|in no known encoding): expected"):
        decode(data, "f.bin")
