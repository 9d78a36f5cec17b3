"""The one place where text by models, papers and users is made safe to stand in a Markdown file."""

from __future__ import annotations

import re
from typing import Final

# Entities, because not every Markdown processor knows "\<".
_ENTITIES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_ACTIVE: Final = re.compile(
    r"[\\`*_{}\[\]|~$^#@]|:(?=//|[\w+-]+:)|(?<=www)\.|(?<=mailto):|(?<=javascript):|(?<=data):",
    re.IGNORECASE,
)
_OPENING: Final = re.compile(r"^(?:(?P<number>\d{1,9})(?=[.)](?:\s|$))|(?=[-+=]))")
_INVISIBLE: Final = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def escape_markdown(text: str) -> str:
    """Return one line of Markdown that shows a text as it is.

    No link, image, HTML, heading, list, table, formula or emphasis comes out of it, wherever in a paragraph,
    list item or heading it is put. White space is folded to single spaces; a control character becomes a
    visible sign.
    """
    line = " ".join(text.split())
    line = _INVISIBLE.sub(lambda found: _picture(found[0]), line)
    line = _OPENING.sub(r"\g<number>\\", _ACTIVE.sub(r"\\\g<0>", line))
    return re.sub("[&<>]", lambda found: _ENTITIES[found[0]], line)


def _picture(character: str) -> str:
    """Control characters have printable pictures from U+2400 on."""
    return chr(0x2400 + ord(character)) if ord(character) < 0x20 else "\ufffd"
