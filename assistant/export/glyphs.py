"""What pdfLaTeX prints in place of letters that its fonts do not have."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

from assistant.export.escape import escape_latex, latex_comment

_KNOWN: Final = frozenset(map(chr, [*range(0x20, 0x7F), *range(0xA1, 0x180)])) - set("ĦħĸĿŀŉŦŧſ") | set(
    "–—‘’‚“”„†‡•…‰‹›€™ȘșȚț"
)
"""Letters that the encodings T1 and TS1 have in every distribution of the last years."""
_MARKS: Final = {
    **{"\u0300": "`", "\u0301": "'", "\u0302": "^", "\u0303": "~", "\u0304": "=", "\u0306": "u"},
    **{"\u0307": ".", "\u0308": '"', "\u030a": "r", "\u030b": "H", "\u030c": "v", "\u0323": "d"},
    **{"\u0327": "c", "\u0328": "k", "\u0331": "b"},
}
_UNSEEN: Final = frozenset(["Mn", "Me", "Cf"])
_BOX: Final = "\\newcommand{\\missing}[1]{\\allowbreak{\\fboxsep1pt\\fbox{\\tiny #1}}\\allowbreak}"


def declarations(texts: Iterable[str]) -> list[str]:
    """Return lines of a preamble by which pdfLaTeX prints every letter of finished LaTeX and BibTeX.

    A letter with a mark is put together, a variant of a letter becomes the plain one, and what is left shows
    its code in a box. Comments name the replaced letters. Other engines are left to their fonts.
    """
    letters = sorted({letter for text in texts for letter in text} - _KNOWN - {"\n"})
    replaced = {letter: _replacement(letter) for letter in letters}
    boxes = [_BOX] if any(shown.startswith(r"\missing") for shown in replaced.values()) else []
    lines = (rf"\DeclareUnicodeCharacter{{{ord(it):04X}}}{{{shown}}}" for it, shown in replaced.items())
    return [*_comments(replaced), *boxes, *lines]


def _comments(replaced: dict[str, str]) -> Iterator[str]:
    boxed = [it for it, shown in replaced.items() if shown.startswith(r"\missing")]
    made = [it for it, shown in replaced.items() if shown and it not in boxed]
    left_out = [f"U+{ord(it):04X}" for it, shown in replaced.items() if not shown]
    if made:
        yield latex_comment(f"pdfLaTeX makes these letters out of others: {' '.join(made)}")
    if left_out:
        yield latex_comment(f"pdfLaTeX leaves these marks out: {' '.join(left_out)}")
    if boxed:
        yield latex_comment(f"pdfLaTeX has no letter for these and shows their codes: {' '.join(boxed)}")
        yield latex_comment("XeLaTeX and LuaLaTeX print them in a font that has them (fontspec).")


def _replacement(letter: str) -> str:
    if unicodedata.category(letter) in _UNSEEN:
        return ""
    if composed := _composed(unicodedata.normalize("NFD", letter)):
        return composed
    plain = unicodedata.normalize("NFKC", letter)
    if plain != letter and _KNOWN.issuperset(plain):
        return escape_latex(plain)
    return rf"\missing{{{ord(letter):04X}}}"


def _composed(parts: str) -> str:
    """Return a base letter under its marks, or nothing where one of them is unknown."""
    base, marks = parts[0], parts[1:]
    if not marks or base not in _KNOWN or not _MARKS.keys() >= set(marks):
        return ""
    shown = escape_latex(base)
    for mark in marks:
        shown = rf"\{_MARKS[mark]}{{{shown}}}"
    return shown
