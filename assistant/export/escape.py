"""The one place where text by models, papers and users is made safe to stand in a file of another kind."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Final
from urllib.parse import quote

# Entities, because not every Markdown processor knows "\<".
_ENTITIES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_ACTIVE: Final = re.compile(
    r"[\\`*_{}\[\]|~$^#@]|:(?=//|[\w+-]+:)|(?<=www)\.|(?<=mailto):|(?<=javascript):|(?<=data):",
    re.IGNORECASE,
)
_OPENING: Final = re.compile(r"^(?:(?P<number>\d{1,9})(?=[.)](?:\s|$))|(?=[-+=]))")
_INVISIBLE: Final = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

_NUMBER: Final = re.compile(r"[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?")
_FORMULA: Final = re.compile("\\s*[=+\\-@\t\r\n|＝＋－＠]|'")
_BROKEN: Final = re.compile("[\x00\ud800-\udfff]")
_NO_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

# pdfLaTeX has no glyph for these outside mathematics.
_MATHEMATICS: Final = r"""
× times ÷ div ± pm ∓ mp · cdot ⋅ cdot ∘ circ ≤ leq ≥ geq ≠ neq ≈ approx ≃ simeq ∼ sim ≡ equiv ∝ propto ≪ ll
≫ gg → rightarrow ← leftarrow ↔ leftrightarrow ↑ uparrow ↓ downarrow ⇒ Rightarrow ∞ infty ∑ sum ∏ prod √ surd
∂ partial ∇ nabla ∈ in ∉ notin ⊂ subset ⊆ subseteq ∪ cup ∩ cap ∅ emptyset ∀ forall ∃ exists ∧ wedge ∨ vee
⊗ otimes ⊕ oplus ℓ ell α alpha β beta γ gamma δ delta ε varepsilon ϵ epsilon ζ zeta η eta θ theta ι iota
κ kappa λ lambda μ mu µ mu ν nu ξ xi π pi ρ rho σ sigma ς varsigma τ tau υ upsilon φ varphi ϕ phi χ chi ψ psi
ω omega Γ Gamma Δ Delta Θ Theta Λ Lambda Ξ Xi Π Pi Σ Sigma Φ Phi Ψ Psi Ω Omega
"""
_SIGNS: Final = _MATHEMATICS.split()

_LATEX: Final = {
    "\\": r"\textbackslash{}",
    **{special: f"\\{special}" for special in "&%$#_{}"},
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    # Signs of which TeX makes others, alone or in pairs.
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    "`": r"\textasciigrave{}",
    # A letter to some languages' packages; the command for it is unknown to TeX's first encoding.
    '"': r"\symbol{34}",
    # After the end of a row these would be read as its arguments.
    "[": "{[}",
    "]": "{]}",
    "*": "{*}",
    **{sign: rf"\ensuremath{{\{name}}}" for sign, name in zip(_SIGNS[::2], _SIGNS[1::2], strict=True)},
    "−": r"\ensuremath{-}",
    **{raised: rf"\textsuperscript{{{digit}}}" for digit, raised in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")},
    **{lowered: rf"\textsubscript{{{digit}}}" for digit, lowered in enumerate("₀₁₂₃₄₅₆₇₈₉")},
}
# Pairs of these are one sign to TeX's fonts.
_LIGATURES: Final = ("-(?=-)", "'(?=')", ",(?=,)", "[?!](?=`)")
_LATEX_ACTIVE: Final = re.compile("|".join([*_LIGATURES, *map(re.escape, _LATEX)]))
_WORD: Final = 30
"""Longest word that is left in one piece."""
# After a sign but an apostrophe, a bracket that opens or a decimal point; before a capital within a word.
_JOINT: Final = re.compile(r"(?<=[^\w'’(\[{<])(?<!\d[.,])(?=\w)|(?<=_)(?=[^\W_])|(?<=[a-z])(?=[A-Z])")
_HYPHENATED: Final = re.compile("[^A-Za-z0-9]?[A-Za-z]{1,14}[^A-Za-z0-9]{0,3}")
"""Parts of long words that TeX's patterns for hyphenation can be left to."""
_PART: Final = 8
# A hyphen or a formula right after a word keeps TeX from hyphenating it.
_END_OF_WORD: Final = re.compile(r"(?<=[A-Za-z]{6})(?=[^A-Za-z0-9]*(?:-|[^\x00-\x7f]))")
BREAK: Final = r"\hspace{0pt}"
"""A place to break a line; the rest of the word may be hyphenated, which a penalty would prevent."""

