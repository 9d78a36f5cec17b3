"""Reads a manuscript in Markdown, with ``[@key]`` as Pandoc has it or ``[n]`` and a list of references."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from assistant.ingest.problems import problem
from assistant.manuscript.blocks import Blocks, Manuscript, Reference
from assistant.schema import Problem

_KEY: Final = r"[A-Za-z0-9_][\w:.#$%&+?<>~/-]{0,200}"
_GROUP: Final = re.compile(rf"\[(?P<group>[^\[\]]{{0,300}}?-?@{_KEY}[^\[\]]{{0,600}})\]")
_BARE: Final = re.compile(rf"(?<![\w@/.])-?@(?P<bare>{_KEY})")
_NUMBERS: Final = re.compile(r"\[(?P<numbers>\^?[0-9]{1,4}(?: ?[,;–-] ?\^?[0-9]{1,4}){0,40})\](?!\()")
_CITATION: Final = re.compile(f"{_GROUP.pattern}|{_BARE.pattern}|{_NUMBERS.pattern}")
_FRONT: Final = re.compile(r"\A---[ \t]*\n(?P<meta>.{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?=\n|\Z)", re.DOTALL)
_BIBLIOGRAPHY: Final = re.compile(
    r"^bibliography:[ \t]*(?P<one>[^\n]{0,300})(?P<list>(?:\n[ \t]*-[^\n]{1,300}){0,20})", re.M
)
_REFERENCES: Final = re.compile(
    r"^(?:#{1,6}[ \t]{1,5}|\*\*)?[0-9. ]{0,6}"
    r"(?:references|bibliography|sources|literature|works cited)\b[ \t*:]{0,5}$",
    re.IGNORECASE | re.MULTILINE,
)
_ITEM: Final = re.compile(
    r"^[ \t]{0,3}(?:[-*][ \t]{1,3})?"
    r"(?:\\?\[\^?(?P<bracket>[0-9]{1,4})\\?\]:?|(?P<plain>[0-9]{1,4})[.)])[ \t]{1,5}(?P<text>\S.*)$",
    re.MULTILINE,
)
_LONGEST_RANGE: Final = 50
_LONGEST_PASSAGE: Final = 20_000
"""Characters between blank lines; the parser's time grows with the square of them."""


def read_markdown(source: str) -> Manuscript:
    """Return the blocks of a manuscript, its list of references and the bibliographies that it names."""
    front = _FRONT.match(source)
    body = _blanked(source, front.end()) if front else source
    heading = max(_REFERENCES.finditer(body), key=re.Match[str].start, default=None)
    references = _references(body, heading.end()) if heading else ()
    prose = body[: heading.start()] if heading and references else body
    blocks = Blocks()
    problems: list[Problem] = []
    for line, text, kind in _passages(_bounded(prose, problems)):
        _pieces(blocks, text, line, numbered=bool(references))
        blocks.end("row" if kind == "row" else "prose")
    named = _bibliographies(front["meta"] if front else "")
    return Manuscript(tuple(blocks.done), references, named, problems=tuple(problems))


def _blanked(source: str, end: int) -> str:
    return "\n" * source.count("\n", 0, end) + source[end:]


def _bibliographies(meta: str) -> tuple[str, ...]:
    found = _BIBLIOGRAPHY.search(meta)
    if not found:
        return ()
    names = found["one"].strip(" []").split(",") + re.findall(r"-(.*)", found["list"])
    return tuple(name for each in names if (name := each.strip(" \t'\"")))


def _references(body: str, start: int) -> tuple[Reference, ...]:
    found: list[Reference] = []
    line, passed = 1, 0
    for item in _ITEM.finditer(body, start):
        line += body.count("\n", passed, item.start())
        passed = item.start()
        found.append(Reference(item["bracket"] or item["plain"], item["text"].strip(), line))
    return tuple(found)


def _bounded(prose: str, problems: list[Problem]) -> str:
    """Return the text without passages too long to be parsed, their lines left blank."""
    kept: list[str] = []
    line = 1
    for passage in re.split(r"(\n[ \t]*\n)", prose):
        if len(passage) > _LONGEST_PASSAGE:
            reason = f"more than {_LONGEST_PASSAGE:,} characters without a blank line; this was not checked"
            problems.append(problem(line, passage, reason))
            kept.append("\n" * passage.count("\n"))
        else:
            kept.append(passage)
        line += passage.count("\n")
    return "".join(kept)


def _passages(prose: str) -> Iterator[tuple[int, str, str]]:
    """Yield first line and text of each paragraph, list item and table row, code and headings left out."""
    row: list[str] = []
    line, within = 1, ""
    for token in MarkdownIt("commonmark").enable("table").parse(prose):
        if token.type in {"paragraph_open", "heading_open", "tr_open"}:
            within = token.type
            line, row = (token.map[0] + 1 if token.map else line), []
        elif token.type == "tr_close":
            yield line, ", ".join(row), "row"
            within = ""
        elif token.type == "inline" and within == "tr_open":
            row.append(_plain(token.children or ()))
        elif token.type == "inline" and within == "paragraph_open":
            yield line, _plain(token.children or ()), "prose"


def _plain(tokens: Sequence[Token]) -> str:
    """Return what is read: the words of links and emphasis, not their marks; line breaks stay."""
    return "".join("\n" if token.type in {"softbreak", "hardbreak"} else _word(token) for token in tokens)


def _word(token: Token) -> str:
    return "" if token.type in {"html_inline", "image"} else token.content


def _pieces(blocks: Blocks, text: str, line: int, *, numbered: bool) -> None:
    start = 0
    for found in _CITATION.finditer(text):
        if found["numbers"] and not numbered:
            continue
        between = text[start : found.start()]
        blocks.text(between, line)
        line += between.count("\n")
        keys = [found["bare"].rstrip(".:?")] if found["bare"] else _keys(found)
        blocks.cite(keys, line, textual=bool(found["bare"]))
        # A stop after a bare key belongs to the sentence.
        start = found.end() - (len(found["bare"]) - len(keys[0]) if found["bare"] else 0)
        line += text.count("\n", found.start(), start)
    blocks.text(text[start:], line)


def _keys(found: re.Match[str]) -> list[str]:
    if found["group"]:
        return [key.rstrip(".:?") for key in re.findall(rf"-?@({_KEY})", found["group"])]
    keys: list[str] = []
    for first, last in re.findall(r"([0-9]+)(?: ?[–-] ?\^?([0-9]+))?", found["numbers"]):
        end = int(last or first)
        keys += [str(key) for key in range(int(first), min(end, int(first) + _LONGEST_RANGE) + 1)]
    return keys
