r"""Reads a manuscript in LaTeX. Files that it takes in by ``\input`` are not followed."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from assistant.ingest.problems import problem
from assistant.manuscript.blocks import Blocks, Manuscript, Reference
from assistant.manuscript.chunks import Chunk, body_of, chunks, unbalanced, without_verbatim
from assistant.manuscript.latex_nodes import Node, Printer, UnreadableError, parse
from assistant.manuscript.latex_text import CITING, TEXTUAL
from assistant.schema import Problem

_BIBLIOGRAPHY: Final = re.compile(
    r"\\(?:bibliography|addbibresource(?:\[[^\]\n]{0,100}\])?)\{([^{}]{1,1000})\}"
)
_INPUT: Final = re.compile(r"\\(?:input|include|subfile)\s?\{([^{}\n]{1,300})\}")
_HEADING_NAMES: Final = (
    "part chapter section subsection subsubsection paragraph subparagraph title author date"
)
_HEADINGS: Final = frozenset(_HEADING_NAMES.split())
_BREAKS: Final = frozenset(["item", "par", "maketitle", "newpage", "clearpage", *_HEADINGS])
_ASIDES: Final = frozenset(["footnote", "footnotetext", "caption", "thanks", "captionof"])
_TABLES: Final = frozenset(["tabular", "tabularx", "tabulary", "tblr", "longtable", "array"])
_FLOATS: Final = frozenset(
    ["figure", "table", "wrapfigure", "wraptable", "sidewaystable", "sidewaysfigure", "algorithm"]
)
_EQUATIONS: Final = frozenset(
    ["equation", "align", "gather", "multline", "eqnarray", "displaymath", "math", "split", "flalign"]
)
_SEVERAL: Final = re.compile(
    r"\\(paren|text|auto|foot|smart|super|Paren|Text|Auto)?cites"
    r"((?:(?:\[[^\[\]{}\n]{0,100}\]){0,2}\{[^{}\n]{1,300}\}){1,20})"
)
_THOUSANDS: Final = re.compile(r"(?<=[0-9])(?:\\,|\{,\})(?=[0-9]{3}(?![0-9]))")
_LENGTH: Final = re.compile(r"\\[A-Za-z@]+\s{0,3}=\s{0,3}-?[0-9.]{1,9}\s?(?:pt|em|ex|mm|cm|in|sp|bp)\b")
"""A length that is set, which prints nothing."""
_SIGNS: Final = {"~": " ", "&": " "}
_EQUATION: Final = " (equation) "
_BLANK_LINE: Final = re.compile(r"\n[ \t]*\n\s*")


def read_latex(source: str) -> Manuscript:
    """Return the blocks of a manuscript or of a fragment of one, with the bibliographies that it names."""
    preamble, body = body_of(source)
    bare = _LENGTH.sub("", _THOUSANDS.sub(",", _SEVERAL.sub(_as_one, without_verbatim(body))))
    uncommented = re.sub(r"(?<!\\)%.*", "", f"{preamble}\n{bare}")
    reader = _Reader(Printer(uncommented))
    problems = _problems(source, body)
    for chunk in chunks(bare):
        try:
            reader.read(chunk)
        except (RecursionError, UnreadableError):
            reader.blocks.end()
            reason = "this is nested too deep, or a command is incomplete; this part was not checked"
            problems.append(problem(chunk.line, chunk.text[:200], reason))
    named = [name.strip() for found in _BIBLIOGRAPHY.findall(uncommented) for name in found.split(",")]
    return Manuscript(
        tuple(reader.blocks.done),
        tuple(reader.references),
        tuple(dict.fromkeys(name for name in named if name)),
        frozenset(reader.silent),
        tuple(problems),
    )


def _as_one(several: re.Match[str]) -> str:
    r"""Return ``\cites[1]{a}[2]{b}`` as one citation of a and b."""
    return f"\\{several[1] or ''}cite{{{','.join(re.findall(r'{([^{}]*)}', several[2]))}}}"


def _problems(source: str, body: str) -> list[Problem]:
    found: list[Problem] = []
    lines = source.split("\n")
    for number, line in enumerate(body.split("\n"), start=1):
        for taken in (
            _INPUT.finditer(re.sub(r"(?<!\\)%.*", "", line)) if "\\in" in line or "\\sub" in line else ()
        ):
            found.append(
                problem(number, taken[0], "files taken in are not followed; check this one on its own")
            )
    line = unbalanced(without_verbatim(source))
    if line:
        found.append(problem(line, lines[line - 1], "this brace has no partner; what follows may be misread"))
    return found


@dataclass
class _Reader:
    """Walks the tree and gathers blocks."""

    print: Printer
    blocks: Blocks = field(default_factory=Blocks)
    references: list[Reference] = field(default_factory=list[Reference])
    silent: set[str] = field(default_factory=set[str])
    _asides: list[tuple[Node, ...]] = field(default_factory=list[tuple[Node, ...]])
    _breaks: Sequence[int] = ()
    _first: int = 1

    def read(self, chunk: Chunk) -> None:
        self._first = chunk.line
        self._breaks = [found.start() for found in re.finditer("\n", chunk.text)]
        self._asides = []
        self._nodes(parse(chunk.text))
        self._end()

    def _line(self, node: Node) -> int:
        return self._first + bisect_right(self._breaks, node.start - 1)

    def _end(self) -> None:
        """End a block; the footnotes and captions met in it become blocks of their own after it."""
        self.blocks.end()
        asides, self._asides = self._asides, []
        for nodes in asides:
            self._nodes(nodes)
            self._end()

    def _nodes(self, nodes: Iterable[Node]) -> None:
        for node in nodes:
            self._node(node)

    def _node(self, node: Node) -> None:
        line = self._line(node)
        if node.kind == "text":
            self._text(node.name, line)
        elif node.kind == "macro":
            self._macro(node, line)
        elif node.kind == "environment":
            self._environment(node, line)
        elif node.kind == "display":
            self.blocks.text(_EQUATION, line)
        elif node.kind == "group" or (node.kind == "math" and _is_telling(node)):
            self._nodes(node.children)
        elif node.kind in {"math", "special"}:
            self.blocks.text(_SIGNS.get(node.name) or self.print(node), line)

    def _text(self, text: str, line: int) -> None:
        start = 0
        for gap in _BLANK_LINE.finditer(text):
            self.blocks.text(text[start : gap.start()], line + text.count("\n", 0, start))
            self._end()
            start = gap.end()
        self.blocks.text(text[start:], line + text.count("\n", 0, start))

    def _macro(self, node: Node, line: int) -> None:
        if node.name in CITING:
            self.blocks.cite(_keys(node), line, textual=node.name in TEXTUAL)
        elif node.name == "nocite":
            self.silent.update(key.strip() for key in _keys(node))
        elif node.name in _ASIDES:
            self._asides.append(_last(node))
        elif node.name in _BREAKS:
            self._end()
            if node.name not in _HEADINGS:
                self._nodes(_last(node))
        elif _is_telling(node):
            self._nodes(below for argument in node.arguments if argument for below in _inside(argument))
        else:
            self.blocks.text(self.print(node), line)

    def _environment(self, node: Node, line: int) -> None:
        name = node.name.rstrip("*")
        if name in _EQUATIONS:
            self.blocks.text(_EQUATION, line)
            return
        self._end()
        if name in _TABLES:
            self._table(node)
        elif name in _FLOATS:
            self._float(node)
        elif name == "thebibliography":
            self._references(node)
        else:
            self._nodes(node.children)
        self._end()

    def _float(self, node: Node) -> None:
        """Read the captions and the tables of a float; all else in it is drawing."""
        for below in node.children:
            if below.kind == "macro" and below.name in _ASIDES:
                self._nodes(_last(below))
                self._end()
            elif below.kind == "environment" and below.name.rstrip("*") in _TABLES:
                self._environment(below, self._line(below))
            else:
                self._float(below)
        for argument in node.arguments:
            if argument:
                self._float(argument)

    def _table(self, node: Node) -> None:
        """Read a table row by row, the cells with commas between them."""
        for below in node.children:
            if below.kind == "macro" and below.name in {"\\", "tabularnewline"}:
                self.blocks.end("row")
            elif below.kind == "special" and below.name == "&":
                self.blocks.text(", ", self._line(below))
            elif below.kind != "macro" or not below.name.endswith(("line", "rule")):
                self._node(below)
        self.blocks.end("row")

    def _references(self, node: Node) -> None:
        """Read the manuscript's own list of references."""
        key, line, texts = "", 0, list[str]()
        for below in (*node.children, None):
            if below is None or (below.kind == "macro" and below.name == "bibitem"):
                if key:
                    self.references.append(Reference(key, " ".join("".join(texts).split()), line))
                if below:
                    key, line, texts = "".join(_keys(below)).strip(), self._line(below), []
            elif below.kind != "comment":
                texts.append(self.print(below))


def _is_telling(node: Node) -> bool:
    """Tell whether a command holds what has to be read by itself, not printed."""
    return any(
        below.kind == "macro" and (below.name in CITING or below.name in _ASIDES or below.name in _BREAKS)
        for below in node.walk()
    )


def _last(node: Node) -> tuple[Node, ...]:
    last = node.arguments[-1] if node.arguments else None
    return _inside(last) if last else ()


def _inside(node: Node) -> tuple[Node, ...]:
    return node.children if node.kind == "group" else (node,)


def _keys(node: Node) -> list[str]:
    """Return the keys of a citation, which are plain text whatever they look like."""
    return "".join(below.name for below in _last(node) if below.kind in {"text", "special"}).split(",")
