"""LaTeX as a tree of our own nodes: the one place that sees the parser's objects."""

# The parser's package has no types.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportAttributeAccessIssue=false
from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from pylatexenc.latex2text import LatexNodes2Text
from pylatexenc.latexwalker import (
    LatexCharsNode,
    LatexCommentNode,
    LatexEnvironmentNode,
    LatexGroupNode,
    LatexMacroNode,
    LatexMathNode,
    LatexNode,
    LatexSpecialsNode,
    LatexWalker,
)

from assistant.manuscript.latex_text import printer, walker_context

Kind = Literal["text", "comment", "group", "macro", "environment", "math", "display", "special"]

# It reports each unbalanced brace to the log; we say so once, in our own words.
logging.getLogger("pylatexenc").setLevel(logging.CRITICAL)


class UnreadableError(Exception):
    """A piece of LaTeX that the parser gives up on."""


@dataclass(frozen=True)
class Node:
    """A piece of LaTeX at ``start`` of its chunk.

    ``name`` is that of a macro or environment, and the characters of plain text. ``arguments`` has one entry
    per argument that a macro can take, ``None`` where it was left out.
    """

    kind: Kind
    start: int
    name: str
    children: tuple[Node, ...]
    arguments: tuple[Node | None, ...]
    space: str
    origin: LatexNode
    """The parser's node, for the printer."""

    def walk(self) -> Iterator[Node]:
        """Yield this node and all below it, those of arguments first."""
        yield self
        for below in (*self.arguments, *self.children):
            if below:
                yield from below.walk()


class Printer:
    """Turns nodes into the text that they print."""

    def __init__(self, preamble: str = "") -> None:
        self._printer: LatexNodes2Text = printer(preamble)

    def __call__(self, node: Node) -> str:
        """Return the text of one node; a command that lacks its arguments prints nothing."""
        try:
            return str(self._printer.node_to_text(node.origin)) + node.space
        except (LookupError, AttributeError, TypeError, ValueError):
            # The printer takes for granted that every argument is there.
            return ""


def parse(latex: str) -> tuple[Node, ...]:
    """Return the nodes of a piece of LaTeX; unbalanced braces are closed where the text ends.

    Raises:
        UnreadableError: It ends in the middle of a command, which the parser cannot bear.
        RecursionError: It is nested too deep.
    """
    walker = LatexWalker(latex, latex_context=walker_context(), tolerant_parsing=True)
    try:
        return _nodes(walker.get_latex_nodes()[0])
    except LookupError as exc:
        raise UnreadableError from exc


_KINDS: Final[dict[type, tuple[Kind, str]]] = {
    LatexCharsNode: ("text", "chars"),
    LatexCommentNode: ("comment", "comment"),
    LatexGroupNode: ("group", ""),
    LatexMacroNode: ("macro", "macroname"),
    LatexEnvironmentNode: ("environment", "environmentname"),
    LatexMathNode: ("math", ""),
    LatexSpecialsNode: ("special", "specials_chars"),
}
"""What each of the parser's classes is to us, and which of its attributes is the name."""


def _nodes(found: Sequence[LatexNode | None] | None) -> tuple[Node, ...]:
    return tuple(_node(one) for one in found or () if one is not None)


def _node(found: LatexNode) -> Node:
    kind, attribute = _KINDS[type(found)]
    if getattr(found, "displaytype", "") == "display":
        kind = "display"
    given = getattr(getattr(found, "nodeargd", None), "argnlist", None) or ()
    arguments = tuple(None if one is None else _node(one) for one in given)
    # A command that prints a sign swallows the space after it, but writers mean it to stay.
    space = getattr(found, "macro_post_space", "") if not any(arguments) else ""
    children = _nodes(getattr(found, "nodelist", None))
    name = str(getattr(found, attribute)) if attribute else ""
    return Node(kind, int(found.pos or 0), name, children, arguments, space, found)
