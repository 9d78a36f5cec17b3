"""Bytes to text: whichever encoding and line ends the file has, and a word on everything that did not fit."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import Final

from assistant.errors import IngestError
from assistant.ingest.cleaning import cleaned, control_share
from assistant.ingest.problems import Problems
from assistant.schema import Problem

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WESTERN: Final = ["cp1252", "latin_1"]
_LEGACY: Final = [*_WESTERN, "cp1250", "cp1251", "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr"]
_FEW: Final = 0.25
"""Below this share of bytes beyond ASCII, text is English with accents: too few to tell encodings apart."""
_SAMPLE: Final = 64 * 1024
_MOST_CONTROLS: Final = 0.01
_BROKEN: Final = "\ufffd"


@dataclass(frozen=True)
class Decoded:
    r"""Text with lines ended by ``\n``, and what had to be changed to get it."""

    text: str
    problems: tuple[Problem, ...] = ()


def decode(data: bytes, name: str) -> Decoded:
    """Decode a file.

    UTF-8, UTF-16 and UTF-32 are recognised; any other encoding is guessed and the guess reported.

    Raises:
        IngestError: The bytes are not text, or fit no encoding.
    """
    text, note = _text_of(data, name)
    if control_share(text) > _MOST_CONTROLS:
        raise IngestError(_not_text(name))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    problems = Problems()
    if note:
        problems.add(1, text, note)
    _report_broken(text, problems)
    clean, removed = cleaned(text)
    if removed:
        _report_removed(text, problems)
    return Decoded(clean, problems.all())


def _not_text(name: str) -> str:
    return (
        f"{name!r} is a binary file: expected text (JSON Lines, CSV or a saved Daily Papers page);"
        " export it as text first."
    )


def _text_of(data: bytes, name: str) -> tuple[str, str | None]:
    encoding = next((known for mark, known in _MARKS if data.startswith(mark)), None) or _unmarked_utf16(data)
    if encoding:
        return data.decode(encoding, errors="replace"), None
    text = data.decode("utf-8", errors="replace")
    broken = text.count(_BROKEN) - data.count(_BROKEN.encode())
    if not broken or broken <= _sound_characters(text) / 4:
        return text, None
    if b"\x00" in data:
        raise IngestError(_not_text(name))
    return _guessed(data, name)


def _sound_characters(text: str) -> int:
    return len(text) - len(text.encode("ascii", errors="ignore")) - text.count(_BROKEN)


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 of mostly Latin text has a zero in every second byte, always on the same side."""
    sample = data[:_SAMPLE]
    half = max(len(sample) // 2, 1)
    first, second = sample[0::2].count(0) / half, sample[1::2].count(0) / half
    if max(first, second) < 0.5 or min(first, second) > 0.05:
        return None
    return "utf-16-le" if second > first else "utf-16-be"


def _guessed(data: bytes, name: str) -> tuple[str, str | None]:
    # Deferred: reading a file in UTF-8, the usual case, never needs it.
    from charset_normalizer import from_bytes  # noqa: PLC0415

    telling = b"\n".join(line for line in data.splitlines() if not line.isascii())[:_SAMPLE]
    few = sum(byte > 127 for byte in telling) < _FEW * len(telling)
    best = from_bytes(telling, cp_isolation=_WESTERN if few else _LEGACY).best()
    try:
        text = data.decode(best.encoding) if best else None
    except UnicodeDecodeError:
        text = None
    if best is None or text is None:
        raise IngestError(
            f"{name!r} is in no known encoding: expected UTF-8; save it as UTF-8 and add it again."
        )
    return text, f"the file is not UTF-8 and was read as {best.encoding}; check its accented letters"


def _report_broken(text: str, problems: Problems) -> None:
    if _BROKEN in text:
        for number, line in enumerate(text.split("\n"), start=1):
            if _BROKEN in line:
                problems.add(number, line, f"holds bytes that are no characters, shown as {_BROKEN}")


def _report_removed(text: str, problems: Problems) -> None:
    for number, line in enumerate(text.split("\n"), start=1):
        clean, removed = cleaned(line)
        if removed:
            problems.add(number, clean, removed)
