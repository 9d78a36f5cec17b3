"""LaTeX source, cut at blank lines into pieces that can be parsed each on its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

LARGEST_CHUNK: Final = 200_000
"""Characters parsed at once, so that what is nested too deep spoils no more than that."""
_PLAIN_RUN: Final = re.compile(r"[^\\{}$&%~]{1000}")
"""The parser's time grows with the square of such a run, which an empty group ends."""
_COMMENT: Final = re.compile(r"(?<!\\)(?:\\\\)*%.*")
_EDGE: Final = re.compile(r"\\(begin|end)\s{0,5}\{([A-Za-z*]{1,40})\}")
_VERBATIM_NAMES: Final = """
verbatim verbatim* Verbatim lstlisting minted comment filecontents filecontents* tikzpicture algorithmic
"""
_VERBATIM: Final = frozenset(_VERBATIM_NAMES.split())
_BLANKS: Final = re.compile(r"[ \t]{2,}")


@dataclass(frozen=True)
class Chunk:
    """A piece of the source that begins on ``line``."""

    text: str
    line: int


def body_of(source: str) -> tuple[str, str]:
    r"""Return preamble and body, the body with as many line breaks before it as there were lines.

    A fragment without ``\begin{document}`` is all body.
    """
    lines = source.split("\n")
    bare = [_COMMENT.sub("", line) if "%" in line else line for line in lines]
    first = next((at for at, line in enumerate(bare) if r"\begin{document}" in line), None)
    if first is None:
        return "", source
    last = next((at for at in range(first, len(bare)) if r"\end{document}" in bare[at]), len(bare) - 1)
    kept = lines[first : last + 1]
    kept[0] = kept[0].split(r"\begin{document}", 1)[1]
    kept[-1] = kept[-1].split(r"\end{document}", 1)[0]
    return "\n".join(lines[:first]), "\n" * first + "\n".join(kept)


def without_verbatim(source: str) -> str:
    """Return the source with the lines of verbatim environments, programs and drawings left blank."""
    inside = ""
    kept: list[str] = []
    for line in source.split("\n"):
        if inside:
            _, end, after = line.partition(rf"\end{{{inside}}}")
            inside = "" if end else inside
            kept.append(after)
            continue
        opened = next(
            (edge for edge in _EDGE.finditer(_bare(line)) if edge[1] == "begin" and edge[2] in _VERBATIM),
            None,
        )
        if opened:
            rest = line[opened.end() :].partition(rf"\end{{{opened[2]}}}")
            inside = "" if rest[1] else opened[2]
            line = line[: opened.start()] + rest[2]  # noqa: PLW2901
        kept.append(line)
    return "\n".join(kept)


def chunks(body: str) -> Iterator[Chunk]:
    """Yield the paragraphs of a body; an environment is not cut unless it grows too large to be parsed."""
    gathered: list[str] = []
    start = size = depth = 0
    for number, text in _lines(body):
        if gathered and ((depth <= 0 and not text.strip()) or size + len(text) > LARGEST_CHUNK):
            yield _chunk(gathered, start)
            gathered, size, depth = [], 0, max(depth, 0)
        if not gathered and not text.strip():
            continue
        start = start if gathered else number
        for edge in _EDGE.finditer(_bare(text)):
            depth += 1 if edge[1] == "begin" else -1
        gathered.append(text)
        size += len(text) + 1
    if gathered:
        yield _chunk(gathered, start)


def _chunk(lines: Sequence[str], start: int) -> Chunk:
    return Chunk(_PLAIN_RUN.sub(r"\g<0>{}", "\n".join(lines)), start)


def _lines(body: str) -> Iterator[tuple[int, str]]:
    """Yield each line with its number; one that is too long to be parsed at once comes in parts."""
    for number, line in enumerate(body.split("\n"), start=1):
        text = _BLANKS.sub(" ", line)
        for start in range(0, max(len(text), 1), LARGEST_CHUNK):
            yield number, text[start : start + LARGEST_CHUNK]


def unbalanced(source: str) -> int | None:
    """Return the line of the first brace without a partner; ``None`` when all have one."""
    opened: list[int] = []
    for number, line in enumerate(source.split("\n"), start=1):
        for brace in re.findall(r"\\.|[{}]", _bare(line)):
            if brace == "{":
                opened.append(number)
            elif brace == "}":
                if not opened:
                    return number
                opened.pop()
    return opened[0] if opened else None


def _bare(line: str) -> str:
    return _COMMENT.sub("", line) if "%" in line else line
