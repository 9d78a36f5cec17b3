r"""One spelling for text that was typed, typeset or extracted in different ways.

``2.8$\times$``, ``2.8×`` and ``2.8times`` fold to ``2.8x``; ``H$_2$O`` and ``H_2O`` fold to ``H2O``. Letters
keep their case. Folding remembers where each character came from, so that a match can be quoted.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant.schema import Span

_INVISIBLE = dict.fromkeys([0xAD, 0x2060, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F)])
_SPELLINGS = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—―−﹣－", "-"),
        **dict.fromkeys("‘’‚‛′", "'"),
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("≈∼˜≃", "~"),
        "≥": ">=",
        "≤": "<=",
        "⁄": "/",
        "⁻": "^-",
        **{raised: f"^{digit}" for digit, raised in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")},
    }
)

_KEEP = None
"""Replacement of a rule that leaves the match's only group."""

_LATEX: tuple[tuple[re.Pattern[str], str | None], ...] = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        # A dollar sign is math only when its partner is near and neither reads as an amount ("$95 to $100").
        (r"\$(?!\s)((?=[^$]*[\\^_=<>{}]|[^$\s]*\$(?![0-9]))[^$\n]{1,160}?)(?<!\s)\$", _KEEP),
        (r"\\href\s*\{[^{}]*\}\s*(?=\{)", ""),
        (r"\\(?:text|math|emph|underline|mbox|url|ensuremath|operatorname)[a-z]*\s*\{([^{}]*)\}", _KEEP),
        (r"\\(?:text|math|emph|underline|mbox|url|ensuremath|operatorname)[a-z]*\s*\{([^{}]*)\}", _KEEP),
        (r"\{\s*(\\[A-Za-z]+)\s*\}(?=[0-9~<>=])", _KEEP),
        (r"\{,\}|(?<=[0-9])\\,(?=[0-9]{3}(?![0-9]))", ","),
        (r"\\[,;: ]|\\quad\b|(?<=[\w}])~(?=[\w(])", " "),
        (r"\\!|\\left\b|\\right\b|\\[()\[\]]", ""),
        (r"\\([%&_#${}])", _KEEP),
        (r"\{\s*\\times\s*\}|\\times(?![a-z])", "×"),
        (r"\\(?:approx|sim|simeq)(?![a-z])\s*", "~"),
        (r"\\geq?(?:slant)?(?![a-z])", ">="),
        (r"\\leq?(?:slant)?(?![a-z])", "<="),
        (r"\\pm(?![a-z])", "±"),
        (r"\\mu(?![a-z])\s*", "μ"),
        (r"\\([A-Za-z]+)", _KEEP),
        (r"``|''", '"'),
    )
)

_PLAIN: tuple[tuple[re.Pattern[str], str | None], ...] = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"--+", "-"),
        (r"(?<=\^-)\^|(?<=\^[0-9])\^(?=[0-9])", ""),
        (r"[^\S ]\s*| \s+", " "),  # not the single blanks, which most of a text's white space is
        (r"^ | $", ""),
        (r"(?<=[A-Za-z])_(?=[0-9]|\{[0-9]+\})", ""),
        (r"(?<=[_^A-Za-z])\{(-?[0-9A-Za-z]+)\}", _KEEP),
        (r"(?<=[0-9]) ?[×x] ?(?=[0-9])", "x"),
        (r"(?<=[0-9])(?: ?×| ?x(?![A-Za-z0-9])| ?times(?![A-Za-z0-9]))", "x"),
        (r"(?<=[0-9]) (?=%)", ""),
        (r"×", "x"),
    )
)


@dataclass(frozen=True)
class Folded:
    """Folded text with the way back: ``offsets[i]`` is where its character ``i`` stood in the original.

    ``offsets`` has one entry more than ``text``, for the end.
    """

    text: str
    offsets: tuple[int, ...]

    def source(self, start: int, end: int) -> Span:
        """Return the range of the original that the range ``start:end`` of the folded text came from."""
        return Span(start=self.offsets[start], end=self.offsets[end])


@lru_cache(maxsize=4096)
def fold(text: str) -> Folded:
    """Return the text in one spelling, with the offsets of its characters in the original."""
    current = _characters(text)
    if "\\" in text or "$" in text or "`" in text or "''" in text or "~" in text or "{" in text:
        for pattern, replacement in _LATEX:
            current = _replace(current, pattern, replacement)
    for pattern, replacement in _PLAIN:
        current = _replace(current, pattern, replacement)
    return current


def folded(text: str) -> str:
    """Return the text in one spelling."""
    return fold(text).text


def paper_id(title: str, abstract: str | None) -> str:
    """Return the 16 hexadecimal digits that name a paper by its title and abstract, however spelled."""
    content = f"{folded(title).casefold()}\n{folded(abstract or '').casefold()}"
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def _characters(text: str) -> Folded:
    if text.isascii():
        return Folded(text, tuple(range(len(text) + 1)))
    pieces: list[str] = []
    offsets: list[int] = []
    for start, cluster in _clusters(text):
        spelled = _spell(cluster)
        pieces.append(spelled)
        offsets.extend([start] * len(spelled))
    return Folded("".join(pieces), (*offsets, len(text)))


def _clusters(text: str) -> Iterator[tuple[int, str]]:
    """Yield each character with the combining marks that follow it, and its offset."""
    start = 0
    for position in range(1, len(text) + 1):
        if position == len(text) or not unicodedata.combining(text[position]):
            yield start, text[start:position]
            start = position


def _spell(cluster: str) -> str:
    if cluster.isdecimal():
        return "".join(str(unicodedata.decimal(digit)) for digit in cluster)
    ours = cluster.translate(_INVISIBLE).translate(_SPELLINGS)
    return unicodedata.normalize("NFKC", ours).translate(_SPELLINGS)


def _replace(current: Folded, pattern: re.Pattern[str], replacement: str | None) -> Folded:
    matches = list(pattern.finditer(current.text))
    if not matches:
        return current
    pieces: list[str] = []
    offsets: list[int] = []
    done = 0
    for match in matches:
        pieces.append(current.text[done : match.start()])
        offsets.extend(current.offsets[done : match.start()])
        if replacement is None:
            pieces.append(match.group(1))
            offsets.extend(current.offsets[slice(*match.span(1))])
        else:
            pieces.append(replacement)
            offsets.extend([current.offsets[match.start()]] * len(replacement))
        done = match.end()
    pieces.append(current.text[done:])
    offsets.extend(current.offsets[done:])
    return Folded("".join(pieces), tuple(offsets))
