"""What LaTeX commands print: the citation commands, units, and commands that a manuscript defines itself."""

# The parser's package has no types.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false, reportArgumentType=false, reportUnknownArgumentType=false
from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db
from pylatexenc.latexwalker import LatexMacroNode
from pylatexenc.latexwalker import get_default_latex_context_db as get_walker_db
from pylatexenc.macrospec import LatexContextDb, MacroSpec

_NATBIB: Final = """
citet citep citealt citealp citeauthor citeyear citeyearpar Citet Citep Citealt Citealp Citeauthor
"""
_BIBLATEX: Final = """
parencite textcite autocite footcite footcitetext smartcite supercite fullcite Parencite Textcite Autocite
Smartcite Cite citetitle citedate citeurl citenum onlinecite shortcite newcite citeasnoun
"""
CITING: Final = frozenset(["cite", *_NATBIB.split(), *_BIBLATEX.split()])
_TEXTUAL_NAMES: Final = (
    "citet citealt citeauthor Citet Citealt Citeauthor textcite Textcite newcite citeasnoun"
)
TEXTUAL: Final = frozenset(_TEXTUAL_NAMES.split())
"""Those that print the authors' names as a part of the sentence."""

_UNITS: Final = {
    "percent": "%", "second": "s", "minute": "min", "hour": "h", "byte": "B", "bit": "bit", "watt": "W",
    "joule": "J", "hertz": "Hz", "metre": "m", "meter": "m", "gram": "g", "volt": "V", "degree": "°",
    "milli": "m", "micro": "μ", "nano": "n", "kilo": "k", "mega": "M", "giga": "G", "tera": "T", "per": "/",
    "kibi": "Ki", "mebi": "Mi", "gibi": "Gi", "flops": "FLOPS",
}  # fmt: skip
_OTHERS: Final = {
    **dict.fromkeys(["nocite", "symbol", "thanks", "date"], "{"),
    **dict.fromkeys(["bibitem", "footnote", "footnotetext", "title", "author"], "[{"),
    **dict.fromkeys(["caption", "part", "chapter", "section", "subsection"], "*[{"),
    **dict.fromkeys(["subsubsection", "paragraph", "subparagraph"], "*[{"),
    "captionof": "*{[{",
    "href": "{{",
    "url": "{",
}
"""The arguments of further commands, as the parser writes them: starred, optional, required."""
_CHARACTERS: Final = {
    "textasciicircum": "^", "textasciitilde": "~", "textasciigrave": "`", "textless": "<", "textgreater": ">",
    "textbar": "|", "textbackslash": "\\", "texttimes": "×", "textpm": "±", "textmu": "μ",
}  # fmt: skip
_DEFINITION: Final = re.compile(
    r"\\(?:(?:re|provide)?newcommand|providecommand|def)\*?\s*\{?\\(?P<name>[A-Za-z]{1,40})\}?\s*"
    r"\{(?P<text>(?:[^{}]|\{[^{}]{0,200}\}){0,200})\}"
)
_LONGEST_FIELD: Final = 20_000


@cache
def walker_context() -> LatexContextDb:
    """Return what arguments each command takes."""
    context = get_walker_db()
    cites = [MacroSpec(name, "*[[{") for name in sorted(CITING)]
    measures = [
        *(MacroSpec(name, "[{{") for name in ("SI", "qty")),
        *(MacroSpec(name, "[{") for name in ("num", "si", "unit")),
        *(MacroSpec(name, "[{{{") for name in ("SIrange", "qtyrange")),
    ]
    others = [MacroSpec(name, arguments) for name, arguments in _OTHERS.items()]
    context.add_context_category("manuscript", macros=[*cites, *measures, *others], prepend=True)
    return context


def printer(source: str = "") -> LatexNodes2Text:
    """Return what turns nodes into text, which knows the plain commands that ``source`` defines."""
    context = get_default_latex_context_db()
    own = [MacroTextSpec(name, text) for name, text in _defined(source).items()]
    context.add_context_category("manuscript", macros=[*_measures(), *own], prepend=True)
    return LatexNodes2Text(latex_context=context, math_mode="text", keep_comments=False)


def plain(latex: str) -> str:
    """Return the text of a field of a bibliography; one that cannot be read is returned as it is."""
    text = latex[:_LONGEST_FIELD]
    if not any(sign in text for sign in "\\{}$~%"):
        return " ".join(text.split())
    # A per cent sign begins no comment in a bibliography.
    escaped = re.sub(r"(?<!\\)%", r"\\%", text)
    try:
        return " ".join(str(_plain_printer().latex_to_text(escaped, tolerant_parsing=True)).split())
    except (RecursionError, LookupError, AttributeError, TypeError, ValueError):
        # The printer takes for granted that every argument is there.
        return text


@cache
def _plain_printer() -> LatexNodes2Text:
    return printer()


def _defined(source: str) -> Mapping[str, str]:
    return {
        found["name"]: plain(found["text"])
        for found in _DEFINITION.finditer(source)
        if "#" not in found["text"]
    }


def _measures() -> list[MacroTextSpec]:
    one = [MacroTextSpec(name, "%(2)s %(3)s") for name in ("SI", "qty")]
    alone = [MacroTextSpec(name, "%(2)s") for name in ("num", "si", "unit")]
    ranges = [MacroTextSpec(name, "%(2)s to %(3)s %(4)s") for name in ("SIrange", "qtyrange")]
    plainly = [MacroTextSpec(name, text) for name, text in {**_UNITS, **_CHARACTERS}.items()]
    return [*one, *alone, *ranges, *plainly, MacroTextSpec("symbol", _symbol)]


def _symbol(node: LatexMacroNode) -> str:
    r"""Return the character that ``\symbol{34}`` prints."""
    number = re.search(r"[0-9]{1,3}", node.latex_verbatim())
    return chr(int(number[0])) if number else ""
