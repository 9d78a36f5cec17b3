"""Characters that no paper needs and that harm whoever stores or shows them.

Text is kept verbatim but for these: NUL and the other control characters, lone surrogates (UTF-8 has no form
for them), and the overrides that make text read in another order than it is stored in. Joiners and direction
marks, which ordinary writing in many languages uses, stay.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_UNWANTED: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)


def cleaned(text: str) -> tuple[str, str | None]:
    """Return the text without unwanted characters, and a clause on what was removed, if anything was."""
    removed = _UNWANTED.findall(text)
    if not removed:
        return text, None
    names = ", ".join(sorted({_name(character) for character in removed})[:3])
    plural = "s" if len(removed) > 1 else ""
    return _UNWANTED.sub(
        "", text
    ), f"removed {len(removed)} invisible character{plural} that text cannot hold ({names})"


def control_share(text: str) -> float:
    """Return which part of a text, from 0 to 1, is made of unwanted characters."""
    return _UNWANTED.subn("", text)[1] / len(text) if text else 0.0


def _name(character: str) -> str:
    return unicodedata.name(character, f"U+{ord(character):04X}").lower().replace("u+", "U+")