# BibTeX counts braces whether or not a backslash stands before them; straight quotes do no harm.
_BIBTEX: Final = {r"\{": r"\textbraceleft{}", r"\}": r"\textbraceright{}", r"\symbol{34}": '{"}'}
_IN_URL: Final = "/:?=&;,@+!*()-._~#[]<>'"
_NO_CODE: Final = re.compile("%(?![0-9A-Fa-f]{2})")

# Control characters can rewrite what is on the screen, and direction marks can reorder it.
_STEERING: Final = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)


def escape_markdown(text: str) -> str:
    """Return one line of Markdown that shows a text as it is.

    No link, image, HTML, heading, list, table, formula or emphasis comes out of it, wherever in a paragraph,
    list item, table cell or heading it is put. White space is folded to single spaces; a control character
    becomes a visible sign.
    """
    line = _OPENING.sub(r"\g<number>\\", _ACTIVE.sub(r"\\\g<0>", one_line(text)))
    return re.sub("[&<>]", lambda found: _ENTITIES[found[0]], line)


def escape_latex(text: str, *, longest: int = _WORD) -> str:
    """Return one line of LaTeX that prints a text as it is, in a paragraph, a caption or a table cell.

    Common signs and Greek letters become mathematics, which every engine has; other letters stay as they are,
    in their composed form. No control sequence, comment, alignment or group of the text survives. White space
    is folded. A word of more than ``longest`` characters may be broken within.
    """
    words = unicodedata.normalize("NFC", one_line(text)).split(" ")
    return " ".join(_printed(word) if len(word) <= longest else _breakable(word) for word in words)


def latex_comment(text: str) -> str:
    """Return a text as a LaTeX comment of one line, which none of its characters can end."""
    return f"% {one_line(text)}"


def escape_bibtex(text: str) -> str:
    """Return a text for a field between braces, which BibTeX hands to LaTeX as by `escape_latex`."""
    return re.sub(r"\\[{}]|\\symbol\{34\}", lambda found: _BIBTEX[found[0]], escape_latex(text))


def verbatim_url(text: str) -> str:
    """Return an address or identifier for a verbatim field, what TeX could act on as percent codes."""
    line = _NO_CODE.sub("%25", one_line(text))
    return quote(line, safe=f"%{_IN_URL}", errors="replace")


def csv_cell(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: an apostrophe stands before what looks like one.

    Plain numbers stay numbers. An apostrophe of the text's own gets another, so that the first one of a cell
    is never part of the text.
    """
    sound = _BROKEN.sub("\ufffd", text)
    harmless = _NUMBER.fullmatch(sound) or not _FORMULA.match(sound)
    return sound if harmless else f"'{sound}"


def drawable(text: str) -> str:
    """Return a text for a picture, with a visible sign for each character that XML cannot hold."""
    return _NO_XML.sub(lambda found: _picture(found[0]), text)


def to_json(value: object) -> str:
    """Return indented JSON in which every character that steers a terminal is escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return _STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def without_steering(text: str) -> str:
    """Return text without the characters that steer a terminal; line ends and tabs stay."""
    return _STEERING.sub("", text)


def one_line(text: str) -> str:
    """Return a text with its white space folded and a visible sign for each control character."""
    return _INVISIBLE.sub(lambda found: _picture(found[0]), " ".join(text.split()))


def _printed(word: str) -> str:
    return _LATEX_ACTIVE.sub(lambda found: _LATEX.get(found[0], f"{found[0]}{{}}"), word)


def _breakable(word: str) -> str:
    """Return a long word that may be broken at its joints; parts that are long even so, by length."""
    return BREAK.join(_part(part) for part in _JOINT.split(word))


def _part(part: str) -> str:
    if len(part) <= _PART or _HYPHENATED.fullmatch(part):
        return rf"\nobreak{BREAK}".join(map(_printed, _END_OF_WORD.split(part)))
    pieces = (part[start : start + _PART] for start in range(0, len(part), _PART))
    return BREAK.join(map(_printed, pieces))


def _picture(character: str) -> str:
    """Control characters have printable pictures from U+2400 on."""
    return chr(0x2400 + ord(character)) if ord(character) < 0x20 else "\ufffd"
